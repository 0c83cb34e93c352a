import Ledger

/// Key and head together: signs a checkpoint only after its own head has durably moved there.
struct CheckpointSigner {
    private let key: SigningKey
    private(set) var headFile: HeadFile
    // Once a head could not be made durable, what the disk holds is unknown; only a fresh start reads it again.
    private var isStopped = false

    /// Opens key and head file; refuses one without the other.
    init(keyFile: String, headFile: String, origin: KeyName) throws(SignerError) {
        switch (try CheckpointSigner.presence(of: keyFile), try CheckpointSigner.presence(of: headFile)) {
        case (.absent, .absent): throw .notIncepted
        case (.present, .absent): throw .headMissing(path: headFile)
        case (.absent, .present): throw .keyMissing(path: keyFile)
        case (.present, .present): break
        }
        key = try KeyFile.load(keyFile, origin: origin)
        self.headFile = try HeadFile(opening: headFile, log: key.verifierKey)
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
        guard !isStopped else { return refused(.stopped) }
        guard request.origin == key.verifierKey.name else { return refused(.wrongOrigin) }
        let step: SignedHead.Step
        do { step = try headFile.head.step(for: request) } catch { return refused(error) }
        if case .advance(let new) = step {
            // The head is on the disk before the signature exists: a crash between the two loses a signature, never a memory.
            do { try headFile.store(new) } catch { return stop() }
        }
        guard let checkpoint = try? Checkpoint(origin: request.origin, head: headFile.head.tree),
            let note = try? checkpoint.signed(by: key)
        else { return stop() }
        return .signed(note.encode())
    }

    private mutating func stop() -> SignerMessage.Reply {
        isStopped = true
        return refused(.stopped)
    }

    private func refused(_ reason: SignRefusal.Reason) -> SignerMessage.Reply {
        .refused(SignRefusal(reason: reason, held: headFile.head))
    }
}
