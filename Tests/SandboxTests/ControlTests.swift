import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import Sandbox
import Social
import Testing

/// Whoever demonstrates the product has HTTP and nothing else.
@Suite struct ControlTests {
    private func call(_ stage: Stage, _ method: String, _ path: String, _ body: String = "") async throws -> (
        status: Int, body: [String: String], text: String
    ) {
        var request = HTTPClientRequest(url: "http://\(stage.authority)/control/\(path)")
        request.method = .init(rawValue: method)
        if !body.isEmpty {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: body))
        }
        let response = try await stage.client.execute(request, timeout: .seconds(10))
        let text = String(buffer: try await response.body.collect(upTo: 1 << 20))
        let fields = try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))
        return (Int(response.status.code), fields ?? [:], text)
    }

    @Test func aWholeStoryIsToldOverHTTP() async throws {
        try await Stage.play(shape: .activity) { stage in
            #expect(try await call(stage, "POST", "users", #"{"handle":"zoe","name":"Zoe"}"#).status == 201)
            let url = try #require(stage.network.subscription(of: stage.bank.id)?.url)
            let subscribed = try await call(
                stage, "POST", "subscriptions",
                #"{"account":"@ExampleBank","url":"\#(url)","consumer_secret":"\#(Stage.secret)","access_token":"\#(Stage.token)","shape":"activity"}"#
            )
            #expect(subscribed.status == 201 && subscribed.text.contains(#""valid":true"#))
            let post = try await call(stage, "POST", "posts", ##"{"as":"zoe","text":"@ExampleBank hello"}"##)
            let postID = try #require(post.body["id"])
            #expect(try await call(stage, "POST", "posts", #"{"as":"@zoe","text":"again","in_reply_to":"\#(postID)"}"#).status == 201)
            #expect(
                try await call(stage, "POST", "posts", #"{"as":"zoe","text":"@ExampleBank hello!","edit_of":"\#(postID)"}"#).status == 201)
            #expect(try await call(stage, "POST", "messages", #"{"as":"zoe","to":"ExampleBank","text":"psst"}"#).status == 201)
            #expect(try await call(stage, "POST", "encrypted-messages", #"{"as":"zoe","to":"ExampleBank"}"#).status == 201)
            let gone = try await call(stage, "POST", "posts", #"{"as":"pennyb","text":"@ExampleBank oops"}"#)
            #expect(try await call(stage, "DELETE", "posts/\(try #require(gone.body["id"]))").status == 200)
            let drained = try await call(stage, "POST", "drain")
            #expect(drained.text.contains(#""waiting":0"#) && drained.text.contains(#""delivered":6"#))
            let kinds = stage.receiver.events.map { event in
                switch event {
                case .posted: "posted"
                case .postDeleted: "deleted"
                case .messaged: "messaged"
                case .unreadable: "unreadable"
                case .accountRevoked: "revoked"
                }
            }
            #expect(kinds == ["posted", "posted", "messaged", "unreadable", "posted", "deleted"])
            #expect(try await call(stage, "PUT", "faults", #"{"answers":["lose_answer"]}"#).status == 200)
            #expect(await stage.connector().send(.post(text: "a")) == .unknown(.connectionLost))
            #expect(try await call(stage, "DELETE", "subscriptions/ExampleBank").status == 200)
            #expect(try await call(stage, "GET", "state").text.contains(#""username":"zoe""#))
        }
    }

    @Test(arguments: [
        ("POST", "users", #"{"handle":"pennyb"}"#, 400), ("POST", "users", #"{"handle":"no spaces"}"#, 400), ("POST", "users", "{", 400),
        ("POST", "posts", #"{"as":"nobody","text":"a"}"#, 400), ("POST", "posts", #"{"as":"pennyb"}"#, 400),
        ("POST", "posts", #"{"as":"pennyb","text":"a","in_reply_to":"5"}"#, 400), ("DELETE", "posts/5", "", 400),
        ("POST", "messages", #"{"as":"pennyb","to":"pennyb","text":"a"}"#, 400), ("PUT", "faults", #"{"answers":["fire"]}"#, 400),
        ("DELETE", "subscriptions/pennyb", "", 400), ("GET", "nothing", "", 404),
    ])
    func whatCannotBeDoneIsSaid(method: String, path: String, body: String, status: Int) async throws {
        try await Stage.play { stage in
            let answer = try await call(stage, method, path, body)
            #expect(answer.status == status)
        }
    }
}
