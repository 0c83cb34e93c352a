import FoundationEssentials

/// Fills a new server's folder with conversations, through intake as a network's messages come in; others measure on it afterwards.
public enum SeedBenchmark {
    public static func run(
        conversations: Int, atOnce: Int, folder: String, policies: String, progress: @escaping @Sendable (UInt64, UInt64) -> Void
    ) async throws -> BenchmarkResult {
        let server = try await BenchmarkServer(folder: folder, policies: policies)
        do {
            let result = try await fill(server, conversations, atOnce, progress)
            await server.stop()
            return result
        } catch {
            await server.stop()
            throw error
        }
    }

    private static func fill(
        _ server: BenchmarkServer, _ count: Int, _ atOnce: Int, _ progress: @escaping @Sendable (UInt64, UInt64) -> Void
    ) async throws -> BenchmarkResult {
        let corpus = MessageCorpus(count: 6_000, seed: 20_270_201)
        let account = ChannelAccountID(RandomIDs.stream())
        let intake = server.intake
        let begin = Server.clock().milliseconds
        let start = ContinuousClock.now
        let times = try await server.repeated(count, atOnce: atOnce) { number in
            _ = try await intake.receive(
                .init(
                    account: account, channel: .sandboxPublic, published: Timestamp(milliseconds: begin - Int64(number % 3_600_000)),
                    providerID: "\(begin)-\(number)", threadID: nil, address: "customer\(number)", handle: "customer\(number)",
                    name: "Customer \(number)", proof: .network, trail: Trail(), automatic: false),
                text: String(decoding: corpus.messages[number % corpus.messages.count], as: UTF8.self))
            if number % 4_096 == 0 { progress(UInt64(number), UInt64(count)) }
        }
        let store = server.store
        await store.waitUntilSealed(store.status.accepted - 1)
        let time = ContinuousClock.now - start
        progress(UInt64(count), UInt64(count))
        let counts = await server.counts()
        return BenchmarkResult(
            name: "seed", rate: Double(count) / time.seconds, milliseconds: Latencies(times),
            figures: [
                ("unit", .word("conversations")), ("conversations", .count(count)), ("home", .word(server.home.path)),
                ("syncs_ledger", .count(counts.commits)), ("syncs_keys", .count(counts.keyCommits)),
                ("syncs_signer", .count(counts.signatures)),
            ], settings: [("at_once", .count(atOnce))])
    }
}
