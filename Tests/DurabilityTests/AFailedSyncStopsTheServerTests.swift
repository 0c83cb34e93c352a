import Testing

/// A sync that fails once: the kernel forgets the bytes, so nobody may hear a yes that rests on them, then or later.
@Suite(.serialized) struct AFailedSyncStopsTheServerTests {
    /// Law 7: a ledger that cannot be written answers 503 and says why, until somebody restarts it.
    @Test(arguments: [4, 17]) func ofTheLedger(count: Int) async throws {
        let cut = try PowerCut(seed: UInt64(count))
        let promises = try await cut.run(failing: "ledger.db-wal", sync: count) { server async throws in
            #expect(try await server.get("/health").status == 503)
            #expect(try await server.status().trouble != nil)
            let late = Post(id: 70_000, author: 1, text: Post.sentence(70_000))
            #expect(try await server.deliver(late.body) == 503)
            #expect(try await server.deliver(late.body) == 503)
        }
        #expect(promises.acknowledged.count < promises.sent.count)
        #expect(try await cut.broken(promises) == [])
    }

    /// Keys come before entries: a message whose key is not safe is not accepted. Afterwards the key store is opened anew.
    @Test(arguments: [5, 18]) func ofTheKeyStore(count: Int) async throws {
        let cut = try PowerCut(seed: UInt64(100 + count))
        let promises = try await cut.run(failing: "keys.db-wal", sync: count) { _ in }
        #expect(promises.acknowledged.count < promises.sent.count)
        #expect(try await cut.broken(promises) == [])
    }

    /// A head that is not safe was never signed: inbound goes on, sealing does not, and after a restart the log continues.
    @Test func ofTheSignersHead() async throws {
        let cut = try PowerCut(seed: 200)
        let promises = try await cut.run(failing: "signer/head", sync: 3) { server async throws in
            #expect(try await server.status().sealing != nil)
        }
        #expect(promises.acknowledged.count == promises.sent.count)
        #expect(try await cut.broken(promises) == [])
    }
}
