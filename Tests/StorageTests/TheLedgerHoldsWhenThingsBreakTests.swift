import Conversations
import Glibc
import Ledger
import SQL
import Scratch
import Testing

@testable import Storage

@Suite struct TheLedgerHoldsWhenThingsBreakTests {
    @Test func theSameDeliveryAgainChangesNoTable() async throws {
        let running = try await RunningStore()
        var crowd = Crowd(seed: 1, running)
        let commands = (0..<40).map { crowd.receive(from: $0 % 7, on: .xDM, message: Crowd.key($0), labels: ["t_task"]) }
        for command in commands { _ = try await running.store.submit(command) }
        let before = try running.dump()
        for command in commands {
            // The same command is told what became of it; another one with the same message is refused.
            #expect(try await running.store.submit(command).isRepeat)
            var again = command
            again.id = crowd.event()
            await #expect { _ = try await running.store.submit(again) } throws: { ($0 as? StorageError)?.isRefused(.duplicate) == true }
        }
        #expect(differences(before, try running.dump()) == [])
        await running.close()
    }

    @Test func aMessageIsKnownThoughItsFactsAreErased() async throws {
        let running = try await RunningStore()
        var crowd = Crowd(seed: 2, running)
        let command = crowd.receive(from: 1, on: .xDM, message: Crowd.key(1))
        let receipt = try await running.store.submit(command)
        let party = try #require(receipt.events.lazy.compactMap { if case .partyAdded(let added) = $0 { added.party } else { nil } }.first)
        try await running.erase(party, Crowd.identity(1, on: .x).key, &crowd)
        #expect(try running.store.entry(command.id)?.content.isEmpty == true)
        #expect(try running.store.entry(command.id)?.events == nil)
        try running.rebuild()
        let again = crowd.receive(from: 1, on: .xDM, message: Crowd.key(1))
        await #expect { _ = try await running.store.submit(again) } throws: { ($0 as? StorageError)?.isRefused(.duplicate) == true }
        // Who writes again is somebody new.
        let next = try await running.store.submit(crowd.receive(from: 1, on: .xDM))
        #expect(next.conversation != receipt.conversation)
        await running.close()
    }

    @Test func erasedWordsAreInNoFile() async throws {
        let running = try await RunningStore()
        var crowd = Crowd(seed: 3, running)
        for author in [1, 2] { for _ in 0..<20 { _ = try await running.store.submit(crowd.receive(from: author, on: .xDM)) } }
        let facts = try running.store.readers.read { connection in
            try connection.query(
                "SELECT e.facts FROM owner_entry o JOIN entry e ON e.idx = o.idx WHERE o.owner = $1",
                .blob(Crowd.identity(1, on: .x).key.bytes)
            ) { (row) throws(SQLError) in try row.blob(0) }
        }
        #expect(facts.count == 20)
        let party = try #require(
            try running.store.readers.read { connection in
                try connection.first("SELECT party FROM identity WHERE key = $1", .blob(Crowd.identity(1, on: .x).key.bytes)) {
                    (row) throws(SQLError) in try row.blob(0)
                }
            })
        try await running.erase(PartyID(try #require(StreamID(party))), Crowd.identity(1, on: .x).key, &crowd)
        let kept = try running.store.readers.read { connection in
            try connection.query("SELECT sealed FROM vault_content WHERE hex(substr(sealed, 1, 1)) <> '00'") { (row) throws(SQLError) in
                try row.blob(0)
            }
        }
        // The other author's twenty messages.
        #expect(kept.count == 20)
        await running.close()
        let bytes = try running.folder.bytes()
        for one in facts { #expect(!bytes.holds(Array(one.suffix(16)))) }
        for one in kept { #expect(bytes.holds(Array(one.suffix(16)))) }
    }

    @Test func aStoreThatWasSetBackRefusesToStart() async throws {
        let running = try await RunningStore()
        var crowd = Crowd(seed: 4, running)
        try await crowd.go(20, erasing: false)
        let old = TemporaryFolder()
        await running.close()
        try copy(running.folder, to: old)
        try await running.open()
        for _ in 0..<5 { _ = try await running.store.submit(crowd.receive(from: 1, on: .xDM)) }
        #expect(await running.store.waitUntilSealed(running.store.status.accepted - 1))
        await running.close()
        try copy(old, to: running.folder)
        await #expect { try await running.open() } throws: { error in
            if case .cannotOpen? = error as? StorageError { true } else { false }
        }
    }

    @Test func aStoreThatWasSetBackWhileNobodySignedStopsWhenTheSignerIsBack() async throws {
        let running = try await RunningStore()
        var crowd = Crowd(seed: 5, running)
        for _ in 0..<3 { _ = try await running.store.submit(crowd.receive(from: 1, on: .xDM)) }
        let old = TemporaryFolder()
        await running.close()
        try copy(running.folder, to: old)
        try await running.open()
        for _ in 0..<3 { _ = try await running.store.submit(crowd.receive(from: 1, on: .xDM)) }
        #expect(await running.store.waitUntilSealed(running.store.status.accepted - 1))
        await running.close()
        running.stopSigner()
        try copy(old, to: running.folder)
        // Nobody can know it yet; what comes in is accepted, and none of it is sealed.
        try await running.open()
        for _ in 0..<9 { _ = try await running.store.submit(crowd.receive(from: 2, on: .xDM)) }
        try running.startSigner()
        while running.store.status.trouble == nil { await Task.yield() }
        await #expect { _ = try await running.store.submit(crowd.receive(from: 3, on: .xDM)) } throws: { error in
            if case .notWritable? = error as? StorageError { true } else { false }
        }
        await running.close()
    }

    @Test func withoutASignerMessagesComeInAndNothingIsSealed() async throws {
        let running = try await RunningStore()
        var crowd = Crowd(seed: 6, running)
        let first = try await running.store.submit(crowd.receive(from: 1, on: .xDM))
        #expect(await running.store.waitUntilSealed(first.index))
        running.stopSigner()
        let sealed = running.store.status.sealed
        let receipt = try await running.store.submit(crowd.receive(from: 1, on: .xDM))
        try await crowd.go(20, erasing: false)
        while await running.store.sealingFailure == nil { await Task.yield() }
        #expect(running.store.status.sealed == sealed && receipt.index >= sealed)
        // A start without a signer as well.
        await running.close()
        try await running.open()
        _ = try await running.store.submit(crowd.receive(from: 1, on: .xDM))
        #expect(running.store.status.sealed == sealed)
        try running.startSigner()
        #expect(await running.store.waitUntilSealed(running.store.status.accepted - 1))
        await running.close()
    }

    @Test func onAFullDiskNothingIsPromisedAndLaterItGoesOn() async throws {
        let running = try await RunningStore()
        var crowd = Crowd(seed: 7, running)
        var kept: [EventID] = []
        try await running.store.note { connection in
            let pages = try connection.first("PRAGMA page_count") { (row) throws(SQLError) in try row.int(0) } ?? 0
            _ = try connection.query("PRAGMA max_page_count = \(pages + 12)") { (row) throws(SQLError) in try row.int(0) }
        }
        var refused: Command?
        for _ in 0..<2_000 where refused == nil {
            let command = crowd.receive(from: 1, on: .xDM)
            do throws(StorageError) {
                _ = try await running.store.submit(command)
                kept.append(command.id)
            } catch {
                guard case .notWritable = error else { throw error }
                refused = command
            }
        }
        let command = try #require(refused)
        #expect(!kept.isEmpty)
        #expect(running.store.status.trouble != nil)
        for id in kept { #expect(try running.store.entry(id) != nil) }
        #expect(try running.store.entry(command.id) == nil)
        // Reading goes on, and room is all that is missing.
        try await running.store.note { connection in
            _ = try connection.query("PRAGMA max_page_count = 1000000") { (row) throws(SQLError) in try row.int(0) }
        }
        let receipt = try await running.store.submit(command)
        #expect(receipt.index == UInt64(kept.count) && !receipt.isRepeat)
        #expect(running.store.status.trouble == nil)
        #expect(await running.store.waitUntilSealed(receipt.index))
        let before = try running.dump()
        try running.rebuild()
        #expect(differences(before, try running.dump()) == [])
        await running.close()
    }

    @Test func oneOfManyLeasesWins() async throws {
        let running = try await RunningStore()
        var crowd = Crowd(seed: 8, running)
        let id = try #require(try await running.store.submit(crowd.receive(from: 1, on: .xDM)).conversation)
        let command = try crowd.submit(in: id)
        _ = try await running.store.submit(command)
        let store = running.store
        let now = running.time()
        let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<32 { group.addTask { try await store.lease(command.id, until: now.adding(seconds: 60), at: now) } }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(taken == 1)
        #expect(try store.pendingSends(phase: "queued", at: now).isEmpty)
        #expect(try store.interruptedSends(at: now).isEmpty)
        // The answer never came.
        let later = now.adding(seconds: 61)
        #expect(try store.interruptedSends(at: later).map(\.send) == [command.id])
        func report(_ outcome: SendReport.Outcome, _ crowd: inout Crowd, by principal: Principal = .network) async throws {
            let order = Order.record(SendReport(conversation: id, send: command.id, outcome: outcome))
            _ = try await store.submit(Command(id: crowd.event(), principal: principal, order: order))
        }
        try await report(.unknown(reason: "interrupted"), &crowd)
        #expect(try store.interruptedSends(at: later).isEmpty)
        // Somebody takes it upon them: it goes once more, and is not taken for interrupted again.
        try await report(.absent, &crowd, by: .staff(Crowd.staff(1)))
        #expect(try store.interruptedSends(at: later).isEmpty)
        #expect(try store.pendingSends(phase: "queued", at: later).map(\.send) == [command.id])
        #expect(try await store.lease(command.id, until: later.adding(seconds: 60), at: later))
        try await report(.accepted(at: later, providerKey: nil, threadKey: nil, providerID: nil), &crowd)
        // Whoever still has it on an old list comes too late, at any time.
        #expect(try await !store.lease(command.id, until: later.adding(seconds: 900), at: later.adding(seconds: 800)))
        await running.close()
    }

    @Test func aNoteThatCannotBeMadeHarmsNobodyElse() async throws {
        let running = try await RunningStore()
        var crowd = Crowd(seed: 9, running)
        let store = running.store
        let commands = (0..<40).map { _ in crowd.receive(from: 1, on: .xDM) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for command in commands { group.addTask { _ = try await store.submit(command) } }
            for _ in 0..<20 {
                group.addTask {
                    await #expect(throws: StorageError.self) {
                        try await store.note { connection in
                            try connection.run("INSERT INTO counter(name, value) VALUES ('n', 1)")
                            try connection.run("INSERT INTO counter(name, value) VALUES ('n', NULL)")
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try store.counter("n") == 0)
        #expect(store.status.accepted == 40 && store.status.trouble == nil)
        await running.close()
    }

    @Test func whatNoEntryCanSayIsRefusedAlone() async throws {
        let running = try await RunningStore()
        var crowd = Crowd(seed: 10, running)
        let first = crowd.receive(from: 1, on: .xDM)
        let id = try #require(try await running.store.submit(first).conversation)
        var receive = crowd.receive(from: 5, on: .xDM)
        if case .receive(var incoming) = receive.order {
            incoming.published = Timestamp(milliseconds: .min)
            receive.order = .receive(incoming)
        }
        _ = try await running.store.submit(receive)
        _ = try await running.store.submit(
            Command(
                id: crowd.event(), principal: .staff(Crowd.staff(1)),
                order: .withdraw(WithdrawOrder(conversation: id, message: first.id, at: Timestamp(milliseconds: -1)))))
        #expect(running.store.status.trouble == nil)
        await running.close()
    }

    @Test func newTermsTightenEveryOpenTurn() async throws {
        let running = try await RunningStore()
        var crowd = Crowd(seed: 11, running)
        for author in 0..<300 { _ = try await running.store.submit(crowd.receive(from: author, on: .xDM)) }
        let before = try dues(running)
        var stricter = try TestTerms.make(version: 2, hours: 2)
        stricter.index = 900
        await running.store.use(stricter)
        // Interrupted at once, and begun again.
        let interrupted = Task { [store = running.store, stricter] in try await store.tightenOpenTurns(under: stricter) }
        interrupted.cancel()
        let some = try await interrupted.value
        #expect(try await running.store.tightenOpenTurns(under: stricter) == 300 - some)
        let after = try dues(running)
        #expect(after.count == 300 && zip(before, after).allSatisfy { $0 > $1 })
        let count = running.store.status.accepted
        #expect(count == 600, "one entry a conversation")
        // Done is done, after a restart as well.
        #expect(try await running.store.tightenOpenTurns(under: stricter) == 0)
        await running.close()
        try await running.open()
        #expect(try await running.store.tightenOpenTurns(under: stricter) == 0)
        // Looser ones change nothing.
        var looser = try TestTerms.make(version: 3, hours: 20)
        looser.index = 901
        await running.store.use(looser)
        #expect(try await running.store.tightenOpenTurns(under: looser) == 0)
        #expect(running.store.status.accepted == count)
        await running.close()
    }

    private func dues(_ running: RunningStore) throws -> [Int64] {
        try running.store.readers.read { connection in
            try connection.query("SELECT due FROM conversation ORDER BY id") { (row) throws(SQLError) in try row.int64(0) }
        }
    }

    /// Copies the ledger's files, not the signer's.
    private func copy(_ from: TemporaryFolder, to: TemporaryFolder) throws {
        for name in try to.names where name.hasPrefix("ledger.") || name.hasPrefix("keys.") { unlink(to.file(name)) }
        for name in try from.names where name.hasPrefix("ledger.") || name.hasPrefix("keys.") || name.hasSuffix("encryption.key") {
            let source = Glibc.open(from.file(name), O_RDONLY)
            let target = Glibc.open(to.file(name), O_WRONLY | O_CREAT | O_TRUNC, 0o600)
            defer {
                Glibc.close(source)
                Glibc.close(target)
            }
            try #require(source >= 0 && target >= 0)
            var part = [UInt8](repeating: 0, count: 1 << 16)
            while case let count = Glibc.read(source, &part, part.count), count > 0 {
                try #require(Glibc.write(target, part, count) == count)
            }
        }
    }
}

extension StorageError {
    func isRefused(_ refusal: Refusal) -> Bool { if case .refused(refusal) = self { true } else { false } }
}
