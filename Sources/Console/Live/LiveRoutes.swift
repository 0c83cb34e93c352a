import Broker
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

/// The stream of changes for open pages: server-sent events (HTML, 9.2), one a browser.
struct LiveRoutes: Sendable {
    let server: Server
    // Header names.
    private static let lastEventID = HTTPField.Name("Last-Event-ID")!
    private static let buffering = HTTPField.Name("X-Accel-Buffering")!
    /// More entries than this are not looked through: the page fetches everything again.
    static let resumeLimit = 2_000
    /// More conversations than this in one event are as good as all.
    private static let conversationLimit = 500

    func add(to pages: RouterGroup<ConsoleContext>) {
        pages.get("/live") { request, context in
            // Not the sign-in page: a stream that is refused is not tried again.
            guard let session = context.session else { return Response(status: .unauthorized, headers: PageResponse.headers(nil)) }
            let after = request.headers[Self.lastEventID] ?? request.uri.queryParameters["after"].map(String.init)
            guard let events = server.live.listen(session: session.id, login: session.member.login) else {
                throw HTTPError(
                    .serviceUnavailable, headers: [.retryAfter: "5"], message: "Too many pages are open. Load this one again later.")
            }
            var headers = PageResponse.headers("text/event-stream")
            headers[Self.buffering] = "no"
            let reader = LiveReader(server: server, session: session, after: after)
            return Response(
                status: .ok, headers: headers,
                body: ResponseBody { writer in
                    var reader = reader
                    try await writer.write(ByteBuffer(string: "retry: 2000\n\n" + reader.begin()))
                    for await event in events.cancelOnGracefulShutdown() {
                        guard let text = try await reader.read(event) else { break }
                        if !text.isEmpty { try await writer.write(ByteBuffer(string: text)) }
                    }
                    try await writer.finish(nil)
                })
        }
    }

    /// One browser's place in the ledger, and what it is told.
    struct LiveReader {
        let server: Server
        let session: Session
        let after: String?
        /// Entries that the browser knows of.
        private var known: UInt64 = 0

        init(server: Server, session: Session, after: String?) {
            self.server = server
            self.session = session
            self.after = after
        }

        /// What it missed since the event it saw last.
        mutating func begin() -> String {
            known = server.store.status.accepted
            guard let after else { return sealed(server.store.status.sealed, known) }
            // None of our numbers, too long ago, or not to be read now: loading everything again says what is wrong, where something is.
            guard let seen = UInt64(after), let missed = try? server.store.touched(after: seen, limit: LiveRoutes.resumeLimit) else {
                return refetch()
            }
            known = max(known, missed.accepted)
            return change(missed.conversations, of: missed.accepted - seen > 1) + sealed(server.store.status.sealed, known)
        }

        /// - Returns: nil when the session is over.
        mutating func read(_ event: LiveEvent) async throws -> String? {
            switch event {
            case .tick:
                guard try await server.entrance.session(id: session.id) != nil else { return nil }
                return ": still here\n\n"
            case .sealed(let size, let accepted): return sealed(size, accepted)
            case .change(let from, let index, let conversations):
                guard index >= known else { return "" }
                let isWhole = from <= known
                known = index + 1
                return isWhole ? change(conversations, of: true) : refetch()
            }
        }

        private func change(_ conversations: Set<ConversationID>, of any: Bool) -> String {
            guard any, !conversations.isEmpty else { return "" }
            guard session.member.may(.readConversations) || session.member.may(.seeWallboard) else { return "" }
            guard conversations.count <= LiveRoutes.conversationLimit else { return refetch() }
            // Who only sees counts hears that something changed, not what.
            let names = session.member.may(.readConversations) ? conversations.map { "\"\($0)\"" }.sorted().joined(separator: ",") : ""
            return "id: \(known - 1)\nevent: change\ndata: {\"index\":\(known - 1),\"conversations\":[\(names)]}\n\n"
        }

        private func refetch() -> String { "id: \(max(known, 1) - 1)\nevent: refetch\ndata: {}\n\n" }

        private func sealed(_ size: UInt64, _ accepted: UInt64) -> String {
            "event: sealed\ndata: {\"sealed\":\(size),\"accepted\":\(accepted)}\n\n"
        }
    }
}
