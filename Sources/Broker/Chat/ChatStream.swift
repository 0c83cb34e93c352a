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

    /// Calls with what is new, oldest first, and with nothing at least every quarter of a minute; returns when the server stops, and throws what
    /// `body` throws once nobody listens.
    public func follow(_ body: ([ChatLine]) async throws -> Void) async throws {
        var mark = mark
        var spoke = ContinuousClock.now
        func tell() async throws {
            let (items, conversations) = try chat.items(of: visit, after: mark)
            seat.follow(conversations)
            // Somebody may have looked, which the visitor is not to notice by a sign of life at an odd moment.
            guard !items.isEmpty || spoke.duration(to: .now) >= ChatFollower.alive * 0.9 else { return }
            try await body(items.map(\.line))
            spoke = .now
            mark = items.last?.line.mark ?? mark
        }
        try await body([])
        try await tell()
        for await _ in seat.wakes.cancelOnGracefulShutdown() {
            guard visit.expires > chat.clock() else { return }
            try await tell()
        }
    }
}
