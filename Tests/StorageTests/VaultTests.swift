import Ledger
import SQL
import Scratch
import Testing

@testable import Storage

@Suite struct VaultTests {
    let folder = TemporaryFolder()

    func opened() throws -> Connection {
        let connection = try Connection(path: folder.file("ledger.db"), .create)
        try connection.migrate([
            Migration(1, "vault", VaultTables.sql), Migration(2, "reasons", VaultTables.reasons), Migration(3, "files", VaultTables.files),
        ])
        return connection
    }

    func sealed(_ count: Int) -> [UInt8] { [1] + (0..<count).map { _ in UInt8.random(in: 0...255) } }

    @Test func contentComesBackByObjectAndIsStoredOnce() throws {
        let connection = try opened()
        let vault = Vault(connection)
        var oracle: [ObjectID: [UInt8]] = [:]
        try connection.transaction { _ in
            for number in 1...60 {
                let object = ObjectID(number: UInt64(number) + (number > 50 ? ObjectID.numberLimit - 100 : 0), random: 1)
                oracle[object] = sealed(Int.random(in: 0...9_000))
                try vault.put(object, try #require(oracle[object]))
            }
        }
        for (object, bytes) in oracle {
            #expect(try vault.get(object) == bytes)
            #expect(throws: SQLError.self) { try vault.put(object, [1]) }
        }
        #expect(try vault.get(ObjectID(number: 61, random: 1)) == nil)
        #expect(try vault.highestNumber() == oracle.keys.map(\.number).max())
    }

    @Test func erasedContentIsInNoFileThroughAnyHistory() throws {
        var connection: Connection? = try opened()
        var live: [ObjectID: [UInt8]] = [:]
        var gone: [[UInt8]] = []
        var next: UInt64 = 1
        for _ in 0..<15 {
            let open = try #require(connection)
            let vault = Vault(open)
            try open.transaction { _ in
                for _ in 0..<Int.random(in: 1...60) {
                    let object = ObjectID(number: next, random: 9)
                    live[object] = sealed(Int.random(in: 40...(Bool.random() ? 700 : 9_000)))
                    try vault.put(object, try #require(live[object]))
                    next += 1
                }
            }
            let chosen = Array(live.keys.shuffled().prefix(live.count / 3))
            try open.transaction { (_) throws in
                for object in chosen {
                    gone.append(live.removeValue(forKey: object) ?? [])
                    #expect(try vault.erase(object))
                    #expect(try vault.get(object) == nil)
                }
            }
            try open.truncateLog()
            for (object, bytes) in live { #expect(try vault.get(object) == bytes) }
        }
        connection = nil
        let bytes = try folder.bytes()
        // Windows of 16 bytes, all over: a large row stands on several pages.
        for row in gone {
            #expect(!stride(from: 1, to: row.count - 16, by: max(16, row.count / 9)).contains { bytes.holds(Array(row[$0..<$0 + 16])) })
        }
    }

    @Test func theQuarantineGivesOutWhatIsDueAndLeavesNothing() throws {
        var connection: Connection? = try opened()
        let secrets = (0..<6).map { _ in sealed(20_000) }
        do {
            let open = try #require(connection)
            let quarantine = Quarantine(open)
            let objects = (1...6).map { ObjectID(number: UInt64($0), random: UInt64($0)) }
            for (object, bytes) in zip(objects, secrets) {
                try quarantine.put(object, bytes, arrived: 1_000, destroyBy: 2_000 - Int64(object.number))
            }
            #expect(try quarantine.nextLimit() == 1_994)
            #expect(try quarantine.due(at: 1_995, limit: 10) == [objects[5], objects[4]])
            #expect(try quarantine.due(at: 5_000, limit: 1) == [objects[5]])
            #expect(try quarantine.get(objects[2]) == secrets[2])
            #expect(try quarantine.get(ObjectID(number: 3, random: 99)) == nil)
            let list = QuarantineList(open)
            #expect(try list.page(after: objects[3], limit: 9).map(\.object) == Array(objects[4...]))
            for object in objects { try open.transaction { _ in try quarantine.remove(object) } }
            try open.truncateLog()
            #expect(try quarantine.nextLimit() == nil)
        }
        connection = nil
        let bytes = try folder.bytes()
        for secret in secrets {
            #expect(!stride(from: 1, to: secret.count - 16, by: 1_000).contains { bytes.holds(Array(secret[$0..<$0 + 16])) })
        }
    }
}
