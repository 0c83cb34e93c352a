import FoundationEssentials
import Glibc

/// A story played on a copy of a server, with a call that fails or without, and what is left of it.
struct FaultedRun {
    let server: TestServer
    private let fault: Fault?
    private var state: String { server.root + "/faults" }
    private var tape: String { server.root + "/heads" }

    /// - Parameter fault: nil only counts.
    init(on template: TestServer, fault: Fault? = nil) throws {
        server = try TestServer(copyOf: template)
        self.fault = fault
    }

    /// For the processes in which the fault is to happen.
    private func environment() throws -> [String: String] {
        [
            "LD_PRELOAD": try Built.preload.get() + "/libfault.so", "FAULT_FOLDER": server.root + "/data", "FAULT_STATE": state,
            "FAULT_TAPE_FILE": "server/signer/head", "FAULT_TAPE": tape,
        ].merging(fault?.environment ?? [:]) { $1 }
    }

    struct Outcome: Sendable {
        /// Whether the fault came about at all.
        var met: Bool
        /// What was seen of it, in words.
        var seen: String
        var broken: [String]
    }

    /// Plays the story; what was counted.
    func count(_ story: any Story) async throws -> CallCounts {
        var promises = try await story.promises(of: server)
        let seen = try await story.play(on: server, under: try environment(), &promises)
        guard seen.troubles.isEmpty, seen.ended == nil else { throw StageError("without a fault: \(seen) \(server.words)") }
        promises.heads = try heads()
        let broken = try await story.afterwards(on: server, seen, promises)
        guard broken.isEmpty else { throw StageError("without a fault: \(broken)") }
        let counts = try CallCounts(reading: state)
        return counts
    }

    /// Plays it with the fault, then has everything mended as the words say, and looks at all that was promised.
    func outcome(of story: any Story) async throws -> Outcome {
        var promises = try await story.promises(of: server)
        let seen = try await story.play(on: server, under: try environment(), &promises)
        let counts = try CallCounts(reading: state)
        promises.heads = try heads()
        var broken = seen.wrong(fault)
        broken += try await story.afterwards(on: server, seen, promises)
        return Outcome(met: counts.met != nil, seen: seen.description, broken: broken)
    }

    /// The heads that the signer wrote: 512 bytes each, the size at byte 24 and the root at byte 32.
    private func heads() throws -> [Promises.Head] {
        guard let data = FileManager.default.contents(atPath: tape) else { return [] }
        let bytes = Array(data)
        let heads = stride(from: 0, to: bytes.count, by: 512).map { start in
            Promises.Head(
                size: bytes[(start + 24)..<(start + 32)].reduce(0) { $0 << 8 | UInt64($1) },
                root: Array(bytes[(start + 32)..<(start + 64)]))
        }
        // A new file has two empty heads.
        return heads.filter { $0.size > 0 }
    }
}

/// What was seen of processes while a call failed.
struct Seen: CustomStringConvertible {
    /// The exit code of the process that was asked to run, if it ended before it was told to; 128 and the signal if one ended it.
    var ended: Int32?
    /// What it said when it ended, or of itself while it ran.
    var troubles: [String] = []
    /// What must never be seen.
    var never: [String] = []

    var description: String { ([ended.map { "ended with \($0)" } ?? "ran"] + troubles + never).joined(separator: "; ") }

    mutating func note(_ trouble: String?) { if let trouble { troubles.append(trouble) } }

    /// A program may say no, but it does not crash of itself, and does not end without a word.
    func wrong(_ fault: Fault?) -> [String] {
        guard let ended else { return never }
        if ended == 128 + SIGKILL { return fault?.way.kills == true ? never : never + ["killed, though nobody killed it"] }
        if ended >= 128 { return never + ["it crashed with signal \(ended - 128)"] }
        return ended == 0 || !troubles.isEmpty ? never : never + ["it ended with \(ended) and said nothing"]
    }
}
