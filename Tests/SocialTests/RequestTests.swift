import AsyncHTTPClient
import Testing

@testable import Social

/// What goes out, byte by byte, and what answers mean, without a connection.
@Suite struct RequestTests {
    /// The shared client is never used here, so nothing has to be shut down.
    private let connector = XConnector(account: XAccount(id: XUserID(111), accessToken: "secret-token"), client: .shared, now: { 0 })

    @Test(arguments: [
        (XAct.post(text: "a \"b\" \\ \n\t\u{1F600} /"), "POST", "/2/tweets", #"{"text":"a \"b\" \\ \n\u0009😀 /"}"#),
        (
            .reply(to: XPostID(1_205_348_660_982_083_584), text: "hi"), "POST", "/2/tweets",
            #"{"text":"hi","reply":{"in_reply_to_tweet_id":"1205348660982083584"}}"#
        ),
        (.quote(XPostID(5), text: "hi"), "POST", "/2/tweets", #"{"text":"hi","quote_tweet_id":"5"}"#),
        (.message(to: XUserID(222), text: "hi"), "POST", "/2/dm_conversations/with/222/messages", #"{"text":"hi"}"#),
        (.hide(XPostID(5)), "PUT", "/2/tweets/5/hidden", #"{"hidden":true}"#),
        (.unhide(XPostID(5)), "PUT", "/2/tweets/5/hidden", #"{"hidden":false}"#),
        (.delete(XPostID(5)), "DELETE", "/2/tweets/5", ""),
    ])
    func actsBecomeRequests(act: XAct, method: String, path: String, body: String) {
        let request = connector.request(for: act)
        #expect(request.head.method.rawValue == method)
        #expect(request.head.path == path)
        #expect(request.head.scheme == "https" && request.head.authority == "api.x.com")
        #expect(request.head.headerFields[.authorization] == "Bearer secret-token")
        #expect(request.head.headerFields[.contentType] == (body.isEmpty ? nil : "application/json"))
        #expect(String(decoding: request.body, as: UTF8.self) == body)
    }

    @Test(arguments: [
        (XFeed.mentions, "/2/users/111/mentions?"), (.ownPosts, "/2/users/111/tweets?"),
        (.thread(XPostID(5)), "/2/tweets/search/recent?query=conversation_id:5&"),
        (.messages, "/2/dm_events?"), (.messagesWith(XUserID(222)), "/2/dm_conversations/with/222/dm_events?"),
    ])
    func feedsBecomeRequests(feed: XFeed, path: String) throws {
        let first = try #require(connector.request(for: feed, since: 1_784_928_203_000, page: nil).head.path)
        let second = try #require(connector.request(for: feed, since: 1_784_928_203_000, page: "abc").head.path)
        #expect(first.hasPrefix(path))
        #expect(second.hasPrefix(first) && second.hasSuffix("_token=abc"))
        #expect(first.contains("start_time=2026-07-24T21:23:23.000Z") == !path.contains("/dm_"))
        #expect(first.utf8.allSatisfy { (0x21...0x7E).contains($0) })
    }

    @Test func theTokenIsNotShown() {
        #expect(!"\(connector.account) \(String(reflecting: connector.account))".contains("secret"))
    }

    @Test(arguments: [
        (403, #"{"type":"https://api.x.com/2/problems/client-forbidden"}"#, "client-forbidden"),
        (403, #"{"type":"about:blank"}"#, "http-403"),
        (403, #"{"detail":"You are not allowed to create a Tweet with duplicate content."}"#, "duplicate-content"),
        (400, #"{"detail":"duplicate content"}"#, "http-400"), (404, "", "http-404"), (404, "<html>", "http-404"),
        (400, #"{"type":"https://api.x.com/2/problems/4000001234567899"}"#, "http-400"),
        (400, #"{"type":"https://api.x.com/"}"#, "http-400"),
        (400, #"{"type":5}"#, "http-400"),
    ])
    func refusalsAreAWord(status: Int, body: String, word: String) {
        #expect(XAnswer(status: status, retryAfter: 0, body: Array(body.utf8)).reason == word)
    }

    @Test(arguments: [
        #"{}"#, "", "[]", #"{"data":{}}"#, #"{"data":{"id":5}}"#, #"{"data":{"id":"x"}}"#, #"{"data":{"id":"5"},"data":{"id":"6"}}"#,
        #"{"data":{"deleted":false,"hidden":false,"dm_event_id":null}}"#,
    ])
    func successNeedsItsIdentifier(body: String) {
        let answer = XAnswer(status: 201, retryAfter: 0, body: Array(body.utf8))
        for act in [XAct.post(text: "a"), .message(to: XUserID(1), text: "a"), .hide(XPostID(1)), .delete(XPostID(1))] {
            #expect(answer.identifier(of: act) == nil)
        }
    }

    @Test func onlyAConnectionThatNeverStoodProvesThatNothingWasSent() {
        #expect(XConnector.outcome(of: HTTPClientError.connectTimeout) == .retryLater(seconds: 5))
        #expect(XConnector.outcome(of: HTTPClientError.deadlineExceeded) == .unknown(.timeout))
        #expect(XConnector.outcome(of: HTTPClientError.readTimeout) == .unknown(.timeout))
        #expect(XConnector.outcome(of: HTTPClientError.remoteConnectionClosed) == .unknown(.connectionLost))
        #expect(XConnector.outcome(of: HTTPClientError.cancelled) == .unknown(.connectionLost))
    }

    @Test func pageTokensThatWouldChangeTheQueryAreRefused() throws {
        for token in ["a&b=c", "a b", "", "a#", "é", "%41"] {
            let root = try JSONDocument(Array(#"{"meta":{"next_token":"\#(token)"}}"#.utf8)).root
            #expect(throws: WebhookError.malformed(field: "next_token")) { try XFeedPage(root, account: XUserID(1)) }
        }
    }
}
