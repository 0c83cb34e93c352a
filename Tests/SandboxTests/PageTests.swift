import AsyncHTTPClient
import NIOCore
import Sandbox
import Synchronization
import Testing

/// The network's own page: it works by forms alone, shows hostile text as text, and lets no other site write.
@Suite struct PageTests {
    @Test func everythingWorksByFormsAlone() async throws {
        try await Stage.play(page: .plain) { stage in
            let visitor = PageVisitor(stage)
            #expect(try await visitor.get("/").status == 200)
            var answer = try await visitor.post("/people", ["name": "Rosa Field", "handle": "rosa_f"])
            #expect(answer.status == 303 && answer.location == "/as/rosa_f")
            let rosa = try #require(stage.network.user(handle: "rosa_f"))
            answer = try await visitor.post("/as/rosa_f/posts", ["text": "@ExampleBank where is my card? 100% & more+", "reply": ""])
            #expect(answer.status == 303)
            let post = try #require(stage.network.posts(by: rosa.id).first)
            #expect(post.text == "@ExampleBank where is my card? 100% & more+" && post.mentions == [stage.bank.id])
            _ = try await visitor.post("/as/omar_k/posts", ["text": "mine too", "reply": String(post.id)])
            #expect(stage.network.posts(by: stage.omar.id).first?.inReplyTo == post.id)
            _ = try await visitor.post("/as/rosa_f/messages", ["text": "line one\r\nline two"])
            #expect(stage.network.messages(between: rosa.id, and: stage.bank.id).map(\.text) == ["line one\nline two"])
            // Somebody else's post stays.
            #expect(try await visitor.post("/as/omar_k/posts/\(post.id)/delete", [:]).status == 400)
            #expect(stage.network.post(post.id) != nil)
            #expect(try await visitor.post("/as/rosa_f/posts/\(post.id)/delete", [:]).status == 303)
            #expect(stage.network.post(post.id) == nil)
        }
    }

    @Test func whatIsWrongIsSaidAndTheDraftStays() async throws {
        try await Stage.play(page: .plain) { stage in
            let visitor = PageVisitor(stage)
            var answer = try await visitor.post("/as/pennyb/posts", ["text": String(repeating: "x", count: 4_001)])
            #expect(
                answer.status == 400 && answer.text.contains("role=\"alert\">A text is neither") && answer.text.contains("xxxx</textarea>"))
            answer = try await visitor.post("/people", ["name": "Second Penny", "handle": "PENNYB"])
            #expect(answer.status == 400 && answer.text.contains("value=\"Second Penny\""))
            answer = try await visitor.post("/as/pennyb/posts", ["text": " "], accept: "text/plain")
            #expect(answer.status == 400 && answer.text == "A text is neither empty nor longer than allowed.")
            #expect(try await visitor.send("/as/pennyb/posts", "text=%4").status == 400)
            #expect(try await visitor.send("/as/pennyb/posts", "text=a&text=b").status == 400)
            #expect(try await visitor.send("/as/pennyb/posts", "text=" + String(repeating: "x", count: 70_000)).status == 413)
            #expect(try await visitor.get("/as/nobody").status == 404)
            // The firm's own account is nobody to be.
            #expect(try await visitor.get("/as/ExampleBank").status == 404)
            #expect(try await visitor.post("/as/ExampleBank/posts", ["text": "we give everybody a present"]).status == 404)
        }
    }

    @Test func hostileTextIsText() async throws {
        try await Stage.play(page: .plain) { stage in
            let attack = "<script>alert('x')</script><img src=x onerror=alert(1)> \"'><b> javascript:alert(1) https://e.test/\"onclick=\"x"
            let mallory = try stage.network.createUser(handle: "mallory", name: "<i>\"Mallory'")
            try stage.network.post(as: mallory.id, "@ExampleBank " + attack)
            try stage.network.message(as: mallory.id, to: stage.bank.id, attack)
            try stage.network.message(as: stage.bank.id, to: mallory.id, attack)
            let visitor = PageVisitor(stage)
            for path in ["/", "/as/mallory", "/as/mallory/messages", "/as/pennyb", "/as/pennyb?text=%3C%2Ftextarea%3E%3Cscript%3E"] {
                let text = try await visitor.get(path).text
                for forbidden in ["<script>alert", "<img", "<i>", "\"onclick", "</textarea><script", "href=\"javascript"] {
                    #expect(!text.contains(forbidden), "\(path) shows \(forbidden)")
                }
            }
            #expect(try await visitor.get("/as/pennyb").text.contains("&lt;script&gt;alert(&#39;x&#39;)"))
        }
    }

    /// Cross-site requests and names that were bent to this address.
    @Test func noOtherSiteWritesOrReads() async throws {
        try await Stage.play(page: .plain) { stage in
            let visitor = PageVisitor(stage)
            for origin in [nil, "null", "http://evil.test", "http://localhost:1", "https://\(stage.authority)"] {
                let answer = try await visitor.send("/as/pennyb/posts", "text=hello", origin: origin)
                #expect(answer.status == 403, "\(origin ?? "no Origin")")
            }
            #expect(try await visitor.send("/control/users", "{\"handle\":\"x\"}", origin: "http://evil.test").status == 403)
            #expect(try await visitor.send("/control/users", "{\"handle\":\"x\"}", origin: nil, type: "application/json").status == 201)
            #expect(try await visitor.get("/", host: "evil.test").status == 421)
            #expect(try await visitor.get("/", host: "localhost:80").status == 200)
            #expect(stage.network.posts(by: stage.penny.id).isEmpty)
        }
    }

    @Test func nothingComesFromElsewhere() async throws {
        try await Stage.play(page: .plain) { stage in
            let visitor = PageVisitor(stage)
            try stage.network.message(as: stage.bank.id, to: stage.penny.id, "go on here: https://bank.test/pick-up/abc.")
            let page = try await visitor.get("/as/pennyb/messages")
            let policy = try #require(page.policy)
            #expect(policy.hasPrefix("default-src 'none';") && !policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"))
            #expect(!page.text.contains(" style=") && !page.text.contains(" onclick"))
            let assets = page.text.split(separator: "\"").filter {
                $0.hasPrefix("/style") || $0.hasPrefix("/script") || $0.hasPrefix("/icon")
            }
            #expect(Set(assets).count == 3)
            for asset in assets { #expect(try await visitor.get(String(asset)).status == 200) }
            // In full, without telling where it was clicked, and without the sentence's dot.
            let link =
                "<a class=\"out\" href=\"https://bank.test/pick-up/abc\" rel=\"noreferrer noopener\" target=\"_blank\">https://bank.test/pick-up/abc"
            #expect(page.text.contains(link))
        }
    }

    @Test func suggestionsAndRepliesWorkBeforeScript() async throws {
        try await Stage.play(page: .plain) { stage in
            let post = try stage.network.post(as: stage.omar.id, "@ExampleBank hello")
            let text = try await PageVisitor(stage).get("/as/pennyb?reply=\(post.id)&text=thanks%21").text
            #expect(text.contains(">thanks!</textarea>") && text.contains("Replying to <b>@omar_k</b>"))
            #expect(text.contains("name=\"reply\" value=\"\(post.id)\""))
            #expect(text.contains("name=\"text\" value=\"@ExampleBank my card 4111 1111 1111 1111"))
        }
    }

    @Test func openPagesHearOfWhatHappens() async throws {
        try await Stage.play(page: .plain) { stage in
            let response = try await stage.client.execute(
                HTTPClientRequest(url: "http://\(stage.authority)/as/pennyb/live?view=posts"), timeout: .seconds(30))
            #expect(response.headers.first(name: "content-type") == "text/event-stream; charset=utf-8")
            var events = Events(response.body)
            #expect(try await events.next(containing: "Nobody has said anything yet"))
            try stage.network.post(as: stage.omar.id, "@ExampleBank is anybody there? <b>")
            #expect(try await events.next(containing: "is anybody there? &lt;b&gt;"))
            try stage.network.message(as: stage.bank.id, to: stage.penny.id, "psst")
            #expect(try await events.next(containing: "1<span class=\\\"sr\\\"> new"))
        }
    }
}

extension SandboxPage {
    static let plain = SandboxPage(firm: "ExampleBank")
}
