import Conversations
import Ledger
import SQL
import Testing
import Verifier

@testable import Storage

@Suite struct EveryTableFollowsFromTheEntriesTests {
    /// What must be the same whoever was erased.
    static let lasting = [
        "conversation": "id, began, status, root, turn_start, due, inbound, outbound, sequence, last_idx, updated",
        "outbox": "send, conversation, submitted_idx, queued_idx, phase", "turn": "conversation, start, due, ended, idx",
    ]

    @Test func tenThousandRandomCommands() async throws {
        let running = try await RunningStore()
        var crowd = Crowd(seed: 4, running)
        for round in 0..<50 {
            try await crowd.go(200)
            // In the middle everything is closed and opened again.
            if round == 25 {
                let before = try running.dump()
                await running.close()
                try await running.open()
                let changed = differences(before, try running.dump())
                #expect(changed == [])
            }
        }
        let store = running.store
        #expect(crowd.accepted > 5_000)
        #expect(store.status.accepted >= UInt64(crowd.accepted))

        // Dropped and built anew, every table is the same row for row.
        let before = try running.dump()
        try running.rebuild()
        let after = try running.dump()
        let changed = differences(before, after)
        #expect(changed == [])
        for (table, rows) in before { #expect(!rows.isEmpty, "nothing ever stood in \(table)") }

        try await expectCacheIsAFold(running)
        try await expectSealed(running)
        try expectNothingLeftOfTheErased(running)

        // Facts and content of half the persons go; clocks, counts and sends stay.
        let lasting = try running.dump(Array(Self.lasting.keys), columns: Self.lasting)
        let half = crowd.parties.values.enumerated().filter { $0.offset % 2 == 0 }.map {
            KeyIdentity(high: $0.element.high, low: $0.element.low)
        }
        try await store.keys.destroy(owners: half.flatMap { [KeyOwner($0, .content), KeyOwner($0, .records)] })
        try running.rebuild()
        #expect(differences(lasting, try running.dump(Array(Self.lasting.keys), columns: Self.lasting)) == [])
        #expect(differences(before, try running.dump()) != [])
        await running.close()
    }

    /// States in memory are what a fresh fold of their entries gives.
    private func expectCacheIsAFold(_ running: RunningStore) async throws {
        let store = running.store
        let cached = await store.committer.loadedStates
        #expect(!cached.conversations.isEmpty)
        try store.readers.read { connection in
            var loader = StateLoader(reader: EntryReader(connection: connection, keys: store.keys))
            for id in cached.conversations.keys { try loader.load(for: .view(id, purpose: "")) }
            for id in cached.staff.keys { try loader.load(staff: id) }
            for (id, state) in cached.conversations { #expect(loader.states.conversations[id] == state) }
            for (id, state) in cached.parties where loader.states.parties[id] != nil { #expect(loader.states.parties[id] == state) }
            for (id, state) in cached.staff { #expect(loader.states.staff[id] == state) }
        }
    }

    /// Everything is sealed, and a checkpoint verifies by code that shares nothing with the writer.
    private func expectSealed(_ running: RunningStore) async throws {
        let store = running.store
        #expect(await store.waitUntilSealed(store.status.accepted - 1))
        let (note, leaves) = try store.readers.read { connection in
            let note = try #require(try SealedCheckpoint.newest(connection)).note
            return (note, try connection.query("SELECT leaf FROM entry ORDER BY idx") { (row) throws(SQLError) in try row.blob(0) })
        }
        let opened = try OpenedNote(note)
        let key = try VerifyingKey(running.log.line)
        #expect(opened.standing(of: key) == .valid)
        let checkpoint = try OpenedCheckpoint(text: opened.text)
        #expect(checkpoint.origin == RunningStore.origin.description && checkpoint.size == UInt64(leaves.count))
        var tree = RootAccumulator()
        for leaf in leaves { tree.append(leaf: leaf) }
        #expect(tree.root == checkpoint.root)
    }

    /// Each erasure is finished; what its keys opened is zeros.
    private func expectNothingLeftOfTheErased(_ running: RunningStore) throws {
        try running.store.readers.read { connection in
            #expect(try Erasing.due(connection).isEmpty)
            let erasures = try connection.first("SELECT count(*) FROM erasure") { (row) throws(SQLError) in try row.int(0) }
            #expect(try #require(erasures) > 5)
            let reader = EntryReader(connection: connection, keys: running.store.keys)
            let zeroed = try connection.query("SELECT idx FROM entry WHERE hex(substr(facts, 1, 1)) = '00'") { (row) throws(SQLError) in
                UInt64(try row.int64(0))
            }
            #expect(!zeroed.isEmpty)
            for index in zeroed {
                #expect(try reader.folded(at: index)?.events == nil)
                #expect(try reader.content(at: index).isEmpty)
            }
        }
    }
}
