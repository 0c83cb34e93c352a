import Broker
import Storage
import Testing

/// Whoever wrote in a conversation that was merged into another is answered there, and undone again, is not.
struct APartsPartiesAreReachedTests {
    @Test func afterAMergeAndUntilItIsUndone() async throws {
        let bank = try await TestBank()
        let into = try await bank.hear("nobody answers", from: "penny")
        let part = try await bank.hear("same matter, other account", from: "dan")
        let staff = StaffID(RandomIDs.stream())
        let dan = try #require(try bank.store.conversation(part)?.recipient(on: .sandboxPublic))
        let message = try #require(try bank.store.conversation(part)?.newestInbound(on: .sandboxPublic, from: dan.party))
        _ = try await bank.desk.order(.merge(part, into: into), by: staff)

        let page = try #require(try bank.store.conversation(into))
        #expect(page.recipient(on: .sandboxPublic)?.address == "penny", "the one who was here first")
        #expect(page.recipient(on: .sandboxPublic, party: dan.party)?.address == "dan")
        let reply = Desk.Reply(
            conversation: into, text: "We look into yours as well.", channel: .sandboxPublic, act: "reply", seen: .max, answers: message)
        let answer = try await bank.desk.submit(reply, by: staff, id: RandomIDs.event())
        let queued = answer.receipt.events.compactMap { if case .queued(let queued) = $0 { queued } else { nil } }
        #expect(queued.first?.party == dan.party && queued.first?.recipient == dan.key && queued.first?.inReplyTo == message)

        _ = try await bank.desk.order(.unmerge(part: part, from: into), by: staff)
        let alone = try #require(try bank.store.conversation(into))
        #expect(alone.recipient(on: .sandboxPublic, party: dan.party) == nil)
        await #expect(throws: StorageError.self) { try await bank.desk.submit(reply, by: staff, id: RandomIDs.event()) }
    }
}
