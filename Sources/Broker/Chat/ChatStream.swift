import Conversations
import ServiceLifecycle
import Storage

/// What a visitor's page hears: messages as they come, from the place where it left off.
public struct ChatStream: Sendable {
    let chat: WebChat
    let visit: ChatVisit
    let seat: ChatWatch.Seat
    /// The newest version that the page has.
    let mark: String?

    /// Calls with what is new, oldest first, and with nothing at least every quarter of a minute; returns when the visit is over or the server
    /// stops, and throws what `body` throws once nobody listens.
    public func follow(_ body: ([ChatLine]) async throws -> Void) async throws {
        var mark = mark
        var spoke = ContinuousClock.now
        func tell() async throws {
            let (items, conversations) = try chat.items(of: visit, after: mark)
            seat.follow(conversations)
            guard let newest = items.last else { return }
            try await body(items.map(\.line))
            spoke = .now
            mark = newest.line.mark
        }
        try await body([])
        try await tell()
        for await _ in seat.wakes.cancelOnGracefulShutdown() {
            guard try !chat.isOver(visit) else { return }
            let isDue = spoke.duration(to: .now) >= ChatFollower.silence
            if seat.takeChange() || isDue { try await tell() }
            // Given at the common beat only: somebody's look at the conversation is not to be noticed by it.
            if isDue, spoke.duration(to: .now) >= ChatFollower.silence {
                try await body([])
                spoke = .now
            }
        }
    }
}
