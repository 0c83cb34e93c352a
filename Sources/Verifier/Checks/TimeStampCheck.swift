import Crypto

/// Checks the time stamps of an export: each over a checkpoint of this log, by an authority that somebody trusts, and with its hash in the log.
struct TimeStampCheck {
    private let files: ExportFiles
    private let keys: KeyHistory
    private let newest: OpenedCheckpoint
    private let authority: TimeStampAuthority?
    /// In the order of their names.
    private var stamps: [Stamp] = []
    private(set) var isTooMany = false

    private struct Stamp {
        let sha256: String
        let size: UInt64
        let time: Int64
        let isBelieved: Bool
    }

    static let folder = "time-stamps/"
    /// Whether a path is one that the check of time stamps looks at.
    static func isName(_ path: String) -> Bool {
        guard path.hasPrefix(folder) else { return false }
        let name = path.dropFirst(folder.count)
        for ending in [".token", ".note"] where name.hasSuffix(ending) {
            let digits = name.dropLast(ending.count).utf8
            return digits.count == 64 && HexText.decode(digits) != nil
        }
        return false
    }

    /// One an hour for more than ten years.
    private static let most = 100_000

    init(_ files: ExportFiles, keys: KeyHistory, newest: OpenedCheckpoint, authority: TimeStampAuthority?) {
        self.files = files
        self.keys = keys
        self.newest = newest
        self.authority = authority
    }

    /// Reads and checks all of them; the checkpoints that they are over, which the tree has to contain.
    mutating func run(_ log: inout FindingLog) -> [(name: String, checkpoint: OpenedCheckpoint)] {
        var names: [String] = []
        var isTooMany = false
        do throws(FileFault) {
            try files.list { found in
                guard Self.isName(found.path), found.path.hasSuffix(".token") else { return }
                if names.count < Self.most {
                    names.append(String(found.path.dropFirst(Self.folder.count).dropLast(6)))
                } else {
                    isTooMany = true
                }
            }
        } catch {
            // The check of the folder says so.
            return []
        }
        self.isTooMany = isTooMany
        var checkpoints: [(name: String, checkpoint: OpenedCheckpoint)] = []
        for name in names.sorted() {
            let path = Self.folder + name
            do throws(Fault) {
                let (stamp, checkpoint) = try read(name)
                stamps.append(stamp)
                checkpoints.append((path + ".note", checkpoint))
            } catch {
                log.fail(
                    .timeStampWrong, file: path + ".token", error.reason,
                    advice: "It proves nothing; ask the firm for the token as it was received.")
            }
        }
        if isTooMany {
            log.note(
                .timeStampsUnverified, "more than \(Self.most) time stamps; the rest was not looked at",
                advice: "Rely on the first of them only.")
        }
        if authority == nil, !stamps.isEmpty {
            log.note(
                .timeStampsUnverified, "\(stamps.count) time stamps were not proved: no authority was given",
                advice: "Get the certificate of the time-stamp authority by another way, and hand it in.")
        }
        return checkpoints
    }

    private struct Fault: Error { let reason: String }

    private func read(_ name: String) throws(Fault) -> (Stamp, OpenedCheckpoint) {
        let token: [UInt8]
        let note: [UInt8]
        let stamp: TimeStamp
        let checkpoint: OpenedCheckpoint
        do {
            guard let read = try files.whole(Self.folder + name + ".token", limit: TimeStamp.greatestByteCount),
                let over = try files.whole(Self.folder + name + ".note", limit: OpenedNote.largest)
            else { throw Fault(reason: "the token or what it is over is missing") }
            (token, note) = (read, over)
            stamp = try TimeStamp(token: token)
            let opened = try OpenedNote(note)
            checkpoint = try OpenedCheckpoint(text: opened.text)
            guard (try? keys.signers(of: opened, size: checkpoint.size)) != nil,
                checkpoint.origin.utf8.elementsEqual(keys.members[0].key.name.utf8)
            else {
                throw Fault(reason: "what it is over is no checkpoint of this log")
            }
        } catch let fault as Fault {
            throw fault
        } catch {
            throw Fault(reason: "\(error)")
        }
        guard HexText.encode(Array(SHA256.hash(data: token))) == name else { throw Fault(reason: "the token is not the one its name says") }
        guard checkpoint.size <= newest.size else {
            throw Fault(reason: "it is over \(checkpoint.size) entries, the export has \(newest.size)")
        }
        if let authority {
            do throws(TimeStampFailure) { try stamp.verify(over: note, authority: authority) } catch {
                throw Fault(reason: error.description)
            }
        } else {
            guard stamp.isOver(note) else { throw Fault(reason: TimeStampFailure.otherBytes.description) }
        }
        return (Stamp(sha256: name, size: checkpoint.size, time: stamp.time, isBelieved: authority != nil), checkpoint)
    }

    /// Compares with what the ledger itself says of its time stamps.
    /// - Parameter recorded: hashes of tokens by the entries that recorded them.
    /// - Returns: the largest size that a believed time stamp covers, with its time.
    func finish(recorded: [String: UInt64], areAllKnown: Bool, _ log: inout FindingLog) -> (size: UInt64, time: Int64)? {
        let known = Set(stamps.map(\.sha256))
        for stamp in stamps {
            guard let index = recorded[stamp.sha256] else {
                if stamp.size < newest.size, areAllKnown {
                    log.note(
                        .timeStampUnrecorded, file: Self.folder + stamp.sha256 + ".token",
                        "no entry of this export records it", advice: "It proves what came before it, not what came after.")
                }
                continue
            }
            if index < stamp.size {
                log.fail(
                    .timeStampWrong, file: Self.folder + stamp.sha256 + ".token", index: index,
                    "recorded by an entry that stands before what it is over", advice: "The ledger does not fit its time stamps.")
            }
        }
        if !isTooMany {
            for (sha256, index) in recorded.sorted(by: { $0.value < $1.value }) where !known.contains(sha256) {
                log.fail(
                    .timeStampMissing, file: Self.folder + sha256 + ".token", index: index, "an entry records it, and it is not here",
                    advice: "Ask for a whole export.")
            }
        }
        let believed = stamps.filter(\.isBelieved)
        guard let largest = believed.map(\.size).max() else { return nil }
        // The earliest word for the most entries.
        return believed.filter { $0.size == largest }.map { ($0.size, $0.time) }.min { $0.1 < $1.1 }
    }
}
