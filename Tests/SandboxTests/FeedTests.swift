import Sandbox
import Social
import Testing

/// What webhooks did not bring is read afterwards, and says the same as they would have.
@Suite struct FeedTests {
    @Test func feedsSayWhatWebhooksSay() async throws {
        try await Stage.play(shape: .activity) { stage in
            let network = stage.network
            let since = stage.clock.now
            let root = try network.post(as: stage.penny.id, "@ExampleBank where is my card & PIN? https://shop.example/x")
            for number in 0..<130 {
                stage.clock.advance(by: 1_000)
                try network.post(as: stage.omar.id, "@ExampleBank me too \(number) é <3")
                try network.message(as: stage.penny.id, to: stage.bank.id, "private \(number) & https://shop.example/\(number)")
            }
            try network.repost(root.id, as: stage.omar.id)
            try await stage.server.courier.drain()
            let connector = stage.connector()
            let mentions = await connector.read(.mentions, since: since)
            let messages = await connector.read(.messages, since: since)
            #expect(mentions.obstacle == nil && messages.obstacle == nil)
            #expect(mentions.events.count == 131 && messages.events.count == 130)
            func told(_ isMessage: Bool) -> [XEvent] {
                stage.receiver.events.filter { if case .messaged = $0 { isMessage } else { !isMessage } }
            }
            #expect(mentions.events == told(false))
            #expect(messages.events == told(true))
            #expect(await connector.read(.messagesWith(XUserID(stage.penny.id)), since: since) == messages)
            #expect(await connector.read(.messagesWith(XUserID(stage.omar.id)), since: since) == XFeedReading(events: [], obstacle: nil))
            let late = await connector.read(.messages, since: stage.clock.now - 4_000)
            #expect(late.events == Array(messages.events.suffix(5)))
        }
    }

    /// Webhooks tell of mentions and direct replies; a customer who answers another customer is in the thread all the same.
    @Test func deepRepliesAreInTheThread() async throws {
        try await Stage.play { stage in
            let network = stage.network
            let root = try network.post(as: stage.bank.id, "Our app is slow today")
            let one = try network.post(as: stage.penny.id, "mine too", inReplyTo: root.id)
            let deep = try network.post(as: stage.omar.id, "did they answer you?", inReplyTo: one.id)
            try await stage.server.courier.drain()
            func ids(_ events: [XEvent]) -> [UInt64] {
                events.compactMap { if case .posted(let post) = $0 { post.id.number } else { nil } }
            }
            #expect(ids(stage.receiver.events) == [root.id, one.id])
            let thread = await stage.connector().read(.thread(XPostID(root.id)), since: root.at)
            #expect(thread.obstacle == nil && ids(thread.events) == [root.id, one.id, deep.id])
        }
    }

    @Test func whatStandsInTheWayIsNamed() async throws {
        var limits = SandboxLimits()
        limits.readsInWindow = 1
        try await Stage.play(limits: limits) { stage in
            #expect(await stage.connector().read(.mentions, since: 0) == XFeedReading(events: [], obstacle: nil))
            #expect(await stage.connector().read(.mentions, since: 0).obstacle == .retryLater(seconds: 900))
            #expect(await stage.connector(token: "wrong").read(.messages, since: 0).obstacle == .refused(status: 401))
        }
    }
}
