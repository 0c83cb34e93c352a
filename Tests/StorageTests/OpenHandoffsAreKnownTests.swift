import Conversations
import Ledger
import Testing

@testable import Storage

/// Which handoffs are open, and until when, follows from the entries.
@Suite struct OpenHandoffsAreKnownTests {
    @Test func untilTheyEnd() async throws {
        let running = try await RunningStore()
        var crowd = Crowd(seed: 31, running)
        var offers: [HandoffOrder] = []
        let start = running.time()
        for author in 0..<5 {
            let receipt = try await running.store.submit(crowd.receive(from: author, on: .xDM))
            let id = try #require(receipt.conversation)
            let party = receipt.events.compactMap { if case .partyAdded(let added) = $0 { added } else { nil } }
            let added = try #require(party.first)
            let invitation = Draft.Invitation(
                destination: "d", token: KeyedHash(high: 8, low: UInt64(author)), code: Crowd.key(1),
                expires: start.adding(seconds: Int64(100 * (author + 1))))
            let send = crowd.event()
            let draft = Draft(
                conversation: id, act: ActWords.invitation, channel: .xDM, channelAccount: Crowd.account(1),
                recipient: Draft.Recipient(party: added.party, key: added.identity.key, address: "a"), inReplyTo: nil,
                reading: TestTerms.outbound("come", under: running.terms), seen: .max, invitation: invitation)
            _ = try await running.store.submit(Command(id: send, principal: .staff(Crowd.staff(1)), order: .submit(draft)))
            offers.append(HandoffOrder(conversation: id, handoff: send))
        }
        #expect(try running.store.nextHandoffEnd() == start.adding(seconds: 100))
        // The third is tried until its attempts are used up: it is due at once.
        for _ in 0..<Handoff.attemptsAllowed {
            let open = OpenHandoffOrder(
                conversation: offers[2].conversation, handoff: offers[2].handoff, code: Crowd.key(7), session: Crowd.key(2))
            _ = try await running.store.submit(Command(id: crowd.event(), principal: .system, order: .openHandoff(open)))
        }
        running.time.wait(150_000)
        func due() throws -> Set<EventID> { Set(try running.store.dueHandoffs(at: running.time(), limit: 9).map(\.handoff)) }
        #expect(try due() == [offers[0].handoff, offers[2].handoff])
        await running.close()
        try await running.open()
        #expect(try due() == [offers[0].handoff, offers[2].handoff], "a restart forgets nothing")
        for offer in [offers[0], offers[2]] {
            _ = try await running.store.submit(Command(id: crowd.event(), principal: .system, order: .lapseHandoff(offer)))
        }
        #expect(try due().isEmpty && running.store.openHandoffs(after: nil, limit: 9).count == 3)
        try running.rebuild()
        #expect(try running.store.openHandoffs(after: nil, limit: 9).count == 3)
        await running.close()
    }
}
