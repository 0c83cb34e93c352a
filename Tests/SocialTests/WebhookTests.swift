import Testing

@testable import Social

@Suite struct WebhookTests {
    private func parse(_ body: String) throws(WebhookError) -> XDelivery { try XWebhook.parse(Array(body.utf8)) }

    private func post(_ body: String) throws -> XPost {
        guard case .posted(let post)? = try parse(body).events.first else { throw WebhookError.malformed(field: "no post") }
        return post
    }

    @Test func mentionInTheOlderEnvelope() throws {
        let delivery = try parse(WebhookBodies.mention)
        #expect(delivery.shape == .accountActivity)
        #expect(delivery.account == XUserID(2_975_699_229))
        #expect(delivery.unknownKinds.isEmpty && delivery.leftAside == 0 && delivery.events.count == 1)
        let post = try post(WebhookBodies.mention)
        #expect(post.id.description == "1205348660982083584")
        #expect(post.author == XAuthor(id: XUserID(1_205_290_247_124_217_856), handle: "pennyb", name: "Penny B"))
        #expect(post.text == "@ExampleBank my card & PIN letter never came https://t.co/abc")
        #expect(post.links == [XLink(short: "https://t.co/abc", expanded: "https://shop.example/x")])
        #expect(post.at == 1_576_212_489_730)
        #expect(post.inReplyTo == nil && post.inReplyToAuthor == XUserID(2_975_699_229))
        #expect(post.mentions == [XMention(id: XUserID(2_975_699_229), handle: "ExampleBank")])
        #expect(!post.isOwn && !post.textWasAltered && post.firstVersion == nil)
    }

    @Test func mentionInTheNewerEnvelope() throws {
        let post = try post(WebhookBodies.mentionActivity)
        #expect(post.author == XAuthor(id: XUserID(222), handle: "OtherUser", name: nil))
        #expect(post.conversation == post.id)
        #expect(post.at == 1_784_928_203_000)
        #expect(post.mentions == [XMention(id: XUserID(111), handle: "ExampleUser")])
    }

    @Test func messagesInBothEnvelopes() throws {
        let older = try parse(WebhookBodies.message)
        guard case .messaged(let one)? = older.events.first else { return #expect(Bool(false), "no message") }
        #expect(one.id == XMessageID(1_206_724_334_791_753_732))
        #expect(one.sender == XAuthor(id: XUserID(1_205_290_247_124_217_856), handle: "pennyb", name: "Penny B"))
        #expect(one.recipient == XUserID(2_975_699_229) && one.text == "Yes, you are!" && one.at == 1_576_540_475_925 && !one.isOwn)
        guard case .messaged(let other)? = try parse(WebhookBodies.messageActivity).events.first else {
            return #expect(Bool(false), "no message")
        }
        #expect(other.sender == XAuthor(id: XUserID(222), handle: "OtherUser", name: "Other"))
    }

    @Test func deletionRevocationAndEncryption() throws {
        #expect(
            try parse(WebhookBodies.deletion).events
                == [
                    .postDeleted(
                        XPostDeletion(
                            id: XPostID(1_205_348_660_982_083_584), author: XUserID(1_205_290_247_124_217_856), at: 1_576_212_500_000))
                ])
        #expect(
            try parse(WebhookBodies.revocation).events
                == [.accountRevoked(XRevocation(account: XUserID(1_111_111_111_111_111_111), at: 1_784_843_045_000))])
        #expect(
            try parse(
                #"{"user_event":{"revoke":{"date_time":"2018-05-24T09:48:12+00:00","target":{"app_id":"13090192"},"source":{"user_id":"63046977"}}}}"#
            )
            .events == [.accountRevoked(XRevocation(account: XUserID(63_046_977), at: 1_527_155_292_000))])
        #expect(
            try parse(WebhookBodies.encrypted).events
                == [
                    .unreadable(
                        XUnreadableMessage(
                            id: XMessageID(2_080_765_901_528_535_999), sender: XUserID(20), at: 1_784_841_183_370, isOwn: false))
                ])
    }

    @Test func wrappedAndBareUsersReadAlike() throws {
        let wrapped = WebhookBodies.mentionActivity.replacing(
            #"{"id":"222","username":"OtherUser"}"#, with: #"{"data":{"id":"222","username":"OtherUser"}}"#)
        #expect(wrapped != WebhookBodies.mentionActivity)
        #expect(try parse(wrapped) == parse(WebhookBodies.mentionActivity))
    }

    @Test func alternativeTextsComeAlongInBothEnvelopes() throws {
        let older = WebhookBodies.mention.replacing(
            #""favorited":false"#,
            with:
                #""extended_entities":{"media":[{"id_str":"1","ext_alt_text":"A receipt &amp; a card"},{"id_str":"2","ext_alt_text":null}]},"favorited":false"#
        )
        #expect(try post(older).altTexts == ["A receipt & a card"])
        #expect(try post(older).mediaCount == 2)
        let newer = WebhookBodies.mentionActivity.replacing(#""lang":"und""#, with: #""attachments":{"media_keys":["3_1"]},"lang":"und""#)
            .replacing(
                #""includes":{"#,
                with:
                    #""includes":{"media":[{"media_key":"3_1","type":"photo","alt_text":"A letter"},{"media_key":"3_2","alt_text":"Another's"}],"#
            )
        #expect(try post(newer).altTexts == ["A letter"])
        let message = WebhookBodies.message.replacing(
            #""text":"Yes, you are!","#,
            with: #""text":"Yes, you are!","attachment":{"type":"media","media":{"id_str":"1","ext_alt_text":"A form"}},"#)
        guard case .messaged(let read)? = try parse(message).events.first else { return }
        #expect(read.altTexts == ["A form"] && read.mediaCount == 1)
    }

    @Test func blockedFlagIsReadAsStringOrBoolean() throws {
        let string = WebhookBodies.mention.replacing(#""user_has_blocked":false"#, with: #""user_has_blocked":"false""#)
        #expect(try parse(string) == parse(WebhookBodies.mention))
    }

    @Test func numericIdentifiersAreNeverUsed() throws {
        let rounded = WebhookBodies.mention.replacing(#""id":1205348660982083584,"#, with: #""id":1205348660982083600,"#)
        #expect(try post(rounded).id == post(WebhookBodies.mention).id)
        let missing = WebhookBodies.mention.replacing(#""id_str":"1205348660982083584","#, with: "")
        #expect(throws: WebhookError.malformed(field: "id_str")) { try parse(missing) }
    }

    @Test func repostsAndNoiseAreCountedOnly() throws {
        let repost = WebhookBodies.mention.replacing(#""favorited":false"#, with: #""retweeted_status":{"id_str":"5"},"favorited":false"#)
        let delivery = try parse(repost)
        #expect(delivery.events.isEmpty && delivery.leftAside == 1)
        #expect(try parse(#"{"for_user_id":"1","favorite_events":[{},{}],"follow_events":[{}]}"#).leftAside == 3)
        #expect(try parse(#"{"data":{"event_uuid":"-1","filter":{"user_id":"1"},"event_type":"like.create","payload":{}}}"#).leftAside == 1)
        let unknown = try parse(#"{"for_user_id":"1","moon_events":[],"<b>":1}"#)
        #expect(unknown.events.isEmpty && unknown.unknownKinds == ["moon_events", "?"])
        #expect(try parse(#"{"data":{"filter":{},"event_type":"moon.rise","payload":{}}}"#).unknownKinds == ["moon.rise"])
        #expect(try parse(#"{"replay_job_status":{"webhook_id":"1","job_state":"Complete"}}"#).leftAside == 1)
    }

    @Test func ourOwnPostsAndMessagesAreEchoes() throws {
        #expect(
            try post(WebhookBodies.mention.replacing(#""for_user_id":"2975699229""#, with: #""for_user_id":"1205290247124217856""#)).isOwn)
        let sent = WebhookBodies.message.replacing(#""for_user_id":"2975699229""#, with: #""for_user_id":"1205290247124217856""#)
        guard case .messaged(let message)? = try parse(sent).events.first else { return #expect(Bool(false), "no message") }
        #expect(message.isOwn)
    }

    @Test func editsNameTheirFirstVersion() throws {
        let newer = WebhookBodies.mentionActivity.replacing(
            #"_ids":["2080765813578191303"]"#, with: #"_ids":["2080765813578191000","2080765813578191303"]"#)
        #expect(try post(newer).firstVersion == XPostID(2_080_765_813_578_191_000))
        let older = WebhookBodies.mention.replacing(
            #""favorited":false"#, with: #""edit_history":{"initial_tweet_id":"1205348660982083000"},"favorited":false"#)
        #expect(try post(older).firstVersion == XPostID(1_205_348_660_982_083_000))
    }

    @Test func longPostsAreReadWhole() throws {
        let older = WebhookBodies.mention.replacing(
            #""truncated":false"#, with: #""truncated":true,"extended_tweet":{"full_text":"the whole &lt;text&gt;"}"#)
        #expect(try post(older).text == "the whole <text>")
        let newer = WebhookBodies.mentionActivity.replacing(#""lang":"und""#, with: #""note_tweet":{"text":"all of it"},"lang":"und""#)
        #expect(try post(newer).text == "all of it")
    }

    @Test func halfSurrogatesAndNULAreFlagged() throws {
        let post = try post(WebhookBodies.mentionActivity.replacing("hey @", with: #"hey \ud83d\u0000 @"#))
        #expect(post.textWasAltered && post.text == "hey \u{FFFD}\u{FFFD} @ExampleUser")
    }

    @Test func entitiesAreUndoneOnce() throws {
        #expect(
            try post(WebhookBodies.mentionActivity.replacing("hey @", with: "&amp;lt; &lt;&gt;&amp; &quot; & @")).text
                == "&lt; <>& &quot; & @ExampleUser")
    }

    @Test(arguments: [
        ("null", "body"), ("[]", "body"), ("1", "body"),
        (#"{"data":{}}"#, "event_type"), (#"{"data":{"event_type":"post.create"}}"#, "payload"),
        (#"{"data":{"event_type":"post.create","payload":{"id":"1"}}}"#, "filter.user_id"),
        (#"{"data":{"event_type":"post.create","filter":{"user_id":1},"payload":{}}}"#, "user_id"),
        (#"{"data":{"event_type":"post.create","filter":{"user_id":"1"},"payload":{"id":"-5"}}}"#, "id"),
        (#"{"for_user_id":"x"}"#, "for_user_id"), (#"{"for_user_id":"007"}"#, "for_user_id"),
        (#"{"for_user_id":"99999999999999999999"}"#, "for_user_id"),
        (#"{"for_user_id":"1","tweet_create_events":{}}"#, "tweet_create_events"),
        (#"{"for_user_id":"1","tweet_create_events":[1]}"#, "user"),
        (#"{"tweet_create_events":[{}]}"#, "for_user_id"),
        (#"{"for_user_id":"1","direct_message_events":[{"type":"message_create"}]}"#, "message_create"),
        (#"{"for_user_id":"1","tweet_delete_events":[{}]}"#, "status"),
    ])
    func contradictionsAreRefusedByField(body: String, field: String) {
        #expect(throws: WebhookError.malformed(field: field)) { try parse(body) }
    }

    @Test func boundsHold() {
        let large = #"{"a":""# + String(repeating: "x", count: 1 << 20) + #""}"#
        #expect(throws: WebhookError.tooLarge(bytes: large.utf8.count, limit: 1 << 20)) { try parse(large) }
        let event = #"{"status":{"id":"1","user_id":"2"}}"#
        let many = #"{"for_user_id":"1","tweet_delete_events":["# + Array(repeating: event, count: 257).joined(separator: ",") + "]}"
        #expect(throws: WebhookError.tooManyEvents(limit: 256)) { try parse(many) }
    }

    @Test func errorsNeverQuoteTheBody() {
        let secret = "4000001234567899"
        for body in [
            #"{"for_user_id":"\#(secret)x"}"#, #"{"x":"\#(secret)"#,
            #"{"data":{"event_type":"post.create","filter":{"user_id":"\#(secret)!"}}}"#,
        ] {
            do {
                _ = try parse(body)
                #expect(Bool(false), "accepted")
            } catch {
                #expect(!"\(error) \(error.description)".contains(secret))
            }
        }
    }

    /// Anything may come; whatever comes, the answer is a delivery or an error.
    @Test func mutatedBodiesNeverCrash() {
        var random = Mutations(seed: 11)
        var accepted = 0
        for round in 0..<3_000 {
            let seed = Array(WebhookBodies.all[round % WebhookBodies.all.count].utf8)
            let bytes = random.mutated(seed, times: 1 + round % 4)
            if (try? XWebhook.parse(bytes)) != nil { accepted += 1 }
        }
        #expect(accepted > 100 && accepted < 3_000)
    }

    @Test func everyCutIsRefused() {
        let body = Array(WebhookBodies.mentionActivity.utf8)
        for end in body.indices { #expect(throws: WebhookError.self) { try XWebhook.parse(Array(body[..<end])) } }
    }
}
