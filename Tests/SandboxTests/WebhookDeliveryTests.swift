import Sandbox
import Social
import Testing

@Suite struct WebhookDeliveryTests {
    @Test(arguments: [SandboxSubscription.Shape.accountActivity, .activity])
    func whatPeopleDoArrivesSignedAndReadable(shape: SandboxSubscription.Shape) async throws {
        try await Stage.play(shape: shape) { stage in
            let network = stage.network
            let first = try network.post(as: stage.penny.id, "@ExampleBank my card & <PIN> letter https://shop.example/x never came")
            stage.clock.advance(by: 1_500)
            let reply = try network.post(as: stage.bank.id, "Sorry to hear that", inReplyTo: first.id)
            let second = try network.post(as: stage.penny.id, "still waiting", inReplyTo: reply.id)
            let long = String(repeating: "long words ", count: 40) + "@ExampleBank end"
            let third = try network.post(as: stage.omar.id, long)
            let message = try network.message(as: stage.penny.id, to: stage.bank.id, "here I am é \u{1F600} \"quoted\" \\ /")
            let edited = try network.edit(second.id, as: stage.penny.id, "still waiting!")
            try network.delete(first.id, as: stage.penny.id)
            try network.repost(third.id, as: stage.penny.id)
            try network.post(as: stage.penny.id, "nothing to do with anybody")
            try await stage.server.courier.drain()

            #expect(stage.receiver.state.withLock { $0.refusals } == 0)
            var posts: [XPost] = []
            var messages: [XMessage] = []
            var deletions: [XPostDeletion] = []
            for event in stage.receiver.events {
                switch event {
                case .posted(let post): posts.append(post)
                case .messaged(let message): messages.append(message)
                case .postDeleted(let deletion): deletions.append(deletion)
                default: Issue.record("unexpected event")
                }
            }
            #expect(posts.map(\.id.number) == [first.id, reply.id, second.id, third.id, edited.id])
            #expect(posts.map(\.isOwn) == [false, true, false, false, false])
            #expect(posts[0].text.hasPrefix("@ExampleBank my card & <PIN> letter https://t.co/"))
            #expect(posts[0].links.map(\.expanded) == ["https://shop.example/x"])
            #expect(posts[0].author.handle == "pennyb" && posts[0].author.name == "Penny B")
            #expect(posts[0].mentions.map(\.id.number) == [stage.bank.id])
            #expect(posts[0].at == first.at && posts[1].at == first.at + 1_500)
            #expect(posts[1].inReplyTo?.number == first.id && posts[1].inReplyToAuthor?.number == stage.penny.id)
            #expect(posts[1].text == "@pennyb Sorry to hear that")
            #expect(posts[2].inReplyTo?.number == reply.id && posts[2].text == "@ExampleBank still waiting")
            #expect(posts[3].text == long && posts[3].author.name == "Omar K \u{1F600} é")
            #expect(posts[4].firstVersion?.number == second.id)
            if shape == .activity { #expect(posts[2].conversation?.number == first.id) }
            #expect(messages.map(\.id.number) == [message.id])
            #expect(messages.first?.text == "here I am é \u{1F600} \"quoted\" \\ /" && messages.first?.sender.handle == "pennyb")
            #expect(deletions.map(\.id.number) == [first.id])
            #expect(deletions.map(\.author.number) == [stage.penny.id])
        }
    }

    @Test func identifiersExceedWhatAJSONNumberKeeps() async throws {
        try await Stage.play { stage in
            let post = try stage.network.post(as: stage.penny.id, "@ExampleBank hello")
            #expect(post.id > 1 << 53)
            #expect(XPostID(post.id).mintedAt == post.at)
        }
    }

    @Test func challengeIsPassedOnlyWithTheSecret() async throws {
        try await Stage.play { stage in
            #expect(try await stage.server.courier.challenge(stage.bank.id))
            let old = try #require(stage.network.subscription(of: stage.bank.id))
            try stage.network.subscribe(
                SandboxSubscription(account: old.account, url: old.url, consumerSecret: "another", accessToken: old.accessToken))
            #expect(try await !stage.server.courier.challenge(stage.bank.id))
            try stage.network.post(as: stage.penny.id, "@ExampleBank hello")
            try await stage.server.courier.drain()
            #expect(stage.receiver.events.isEmpty)
            #expect(stage.receiver.state.withLock { $0.refusals } == SandboxLimits().deliveryAttempts)
            #expect(stage.network.counts.abandoned == 1)
        }
    }

    @Test func failedDeliveriesComeAgainUntilTaken() async throws {
        try await Stage.play { stage in
            stage.receiver.state.withLock { $0.failing = 3 }
            try stage.network.post(as: stage.penny.id, "@ExampleBank hello")
            try await stage.server.courier.drain()
            #expect(stage.receiver.events.count == 1)
            let counts = stage.network.counts
            #expect(counts.attempts == 4 && counts.delivered == 1 && counts.abandoned == 0)
        }
    }

    /// The same seed gives the same bytes in the same order, whatever goes wrong; another seed another order.
    @Test func aSeedDecidesEveryByte() async throws {
        func run(_ seed: UInt64) async throws -> (bodies: [[UInt8]], snapshot: [UInt8]) {
            var result: (bodies: [[UInt8]], snapshot: [UInt8]) = ([], [])
            try await Stage.play(seed: seed, shape: .activity) { stage in
                stage.network.plan(
                    FaultPlan(duplicatePercent: 30, disorder: 8, answerPercent: 40, mix: AnswerFault.allCases.filter { $0 != .hold }))
                let connector = stage.connector()
                for round in 0..<20 {
                    let post = try stage.network.post(as: stage.penny.id, "@ExampleBank message \(round) https://a.example/\(round)")
                    _ = await connector.send(.reply(to: XPostID(post.id), text: "answer \(round)"))
                    stage.clock.advance(by: 700)
                }
                try await stage.server.courier.drain()
                result = (stage.receiver.bodies, stage.network.snapshot())
            }
            return result
        }
        let one = try await run(5)
        let same = try await run(5)
        let other = try await run(6)
        #expect(one == same)
        #expect(one.bodies != other.bodies)
        #expect(Set(one.bodies).count < one.bodies.count)
        let ids = one.bodies.compactMap { body -> UInt64? in
            guard case .posted(let post)? = try? XWebhook.parse(body).events.first else { return nil }
            return post.id.number
        }
        #expect(ids != ids.sorted())
    }
}
