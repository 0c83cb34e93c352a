import Ledger

/// Keys and head together: signs a checkpoint only after its own head has durably moved there.
struct CheckpointSigner {
    private let origin: KeyName
    /// One, or two while a newer key takes over; the older first.
    private let keys: [HeldKey]
    private(set) var headFile: HeadFile
    // Once a head could not be made durable, what the disk holds is unknown; only a fresh start reads it again. A token that has failed once
    // is not asked again either: somebody has to look at it.
    private var stopped: SignRefusal.Reason?
    private(set) var tokenProblem: TokenProblem?

    /// Opens keys and head file; refuses the ones without the other.
    init(keys source: SignerKeys, headFile: String, origin: KeyName) throws(SignerError) {
        switch (try CheckpointSigner.presence(of: source.path), try CheckpointSigner.presence(of: headFile)) {
        case (.absent, .absent): throw .notIncepted
        case (.present, .absent): throw .headMissing(path: headFile)
        case (.absent, .present): throw .keyMissing(path: source.path)
        case (.present, .present): break
        }
        let (first, held) = try source.open(origin: origin)
        self.origin = origin
        keys = held
        // Whatever keys come and go, the head is one log's and stays: nothing that was signed under an older key is forgotten.
        self.headFile = try HeadFile(opening: headFile, log: first)
    }

    private static func presence(of path: String) throws(SignerError) -> Files.Presence {
        do { return try Files.presence(of: path) } catch { throw .file(path: path, .system(error)) }
    }

    mutating func answer(_ message: ArraySlice<UInt8>) -> SignerMessage.Reply {
        guard let request = SignerMessage.Request(decoding: message) else { return refused(.malformed) }
        switch request {
        case .head: return .head(headFile.head)
        case .sign(let request): return sign(request)
        }
    }

    private mutating func sign(_ request: SignRequest) -> SignerMessage.Reply {
        if let stopped { return refused(stopped) }
        guard request.origin == origin else { return refused(.wrongOrigin) }
        let step: SignedHead.Step
        do { step = try headFile.head.step(for: request) } catch { return refused(error) }
        if case .advance(let new) = step {
            // The head is on the disk before the signature exists: a crash between the two loses a signature, never a memory.
            do { try headFile.store(new) } catch { return stop(.stopped) }
        }
        guard let text = try? Checkpoint(origin: origin, head: headFile.head.tree).text else { return stop(.stopped) }
        var signatures: [NoteSignature] = []
        for key in keys {
            do throws(HeldKey.Failure) { signatures.append(try key.sign(text)) } catch {
                guard case .token(let problem) = error else { return stop(.stopped) }
                tokenProblem = problem
                return stop(.tokenFailed)
            }
        }
        guard let note = try? SignedNote(text: text, signatures: signatures) else { return stop(.stopped) }
        return .signed(note.encode())
    }

    private mutating func stop(_ reason: SignRefusal.Reason) -> SignerMessage.Reply {
        stopped = reason
        return refused(reason)
    }

    private func refused(_ reason: SignRefusal.Reason) -> SignerMessage.Reply {
        .refused(SignRefusal(reason: reason, held: headFile.head))
    }
}
