import Broker
import FoundationEssentials
import SQL

/// A customer is erased by two people.
struct ErasingStory: Story {
    private static let before = posts(from: 0, count: 9)
    /// Who goes.
    private static let author = 0

    func prepare(_ server: TestServer) async throws {
        try await serving(server) {
            try await deliver(Self.before, to: server)
            let conversation = try await Self.conversation(of: server)
            let asked = try await server.post(
                "/api/records/erasures", ["customer": conversation, "basis": "UK GDPR art. 17(1)(a)"], as: server.officerToken)
            guard asked.status == 200 else { throw StageError("no erasure was asked for: \(asked.status)") }
        }
    }

    private static func conversation(of server: TestServer) async throws -> String {
        struct Row: Decodable { var id: String }
        let mine = Set(before.filter { $0.author == author }.map(\.text))
        for row in try JSONDecoder().decode([Row].self, from: Data(try await server.get("/api/conversations").body)) {
            let answer = try await server.get("/api/conversations/\(row.id)")
            let view = try JSONDecoder().decode(ConversationView.self, from: Data(answer.body))
            if view.lines.contains(where: { $0.text.map(mine.contains) ?? false }) { return row.id }
        }
        throw StageError("nobody wrote")
    }

    func promises(of server: TestServer) -> Promises { Promises(sent: Self.before, acknowledged: Self.before) }

    func play(on server: TestServer, under environment: [String: String], _ promises: inout Promises) async throws -> Seen {
        try await serving(server, under: environment) { _, seen in
            switch try? await Self.confirm(server) {
            case 200: promises.erased = [Self.author]
            case nil: seen.note("no answer")
            case let status?: seen.note("answered with \(status)")
            }
        }
    }

    private static func confirm(_ server: TestServer) async throws -> Int {
        struct Line: Decodable { var asked: String }
        let list = try await server.get("/api/records/erasures", as: server.officerToken)
        guard let asked = try JSONDecoder().decode([Line].self, from: Data(list.body)).first?.asked else { return 0 }
        return try await server.post("/api/records/erasures/\(asked)/confirm", [String: String](), as: server.supervisorToken).status
    }

    /// The other person tries again until it is done; then nothing of it is left in any file.
    func afterwards(on server: TestServer, _ seen: Seen, _ promises: Promises) async throws -> [String] {
        var promises = promises
        let before = try Self.sealed(server)
        var broken: [String] = []
        try await serving(server) {
            // One that was accepted is carried out at the start; then there is nothing left to confirm.
            let status = try await Self.confirm(server)
            if promises.erased.isEmpty, status != 200, try !Self.isErased(server) { broken.append("confirming again: \(status)") }
        }
        promises.erased = [Self.author]
        let after = try Self.sealed(server)
        var gone: [[UInt8]] = []
        for (place, bytes) in before where after[place] != bytes { gone.append(bytes) }
        for name in ["ledger.db", "ledger.db-wal", "keys.db", "keys.db-wal"] {
            guard let bytes = FileManager.default.contents(atPath: "\(server.home.path)/\(name)") else { continue }
            for one in gone where bytes.range(of: Data(one)) != nil { broken.append("\(name) still holds what was destroyed") }
        }
        if try Self.open(server) > 0 { broken.append("an erasure is not done") }
        return broken + (try await whole(server, promises))
    }

    private static func isErased(_ server: TestServer) throws -> Bool { try number("SELECT count(*) FROM erasure", server) == 1 }

    private static func open(_ server: TestServer) throws -> Int { try number("SELECT count(*) FROM erasure WHERE done = 0", server) }

    private static func number(_ sql: String, _ server: TestServer) throws -> Int {
        try Connection(path: server.home.path + "/ledger.db", .readOnly).first(sql) { (row) throws(SQLError) in try row.int(0) } ?? 0
    }

    /// Everything that an erasure overwrites, by where it stands.
    private static func sealed(_ server: TestServer) throws -> [String: [UInt8]] {
        var all: [String: [UInt8]] = [:]
        for (file, table, key, value) in [
            ("ledger.db", "vault_content", "number", "sealed"), ("ledger.db", "entry", "idx", "facts"),
            ("keys.db", "object_key", "number", "sealed"), ("keys.db", "owner_key", "number", "sealed"),
        ] {
            let connection = try Connection(path: "\(server.home.path)/\(file)", .readOnly)
            let rows = try connection.query("SELECT \(key), \(value) FROM \(table)") { (row) throws(SQLError) in
                (try row.int64(0), try row.blob(1))
            }
            for (number, bytes) in rows { all["\(table) \(number)"] = bytes }
        }
        return all
    }
}
