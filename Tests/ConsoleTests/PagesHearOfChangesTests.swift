import AsyncHTTPClient
import Testing

@testable import Broker
@testable import Console

/// An open page hears of every change, whatever it missed, and of nothing once its session is over.
@Suite(.serialized) struct PagesHearOfChangesTests {
    @Test func aChangeComesWithItsIndexAndItsConversation() async throws {
        try await OpenDesk.open { desk in
            let penny = try await desk.browser("penny", [.agent])
            let response = try await penny.stream("/live")
            #expect(response.headers.first(name: "content-type") == "text/event-stream")
            #expect(response.headers.first(name: "x-accel-buffering") == "no")
            var lines = LiveLines(response)
            _ = try await lines.next("sealed")
            let conversation = try await desk.post("hello, is anybody there", from: "sam")
            let change = try #require(try await lines.next("change"))
            #expect(change.data.contains(conversation.description))
            #expect(change.id.map { change.data.hasPrefix("{\"index\":\($0),") } == true)
        }
    }

    @Test func whatWasMissedIsToldAndTooMuchIsToBeFetchedAnew() async throws {
        try await OpenDesk.open { desk in
            let penny = try await desk.browser("penny", [.agent])
            let seen = desk.server.store.status.accepted - 1
            let first = try await desk.post("one", from: "sam")
            let second = try await desk.post("two", from: "kim")
            for headers in [[("last-event-id", "\(seen)")], []] {
                let path = headers.isEmpty ? "/live?after=\(seen)" : "/live?after=0"
                var lines = LiveLines(try await penny.stream(path, headers))
                let change = try #require(try await lines.next("change"))
                #expect(change.data.contains(first.description) && change.data.contains(second.description))
            }
            // Beyond the end, before the beginning, not a number: start anew.
            for id in ["999999999", "-1", "x", "18446744073709551615"] {
                var lines = LiveLines(try await penny.stream("/live", [("last-event-id", id)]))
                #expect(try await lines.next()?.name == "refetch", "\(id)")
            }
            #expect(try desk.server.store.touched(after: 0, limit: 1) == nil)
        }
    }

    @Test func signingOutEndsTheStreamAndStrangersGetNone() async throws {
        try await OpenDesk.open { desk in
            #expect(try await DeskBrowser(base: desk.base).get("/live").status == 401)
            let admin = try await desk.browser("adam", [.administrator])
            let penny = try await desk.browser("penny", [.agent, .administrator])
            var own = LiveLines(try await penny.stream("/live"))
            _ = try await own.next("sealed")
            _ = try await penny.act("/sign-out", [:], on: "/people")
            while try await own.next() != nil {}

            var again = penny
            try await again.signIn("penny")
            var other = LiveLines(try await again.stream("/live"))
            _ = try await other.next("sealed")
            _ = try await admin.act("/people/penny/disable", [:], on: "/people")
            while try await other.next() != nil {}
        }
    }

    @Test func whoMayNotReadConversationsHearsNoNames() async throws {
        try await OpenDesk.open { desk in
            let admin = try await desk.browser("adam", [.administrator])
            var lines = LiveLines(try await admin.stream("/live"))
            _ = try await lines.next("sealed")
            _ = try await desk.post("hello", from: "sam")
            #expect(try await lines.next("change")?.data.hasSuffix("\"conversations\":[]}") == true)
        }
    }

    @Test func aSlowReaderLosesEventsAndIsToldToFetch() async throws {
        try await OpenDesk.open { desk in
            _ = try await desk.browser("penny", [.agent])
            let session = Session(
                member: Member(id: StaffID(RandomIDs.stream()), login: "p", name: "P", roles: [.agent]), csrf: "", id: [])
            var reader = LiveRoutes.LiveReader(server: desk.server, session: session, after: nil)
            _ = reader.begin()
            let known = desk.server.store.status.accepted
            #expect(
                try await reader.read(.change(from: known + 5, index: known + 9, conversations: []))?.contains("event: refetch") == true)
            let one = ConversationID(RandomIDs.stream())
            #expect(
                try await reader.read(.change(from: known + 10, index: known + 11, conversations: [one]))?.contains("event: change") == true
            )
            // What it knows already says nothing new.
            #expect(try await reader.read(.change(from: known, index: known + 11, conversations: [one])) == "")
        }
    }
}
