import Sandbox
import Social
import Testing

@Suite struct ConnectorTests {
    private func id(_ outcome: SendOutcome) throws -> UInt64 {
        guard case .accepted(let id, _) = outcome else {
            Issue.record("not accepted: \(outcome)")
            return 0
        }
        return try #require(UInt64(id))
    }

    @Test func everyActIsDone() async throws {
        try await Stage.play { stage in
            let connector = stage.connector()
            let network = stage.network
            let root = try id(await connector.send(.post(text: "Branches close early today & tomorrow")))
            #expect(network.post(root)?.text == "Branches close early today & tomorrow")
            stage.clock.advance(by: 10)
            let comment = try network.post(as: stage.penny.id, "my number is 0000", inReplyTo: root)
            let reply = await connector.send(.reply(to: XPostID(comment.id), text: "Please \"don't\" post\nthat here \u{1F600} \\"))
            guard case .accepted(let replyID, let at) = reply else {
                Issue.record("not accepted")
                return
            }
            #expect(at == stage.clock.now)
            #expect(network.posts(by: stage.bank.id).last?.id == UInt64(replyID))
            #expect(network.posts(by: stage.bank.id).last?.text == "@pennyb Please \"don't\" post\nthat here \u{1F600} \\")
            #expect(network.posts(by: stage.bank.id).last?.inReplyTo == comment.id)
            let message = try id(await connector.send(.message(to: XUserID(stage.penny.id), text: "Let's talk here")))
            #expect(network.messages(between: stage.bank.id, and: stage.penny.id).map(\.id) == [message])
            #expect(await connector.send(.hide(XPostID(comment.id))) == .accepted(id: String(comment.id), at: stage.clock.now))
            #expect(network.post(comment.id)?.isHidden == true)
            #expect(await connector.send(.unhide(XPostID(comment.id))) == .accepted(id: String(comment.id), at: stage.clock.now))
            #expect(network.post(comment.id)?.isHidden == false)
            #expect(await connector.send(.delete(XPostID(root))) == .accepted(id: String(root), at: stage.clock.now))
            #expect(network.post(root) == nil)
            // Each act came back as an echo of our own.
            try await stage.server.courier.drain()
            let own = stage.receiver.events.filter { event in
                switch event {
                case .posted(let post): post.isOwn
                case .messaged(let message): message.isOwn
                default: false
                }
            }
            #expect(own.count == 3)
        }
    }

    @Test func refusalsCarryAWordAndNoText() async throws {
        try await Stage.play { stage in
            let connector = stage.connector()
            let network = stage.network
            let shy = try network.createUser(handle: "shy", name: "Shy", acceptsMessages: false)
            let post = try network.post(as: stage.penny.id, "@ExampleBank hello")
            #expect(await stage.connector(token: "wrong").send(.post(text: "a")) == .refused(status: 401, code: "http-401"))
            #expect(await connector.send(.post(text: "")) == .refused(status: 400, code: "invalid-request"))
            #expect(await connector.send(.post(text: String(repeating: "a", count: 281))) == .refused(status: 403, code: "http-403"))
            _ = try id(await connector.send(.post(text: String(repeating: "a", count: 280))))
            #expect(
                await connector.send(.post(text: String(repeating: "a", count: 280))) == .refused(status: 403, code: "duplicate-content"))
            #expect(await connector.send(.post(text: String(repeating: "\u{4E00}", count: 141))) == .refused(status: 403, code: "http-403"))
            #expect(await connector.send(.reply(to: XPostID(5), text: "a")) == .refused(status: 403, code: "http-403"))
            #expect(await connector.send(.message(to: XUserID(5), text: "a")) == .refused(status: 404, code: "resource-not-found"))
            #expect(await connector.send(.message(to: XUserID(shy.id), text: "a")) == .refused(status: 403, code: "http-403"))
            #expect(await connector.send(.hide(XPostID(post.id))) == .refused(status: 403, code: "http-403"))
            #expect(await connector.send(.hide(XPostID(5))) == .refused(status: 404, code: "resource-not-found"))
            #expect(await connector.send(.delete(XPostID(post.id))) == .refused(status: 403, code: "http-403"))
        }
    }

    @Test func tooManyCallsWaitForTheWindow() async throws {
        var limits = SandboxLimits()
        limits.writesInWindow = 2
        try await Stage.play(limits: limits) { stage in
            let connector = stage.connector()
            _ = try id(await connector.send(.post(text: "one")))
            _ = try id(await connector.send(.post(text: "two")))
            stage.clock.advance(by: 300_000)
            #expect(await connector.send(.post(text: "three")) == .retryLater(seconds: 600))
            stage.clock.advance(by: 600_000)
            _ = try id(await connector.send(.post(text: "three")))
            #expect(stage.network.posts(by: stage.bank.id).map(\.text) == ["one", "two", "three"])
        }
    }

    /// The answer is lost; what was done is found, what was not done is found absent, and neither is done twice.
    @Test func lostAnswersAreFoundOrFoundAbsent() async throws {
        try await Stage.play { stage in
            let connector = stage.connector()
            let network = stage.network
            let question = try network.post(as: stage.penny.id, "@ExampleBank hello")
            let acts: [XAct] = [
                .post(text: "Hours & fees: https://bank.example/hours/ <today>"),
                .reply(to: XPostID(question.id), text: "Please see https://bank.example/help?x=1&y=2"),
                .message(to: XUserID(stage.penny.id), text: "Hello Penny & all, see bank.example"),
            ]
            for fault in [AnswerFault.loseAnswer, .doneButFailed, .loseRequest] {
                for (index, act) in acts.enumerated() {
                    stage.clock.advance(by: 60_000)
                    network.plan(FaultPlan(answers: [fault]))
                    let from = stage.clock.now - 5_000
                    let outcome = await connector.send(act.with("\(fault) \(index)"))
                    // A very busy machine sees the end of the connection after the time limit: it stays unknown either way.
                    let expected: [SendOutcome] =
                        fault == .doneButFailed
                        ? [.unknown(.serverError(status: 500))] : [.unknown(.connectionLost), .unknown(.timeout)]
                    #expect(expected.contains(outcome), "\(outcome)")
                    stage.clock.advance(by: 2_000)
                    let found = await connector.find(act.with("\(fault) \(index)"), in: from...stage.clock.now)
                    if fault == .loseRequest {
                        #expect(found == .absent)
                    } else {
                        let done = network.posts(by: stage.bank.id).last.map { ($0.id, $0.at) }
                        let sent = network.messages(between: stage.bank.id, and: stage.penny.id).last.map { ($0.id, $0.at) }
                        let last = try #require(index == 2 ? sent : done)
                        #expect(found == .found(id: String(last.0), at: last.1))
                        // Known sends are not found a second time, nor those outside the window, nor other words.
                        #expect(
                            await connector.find(act.with("\(fault) \(index)"), in: from...stage.clock.now, excluding: [String(last.0)])
                                == .absent)
                        #expect(await connector.find(act.with("\(fault) \(index)"), in: stage.clock.now...stage.clock.now) == .absent)
                        #expect(await connector.find(act.with("other words"), in: from...stage.clock.now) == .absent)
                    }
                }
            }
            #expect(network.posts(by: stage.bank.id).count == 4)
            #expect(network.messages(between: stage.bank.id, and: stage.penny.id).count == 2)
        }
    }

    @Test func anAnswerThatBreaksOffIsUnknown() async throws {
        try await Stage.play { stage in
            stage.network.plan(FaultPlan(answers: [.cutAnswer]))
            let act = XAct.post(text: "Opening hours have changed")
            #expect(await stage.connector().send(act) == .unknown(.unreadableAnswer))
            let post = try #require(stage.network.posts(by: stage.bank.id).first)
            #expect(await stage.connector().find(act, in: post.at...post.at) == .found(id: String(post.id), at: post.at))
        }
    }

    @Test(arguments: [SandboxSubscription.Shape.accountActivity, .activity])
    func aRevokedAccountIsToldAndCanDoNothing(shape: SandboxSubscription.Shape) async throws {
        try await Stage.play(shape: shape) { stage in
            try stage.network.revoke(stage.bank.id)
            try await stage.server.courier.drain()
            let at = stage.clock.now
            #expect(stage.receiver.events == [.accountRevoked(XRevocation(account: XUserID(stage.bank.id), at: at - at % 1000))])
            #expect(await stage.connector().send(.post(text: "a")) == .refused(status: 401, code: "http-401"))
            #expect(await stage.connector().find(.post(text: "a"), in: 0...1) == .cannotTell(.refused(status: 401)))
        }
    }

    @Test func aHeldAnswerIsATimeout() async throws {
        try await Stage.play { stage in
            stage.network.plan(FaultPlan(answers: [.hold]))
            let act = XAct.message(to: XUserID(stage.penny.id), text: "Are you there?")
            #expect(await stage.connector(timeout: 3_000).send(act) == .unknown(.timeout))
            stage.server.releaseHeldAnswers()
            let message = try #require(stage.network.messages(between: stage.bank.id, and: stage.penny.id).first)
            #expect(
                await stage.connector().find(act, in: stage.clock.now - 1...stage.clock.now)
                    == .found(id: String(message.id), at: message.at))
        }
    }

    /// Of two equal sends the search names the earlier one that is not known yet.
    @Test func equalTextsAreKeptApart() async throws {
        try await Stage.play { stage in
            let connector = stage.connector()
            let act = XAct.message(to: XUserID(stage.penny.id), text: "Thank you")
            let from = stage.clock.now
            let first = try id(await connector.send(act))
            stage.clock.advance(by: 1_000)
            // The customer says the same; it is not ours.
            try stage.network.message(as: stage.penny.id, to: stage.bank.id, "Thank you")
            stage.network.plan(FaultPlan(answers: [.loseAnswer]))
            #expect(await connector.send(act) == .unknown(.connectionLost))
            let second = try #require(stage.network.messages(between: stage.bank.id, and: stage.penny.id).last)
            #expect(
                await connector.find(act, in: from...stage.clock.now, excluding: [String(first)])
                    == .found(id: String(second.id), at: second.at))
        }
    }

    /// The same words to two customers are two sends: each is found under the post it answers, and nowhere else.
    @Test func equalRepliesAreFoundUnderTheirOwnPost() async throws {
        try await Stage.play { stage in
            let connector = stage.connector()
            let one = try stage.network.post(as: stage.penny.id, "@ExampleBank hello")
            let other = try stage.network.post(as: stage.omar.id, "@ExampleBank hello")
            let from = stage.clock.now
            stage.network.plan(FaultPlan(answers: [.loseAnswer, .loseRequest]))
            #expect(await connector.send(.reply(to: XPostID(one.id), text: "We are on it")) == .unknown(.connectionLost))
            // Whether the request or only its answer is lost on a dying connection is for the client to tell; taken it is not.
            let lost = await connector.send(.reply(to: XPostID(other.id), text: "We are on it"))
            if case .accepted = lost { Issue.record("a lost request cannot have been accepted") }
            let done = try #require(stage.network.posts(by: stage.bank.id).last)
            let window = from...stage.clock.now
            #expect(
                await connector.find(.reply(to: XPostID(one.id), text: "We are on it"), in: window)
                    == .found(id: String(done.id), at: done.at))
            #expect(await connector.find(.reply(to: XPostID(other.id), text: "We are on it"), in: window) == .absent)
            #expect(await connector.find(.post(text: "We are on it"), in: window) == .absent)
        }
    }

    /// A window of several pages is read to its end; one that is longer than allowed is not called empty.
    @Test func absenceNeedsTheWholeWindow() async throws {
        try await Stage.play { stage in
            let connector = stage.connector()
            let from = stage.clock.now
            for number in 0..<250 {
                stage.clock.advance(by: 100)
                try stage.network.message(as: stage.bank.id, to: stage.penny.id, "number \(number)")
            }
            let to = stage.clock.now
            let first = try #require(stage.network.messages(between: stage.bank.id, and: stage.penny.id).first)
            let recipient = XUserID(stage.penny.id)
            #expect(
                await connector.find(.message(to: recipient, text: "number 0"), in: from...to) == .found(id: String(first.id), at: first.at)
            )
            #expect(await connector.find(.message(to: recipient, text: "number 999"), in: from...to) == .absent)
            for number in 250..<900 { try stage.network.message(as: stage.bank.id, to: stage.penny.id, "number \(number)") }
            #expect(await connector.find(.message(to: recipient, text: "number 999"), in: from...to) == .cannotTell(.tooMuch))
            #expect(await connector.find(.hide(XPostID(1)), in: from...to) == .cannotTell(.leavesNoTrace))
        }
    }

    @Test func otherFaultsAreToldApart() async throws {
        try await Stage.play { stage in
            let connector = stage.connector()
            stage.network.plan(FaultPlan(answers: [.unavailable, .tooMany]))
            #expect(await connector.send(.post(text: "a")) == .unknown(.serverError(status: 503)))
            #expect(await connector.send(.post(text: "a")) == .retryLater(seconds: 900))
            _ = try id(await connector.send(.post(text: "a")))
        }
    }

    @Test func aNetworkThatIsNotThereIsUnknownOrLater() async throws {
        try await Stage.play { stage in
            let clock = stage.clock
            let nowhere = XConnector(
                account: XAccount(id: XUserID(stage.bank.id), accessToken: "t"), scheme: "http", authority: "127.0.0.1:1",
                client: stage.client,
                now: { clock.now })
            let outcome = await nowhere.send(.post(text: "a"))
            #expect(outcome == .unknown(.connectionLost) || outcome == .retryLater(seconds: 5))
            #expect(await nowhere.find(.post(text: "a"), in: 0...1) == .cannotTell(.notReached))
        }
    }
}

extension XAct {
    /// The same act with words of its own at the end.
    fileprivate func with(_ words: String) -> XAct {
        switch self {
        case .post(let text): .post(text: "\(text) \(words)")
        case .reply(let post, let text): .reply(to: post, text: "\(text) \(words)")
        case .message(let user, let text): .message(to: user, text: "\(text) \(words)")
        default: self
        }
    }
}
