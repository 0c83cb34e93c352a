import Broker
import FoundationEssentials
import Glibc
import SQL
import Testing

/// Law 2: what policy does not keep is in no byte that the server or its children hand to the system, from the first start to a crash.
@Suite(.serialized) struct NothingSecretIsWrittenTests {
    /// A secret, and the delivery that carries it: text, handle and name as they stand between the quotes of a JSON string.
    struct Planted: Sendable {
        var name: String
        /// What is looked for.
        var secret: String
        var text = "Hello, can anybody help me?"
        var handle = "somebody"
        var display = "Some Body"
    }

    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.map { "\\u" + String(String($0.value + 0x10000, radix: 16).suffix(4)) }.joined()
    }

    static let planted: [Planted] = [
        Planted(name: "card", secret: "4111 1111 1111 1111", text: "My card 4111 1111 1111 1111 was refused, why?"),
        Planted(name: "code", secret: "cvv is 737", text: "The cvv is 737 and the expiry 09/29, card 5555 5555 5555 4444."),
        Planted(name: "card beside the code", secret: "5555 5555 5555 4444"),
        Planted(name: "pin", secret: "pin is 8842", text: "It says wrong but my pin is 8842, I am sure."),
        Planted(name: "one-time code", secret: "passcode is 660491", text: "Your one-time passcode is 660491, it does not work."),
        Planted(name: "password", secret: "Tr0ub4dor&Zebra", text: "My password is Tr0ub4dor&Zebra and the app says no."),
        Planted(name: "memorable word", secret: "quicksilverfox", text: "My memorable word is quicksilverfox, please check."),
        Planted(name: "account number", secret: "55779911", text: "Sort code 20-18-30, account number 55779911, where is my money?"),
        Planted(name: "IBAN", secret: "GB33 BUKB 2020 1555 5555 55", text: "Pay to GB33 BUKB 2020 1555 5555 55 please."),
        Planted(name: "full-width card", secret: "４０１２８８８８８８８８１８８１", text: "Card ４０１２８８８８８８８８１８８１ refused"),
        Planted(name: "full-width card, digits", secret: "4012888888881881"),
        Planted(
            name: "card in words", secret: "four two four two four two four two four two",
            text: "My card number is four two four two four two four two four two four two four two four two"),
        Planted(name: "card in words, digits", secret: "4242424242424242"),
        Planted(name: "escaped card", secret: "4000 0566 5566 5556", text: escaped("Refused: 4000 0566 5566 5556 again")),
        Planted(name: "card in a handle", secret: "4929420573595709", handle: "4929420573595709"),
        Planted(name: "card in a name", secret: "6011 0009 9013 9424", display: "Sam 6011 0009 9013 9424"),
        Planted(name: "password in a name", secret: "Xylophone77!k", display: "my password is Xylophone77!k"),
    ]
    static let unreadable = Planted(name: "in a body that does not parse", secret: "3056 9309 0259 04")
    static let unsigned = Planted(name: "in a body that is not signed", secret: "3566 0020 2036 0505")
    static let crash = Planted(name: "just before the crash", secret: "5105 1051 0510 5100", text: "Card 5105 1051 0510 5100 it is")
    static let draft = Planted(name: "in a reply", secret: "3782 822463 10005")
    static let harmless = Post.sentence(1)

    private struct Reply: Encodable {
        var text: String
        var channel = "sandbox_public"
        var seen: UInt64
        var id: String
    }

    @Test func fromTheFirstStartToACrash() async throws {
        let server = try TestServer()
        let tape = server.root + "/tape"
        try Data().write(to: URL(filePath: tape))
        let environment = [
            "LD_PRELOAD": try Built.preload.get() + "/librecorder.so", "RECORDER_TO": tape, "TMPDIR": server.root + "/tmp",
        ]
        let program = try #require(try await server.start(environment: environment), "\(server.words)")

        // Each from somebody else, and each twice.
        #expect(try await server.deliver(Post(id: 1, author: 1, text: Self.harmless).body) == 200)
        for (index, one) in Self.planted.enumerated() {
            let body = Post.body(id: 100 + index, author: 100 + index, text: one.text, handle: one.handle, name: one.display)
            for _ in 0..<2 { #expect(try await server.deliver(body) == 200, "\(one.name)") }
        }
        #expect(try await server.deliver("{\"for_user_id\": \"broken \(Self.unreadable.secret)") == 200)
        #expect(try await server.deliver(Post(id: 300, author: 300, text: "Card \(Self.unsigned.secret)").body, signed: false) == 401)
        try await draft(Self.draft, to: server)
        // Whoever reads it all sees what may be kept; so does the tape, which proves that it runs.
        let shown = try await texts(server)
        #expect(shown.contains(Self.harmless))

        // No core file, whatever the machine does with them: one byte, see core(5).
        let limits = try String(contentsOf: URL(filePath: "/proc/\(program.pid)/limits"), encoding: .utf8)
        let core = try #require(limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") })
        #expect(core.split(separator: " ").dropFirst(4).prefix(2).allSatisfy { $0 == "0" || $0 == "1" }, "\(core)")

        // It crashes amid a delivery; what it leaves behind is part of what is searched.
        async let late = server.deliver(Post.body(id: 400, author: 400, text: Self.crash.text))
        kill(program.pid, SIGSEGV)
        _ = try? await late
        #expect(program.wait() == 128 + SIGSEGV)
        try server.waitForSignerToEnd()
        #expect(!server.words.contains("rash"), "a crash report shows memory")

        let recorded = Array(try Data(contentsOf: URL(filePath: tape)))
        let all = Self.planted + [Self.unreadable, Self.unsigned, Self.draft, Self.crash]
        // The tape holds the recorded bytes of files and sockets; files hold what was mapped, and everything together once more.
        #expect(!DiskSearch("ledger.db-wal").found(in: recorded).isEmpty && !DiskSearch("HTTP/1.1 200 OK").found(in: recorded).isEmpty)
        #expect(!DiskSearch(Self.harmless).found(in: recorded).isEmpty)
        let search = DiskSearch(all.map(\.secret))
        for spelling in search.found(in: recorded) {
            Issue.record("\(all[spelling.secret].name), \(spelling.name), was handed to the system")
        }
        #expect(try search.run(in: server.root).files == [])
        // Content is encrypted: even what may be kept is in no file as it was said.
        #expect(try DiskSearch(Self.harmless).run(in: server.root + "/data").files == [])
        let left = FileManager.default
        #expect(try left.contentsOfDirectory(atPath: server.root + "/tmp").isEmpty)
    }

    /// Somebody of the team tries to send it; policy stops it, and the draft is in no file.
    private func draft(_ secret: Planted, to server: TestServer) async throws {
        struct Row: Decodable { var id: String }
        let rows = try JSONDecoder().decode([Row].self, from: Data(try await server.get("/api/conversations").body))
        let first = try #require(rows.first)
        let view = try JSONDecoder().decode(
            ConversationView.self, from: Data(try await server.get("/api/conversations/\(first.id)").body))
        for text in ["We see your card \(secret.secret) is blocked.", "Your password is \(secret.secret), keep it."] {
            let reply = Reply(text: text, seen: view.sequence, id: RandomIDs.event().description)
            let answer = try await server.post("/api/conversations/\(first.id)/replies", reply)
            struct Answer: Decodable { var decision: String }
            #expect(answer.status == 200)
            let decision = try JSONDecoder().decode(Answer.self, from: Data(answer.body)).decision
            #expect(decision == Verdict.block.word || decision == Verdict.hold.word)
        }
    }

    /// Law 2(c): what a later post completes is taken out of the earlier ones; their bytes and keys are destroyed.
    @Test func theEarlierPartOfASplitValueIsDestroyed() async throws {
        let server = try TestServer()
        let program = try #require(try await server.start(), "\(server.words)")
        let others = try Self.contentRows(server)
        #expect(try await server.deliver(Post(id: 1, author: 7, text: "The number starts 5425 2334").body) == 200)
        let before = try Self.contentRows(server).filter { others[$0.key] == nil }
        #expect(try await server.deliver(Post(id: 2, author: 7, text: "3010 9903 is the rest of the card").body) == 200)
        let texts = try await texts(server)
        #expect(texts.count >= 2)
        for text in texts { #expect(!text.contains("2334") && !text.contains("9903"), "a part of the value is still shown") }
        // The earlier entry's sealed bytes are overwritten: none of the rows that held it has them still.
        let after = try Self.contentRows(server)
        #expect(!before.isEmpty)
        for (object, sealed) in before where after[object] == sealed {
            Issue.record("content of object \(object) was not destroyed")
        }
        #expect(program.stop() == 0)
        for name in ["ledger.db", "ledger.db-wal"] {
            guard let bytes = FileManager.default.contents(atPath: server.home.path + "/" + name) else { continue }
            for sealed in before.values {
                #expect(bytes.range(of: Data(sealed)) == nil, "\(name) still holds sealed bytes of the earlier part")
            }
        }
    }

    private func texts(_ server: TestServer) async throws -> [String] {
        struct Row: Decodable { var id: String }
        var texts: [String] = []
        for row in try JSONDecoder().decode([Row].self, from: Data(try await server.get("/api/conversations").body)) {
            let view = try JSONDecoder().decode(
                ConversationView.self, from: Data(try await server.get("/api/conversations/\(row.id)").body))
            texts += view.lines.compactMap(\.text)
        }
        return texts
    }

    private static func contentRows(_ server: TestServer) throws -> [Int64: [UInt8]] {
        let rows = try Connection(path: server.home.path + "/ledger.db", .readOnly)
            .query("SELECT number, sealed FROM vault_content") { (row) throws(SQLError) in (try row.int64(0), try row.blob(1)) }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }
}
