import Broker
import FoundationEssentials
import Glibc
import SQL
import Verifier

/// What is left after something broke, compared with what was promised before.
struct Aftermath {
    let server: TestServer

    init(_ server: TestServer) { self.server = server }

    /// Starts the server on what is left, and says which promises were broken; empty if all were kept.
    func broken(_ promises: Promises) async throws -> [String] {
        guard let program = try await server.start() else { return ["the server does not start: \(server.words)"] }
        defer { program.stop(SIGKILL) }
        return try await broken(promises, of: program)
    }

    /// The same of a server that runs.
    func broken(_ promises: Promises, of program: Program) async throws -> [String] {
        func goes(_ post: Post) -> Bool { promises.erased.contains(post.author) }
        var broken: [String] = []
        var before = try await receivedTexts()
        let nothing = before.removeValue(forKey: Self.unreadable) ?? 0
        for post in promises.acknowledged where !goes(post) && before[post.text] != 1 {
            broken.append("post \(post.id) was acknowledged and is there \(before[post.text] ?? 0) times")
        }
        let erased = promises.acknowledged.count { goes($0) }
        if nothing != erased { broken.append("\(erased) posts were erased, and \(nothing) cannot be read") }
        let sent = Set(promises.sent.filter { !goes($0) }.map(\.text))
        for (text, count) in before where !sent.contains(text) || count != 1 { broken.append("a text is there \(count) times: \(text)") }

        // Delivered again, all of it; and something new.
        let new = Post(id: 90_000, author: 3, text: Post.sentence(90_000))
        broken += try await refused(promises.sent + [new])
        var after = try await receivedTexts()
        after[Self.unreadable] = nil
        if after != Dictionary(uniqueKeysWithValues: (sent.union([new.text])).map { ($0, 1) }) {
            broken.append("delivered again, \(sent.count + 1) posts became \(after.values.reduce(0, +)) entries")
        }
        broken += try await brokenCheckpoints(promises)
        return broken
    }

    private static let unreadable = "nothing to be read"

    /// Delivers posts, many at once; which of them were not taken.
    private func refused(_ posts: [Post]) async throws -> [String] {
        let server = server
        return try await withThrowingTaskGroup { group in
            for author in 0..<Post.authors {
                group.addTask {
                    var refused: [String] = []
                    for post in posts where post.author == author {
                        let status = try await server.deliver(post.body)
                        if status != 200 { refused.append("post \(post.id), delivered again, was answered with \(status)") }
                    }
                    return refused
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private func brokenCheckpoints(_ promises: Promises) async throws -> [String] {
        let seen = promises.checkpoints
        guard let sealed = try await sealed() else { return ["the ledger is not sealed to its end: \(try await server.status())"] }
        var broken: [String] = []
        if let largest = seen.keys.max(), sealed < largest { broken.append("sealed went back from \(largest) to \(sealed)") }
        let connection = try Connection(path: server.home.path + "/ledger.db", .readOnly)
        var tree = RootAccumulator()
        var roots: [UInt64: TreeDigest] = [:]
        for leaf in try connection.query("SELECT leaf FROM entry ORDER BY idx", row: { (row) throws(SQLError) in try row.blob(0) }) {
            tree.append(leaf: leaf)
            roots[tree.size] = tree.root
        }
        let kept = try connection.query("SELECT note FROM checkpoint") { (row) throws(SQLError) in try row.blob(0) }
        for note in Array(seen.values) + kept {
            let checkpoint = try OpenedCheckpoint(text: OpenedNote(note).text)
            if roots[checkpoint.size] != checkpoint.root {
                broken.append("the checkpoint of \(checkpoint.size) entries is not the ledger's")
            }
        }
        // What the signer's head moved to may have been signed, whether or not anybody kept the signature.
        for head in promises.heads where roots[head.size].map({ Array($0.bytes) }) != head.root {
            broken.append("the signer's head moved to \(head.size) entries that are not these")
        }
        return broken
    }

    /// How far the ledger is sealed once everything is; nil if that does not come about.
    private func sealed() async throws -> UInt64? {
        for _ in 0..<400 {
            let status = try await server.status()
            if status.sealed == status.accepted, status.sealing == nil { return status.sealed }
            // Another process: there is nothing to await, only to ask again.
            try await Task.sleep(for: .milliseconds(25))
        }
        return nil
    }

    /// What is said of each message that came in; nothing of one whose facts are gone as well.
    private func receivedTexts() async throws -> [String: Int] {
        struct Row: Decodable { var id: String }
        var texts: [String: Int] = [:]
        // What a damaged ledger cannot show is a text that nobody sent.
        let list = try await server.get("/api/conversations")
        guard list.status == 200 else { return ["the list of conversations is answered with \(list.status)": 1] }
        for row in try JSONDecoder().decode([Row].self, from: Data(list.body)) {
            let answer = try await server.get("/api/conversations/\(row.id)")
            guard answer.status == 200 else {
                texts["a conversation is answered with \(answer.status)", default: 0] += 1
                continue
            }
            for line in try JSONDecoder().decode(ConversationView.self, from: Data(answer.body)).lines
            where ["in", "receive"].contains(line.kind) {
                texts[line.text ?? Self.unreadable, default: 0] += 1
            }
        }
        return texts
    }
}
