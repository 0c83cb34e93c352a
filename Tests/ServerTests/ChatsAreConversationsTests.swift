import AsyncHTTPClient
import Broker
import Foundation
import Glibc
import Testing

extension ServerTests {
    @Suite(.serialized) struct ChatsAreConversationsTests {
        private static let card = "4929 3813 3266 4295"
        private static let halves = ["4929 3813", "3266 4295"]
        private static let wishes = Stage.Wishes(chats: [
            ServerConfiguration.ChatAccount(
                name: "northbridge", title: "Northbridge Bank", line: "Every day from 8 to 20", origins: ["https://www.northbridge.test"]),
            ServerConfiguration.ChatAccount(name: "saver", title: "Northbridge Saver"),
        ])

        private func row(_ stage: Stage, _ index: Int = 0) async throws -> Person.Row {
            let rows = try await stage.ada.inbox()
            return try #require(rows.dropFirst(index).first)
        }

        private func reply(_ text: String, _ stage: Stage, in id: String) async throws {
            let view = try await stage.ada.read(id)
            let answer = try await stage.ada.reply(text, on: "web_chat_anon", in: view)
            #expect(answer.status == 200 && answer["decision"] as? String == "SEND", "\(answer.text)")
        }

        @Test func `a card number is in no file, its author is told at once, and the answer comes by the stream`() async throws {
            try await Stage.play(Self.wishes) { stage in
                let server = try await stage.start()
                defer { server.stop() }
                var penny = ChatGuest(stage)
                try await penny.begin()
                let answer = try await penny.send("My card \(Self.card) was declined, CVV 417. Why?")
                #expect(answer.status == 200)
                let line = try #require(try answer.decoded(ChatGuest.Kept.self).line)
                #expect(line.notice?.contains("card number") == true && line.notice?.contains("security code") == true)
                #expect(line.parts.contains { $0.removed && $0.text == "card number removed" })
                #expect(!line.words.contains("4929") && line.words.hasSuffix("Why?"))

                let row = try await row(stage)
                #expect(row.began == "web_chat_anon" && row.inbound == 1)
                var view = try await stage.ada.read(row.id)
                #expect(view.due != nil && view.lines.contains { $0.kind == "in" && $0.redactions.contains { $0.hasPrefix("card.pan") } })
                let listener = penny
                async let heard = listener.hear(2)
                try await reply("Your card is blocked. See https://northbridge.test/cards.", stage, in: row.id)
                let events = try await heard
                #expect(events[0].line == line && events[1].line.author == .firm)
                #expect(events[1].text == "Your card is blocked. See https://northbridge.test/cards.")
                #expect(events[1].line.parts.contains { $0.link == "https://northbridge.test/cards" })
                view = try await stage.ada.read(row.id)
                #expect(view.due == nil, "the answer ends the turn")
                #expect(view.lines.contains { $0.kind == "out" && $0.phase == "accepted" })
                #expect(try Disk(folder: stage.folder).files(with: Self.card).isEmpty)
                try verifyCheckpoints(of: stage)
            }
        }

        @Test func `nothing is lost or doubled by a dropped stream, a killed server or a message sent again`() async throws {
            try await Stage.play(Self.wishes) { stage in
                var server = try await stage.start()
                defer { server.stop() }
                var penny = ChatGuest(stage)
                try await penny.begin()
                let id = RandomIDs.event().description
                let first = try await penny.send("Where is my new card?", id: id)
                let seen = try await penny.hear(1)
                let row = try await row(stage)
                try await reply("On its way since Monday.", stage, in: row.id)
                _ = try await stage.wait("the receipt") { try await stage.ada.read(row.id).lines.first { $0.phase == "accepted" } }
                server.stop(SIGKILL)
                server = try await stage.start()
                // Its answer was lost, for all the page knows.
                let again = try await penny.send("Where is my new card?", id: id)
                #expect(again.status == 200 && again.text == first.text)
                let missed = try await penny.hear(1, after: seen[0].mark)
                #expect(missed.map(\.text) == ["On its way since Monday."])
                _ = try await penny.send("Thank you!")
                let rest = try await penny.hear(1, after: missed[0].mark)
                #expect(rest.map(\.text) == ["Thank you!"])
                let all = try await penny.hear(3)
                #expect(all.map(\.text) == ["Where is my new card?", "On its way since Monday.", "Thank you!"])
                #expect(Set(all.map(\.line.key)).count == 3)
                #expect(try await penny.hear(3, after: "a mark that is none") == all, "an unknown mark repeats, and loses nothing")
                let rows = try await stage.ada.inbox()
                #expect(rows.count == 1 && rows[0].inbound == 2)
                let page = try await penny.page()
                #expect(page.text.components(separatedBy: "<li class=\"line").count == 4)
                try verifyCheckpoints(of: stage)
            }
        }

        @Test func `two visitors never see each other`() async throws {
            try await Stage.play(Self.wishes) { stage in
                let server = try await stage.start()
                defer { server.stop() }
                var guests = [ChatGuest(stage), ChatGuest(stage)]
                for place in guests.indices {
                    try await guests[place].begin()
                    #expect(try await guests[place].send("I am guest \(place)").status == 200)
                }
                for row in try await stage.ada.inbox() {
                    let view = try await stage.ada.read(row.id)
                    let text = try #require(view.lines.compactMap(\.text).first)
                    try await reply("Hello, \(text.dropFirst(5))", stage, in: row.id)
                }
                var marks: [String] = []
                for place in guests.indices {
                    let heard = try await guests[place].hear(2)
                    #expect(heard.map(\.text) == ["I am guest \(place)", "Hello, guest \(place)"])
                    marks.append(heard[1].mark)
                    let page = try await guests[place].page().text
                    #expect(page.contains("I am guest \(place)") && !page.contains("guest \(1 - place)"))
                }
                // Another's mark tells nothing, and another chat knows the visit as little as no chat.
                #expect(try await guests[0].hear(2, after: marks[1]).map(\.text) == ["I am guest 0", "Hello, guest 0"])
                var stray = ChatGuest(stage, chat: "saver")
                stray.cookie = guests[0].cookie
                #expect(try await stray.page("/stream").status == 401)
                var forged = guests[0]
                forged.cookie = String((try #require(guests[0].cookie)).dropLast()) + "x"
                #expect(try await forged.page("/stream").status == 401)
                #expect(try await stage.ada.inbox().count == 2)
            }
        }

        @Test func `a number in two messages is taken out of both, and the page that shows the first is told`() async throws {
            try await Stage.play(Self.wishes) { stage in
                let server = try await stage.start()
                defer { server.stop() }
                var penny = ChatGuest(stage)
                try await penny.begin()
                let first = try #require(
                    try await penny.send("my card is \(Self.halves[0])").decoded(ChatGuest.Kept.self).line)
                #expect(first.notice == nil, "half a number is no finding yet")
                let listener = penny
                // Whoever comes late hears the first one without its half at once.
                async let heard = listener.hear { heard in
                    heard.contains { $0.line.key == first.key && $0.line.notice != nil } && Set(heard.map(\.line.key)).count == 2
                }
                let second = try #require(try await penny.send("and then \(Self.halves[1])").decoded(ChatGuest.Kept.self).line)
                #expect(second.notice?.contains("card number") == true)
                let events = try await heard
                let newest = Dictionary(events.map { ($0.line.key, $0.line) }, uniquingKeysWith: { _, new in new })
                #expect(newest.count == 2 && newest[first.key]?.notice?.contains("card number") == true)
                for half in Self.halves { #expect(!newest.values.contains { $0.words.contains(half) }) }
                #expect(try stage.contentThatOpens().allSatisfy { text in !Self.halves.contains { text.contains($0) } })
            }
        }

        @Test func `a chat moves to secure mail by link and number, and the visitor alone reads them`() async throws {
            try await Stage.play(Self.wishes) { stage in
                let server = try await stage.start()
                defer { server.stop() }
                var penny = ChatGuest(stage)
                try await penny.begin()
                _ = try await penny.send("Can we go on by e-mail?")
                let row = try await row(stage)
                let view = try await stage.ada.read(row.id)
                let offered = try await stage.ada.post(
                    "/api/conversations/\(row.id)/handoffs",
                    [
                        "destination": "secure_email", "channel": "web_chat_anon", "seen": view.sequence,
                        "id": RandomIDs.event().description,
                    ])
                #expect(offered.status == 200, "\(offered.text)")
                let heard = try await penny.hear(3)
                let link = try #require(heard[1].line.parts.compactMap(\.link).first)
                let code = try #require(heard[2].text.split { !$0.isNumber }.first { $0.count == 6 })
                #expect(link.hasPrefix(stage.base + "/pick-up/"))
                var browser = Browser()
                #expect(try await browser.post(link, "code", String(code)).status == 200)
                #expect(try await stage.ada.read(row.id).due != nil, "an invitation answers nothing")
                #expect(!(try await stage.ada.read(row.id).lines.contains { $0.text?.contains(code) == true }))
            }
        }

        @Test func `another site posts nothing, and frames nothing that the firm has not named`() async throws {
            try await Stage.play(Self.wishes) { stage in
                let server = try await stage.start()
                defer { server.stop() }
                var penny = ChatGuest(stage)
                try await penny.begin()
                let before = try stage.number("SELECT count(*) FROM conversation")
                for origin in ["https://evil.test", "https://www.northbridge.test", "null"] {
                    penny.origin = origin
                    #expect(try await penny.send("Hello").status == 403)
                    #expect(try await penny.request("", "{}").status == .forbidden)
                    #expect(try await penny.request("/end", "", type: "application/x-www-form-urlencoded").status == .forbidden)
                }
                penny.origin = stage.base
                let crossed = try await penny.request(
                    "/messages", "{\"id\":\"\(RandomIDs.event())\",\"text\":\"Hello\"}", headers: ["sec-fetch-site": "cross-site"])
                #expect(crossed.status == .forbidden)
                #expect(try stage.number("SELECT count(*) FROM conversation") == before)

                let frame = try await penny.request("/frame")
                let policy = try #require(frame.headers.first(name: "content-security-policy"))
                #expect(policy.contains("frame-ancestors 'self' https://www.northbridge.test"))
                #expect(policy.hasPrefix("default-src 'none'") && !policy.contains("unsafe"))
                #expect(frame.headers.first(name: "set-cookie") == nil, "whoever only passes by gets no cookie")
                let page = try await penny.page()
                #expect(page.headers["content-security-policy"]?.contains("frame-ancestors 'none'") == true)
                let loader = try await Person.Answer(ChatGuest(stage).loader())
                #expect(loader.status == 200 && loader.headers["content-type"]?.hasPrefix("text/javascript") == true)
                #expect(try await ChatGuest(stage, chat: "nobody").page().status == 404)
            }
        }

        @Test func `whoever writes too much, too long or nothing is told so, and one visit holds few streams`() async throws {
            try await Stage.play(Self.wishes) { stage in
                let server = try await stage.start()
                defer { server.stop() }
                var penny = ChatGuest(stage)
                #expect(try await penny.send("Hello").status == 401)
                try await penny.begin()
                #expect(try await penny.send(" \n ").status == 400)
                #expect(try await penny.send("Hello", id: "1").status == 400)
                #expect(try await penny.send(String(repeating: "é", count: 2_049)).status == 413)
                #expect(try await penny.request("/messages", "Hello", type: "text/plain").status == .unsupportedMediaType)
                var statuses: [Int] = []
                for number in 0..<20 {
                    let answer = try await penny.send("Message \(number)")
                    statuses.append(answer.status)
                    if answer.status == 429 { #expect(answer.headers["retry-after"].flatMap { Int($0) } ?? 0 > 0) }
                }
                #expect(statuses.prefix(12).allSatisfy { $0 == 200 } && statuses.suffix(3) == [429, 429, 429])
                var held: [Any] = []
                for _ in 0..<4 {
                    let response = try await penny.request("/stream")
                    #expect(response.status == .ok)
                    held.append(response)
                }
                #expect(try await penny.request("/stream").status == .tooManyRequests)
                withExtendedLifetime(held) {}
            }
        }

        @Test func `the page works without a script, and shows markup as text`() async throws {
            try await Stage.play(Self.wishes) { stage in
                let server = try await stage.start()
                defer { server.stop() }
                var penny = ChatGuest(stage)
                let page = try await penny.page()
                let set = try #require(page.headers["set-cookie"])
                #expect(set.contains("; HttpOnly; SameSite=Lax") && set.contains("Path=/chat/northbridge"))
                penny.cookie = String(set.prefix(while: { $0 != ";" }))
                let id = try #require(page.text.firstMatch(of: /name="id" value="([0-9a-f]{32})"/)).1
                let form = "id=\(id)&text=%3Cscript%3Ealert(1)%3C%2Fscript%3E%0D%0A\(Self.card.replacing(" ", with: "+"))"
                for _ in 0..<2 {
                    let answer = try await penny.request("/messages", form, type: "application/x-www-form-urlencoded")
                    // The client follows the redirection by GET.
                    let shown = try await Person.Answer(answer)
                    #expect(shown.status == 200)
                    #expect(
                        shown.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;\n<span class=\"removed\">card number removed</span>"))
                    #expect(shown.text.contains("We removed a card number from this message. Nobody has stored it."))
                }
                #expect(try await row(stage).inbound == 1)
                let ended = try await penny.request("/end", "", type: "application/x-www-form-urlencoded")
                #expect(try await Person.Answer(ended).text.contains("This chat is over"))
                // The cookie that a stranger may have copied opens nothing any more.
                #expect(try await penny.page("/stream").status == 401)
                let shown = try await penny.page()
                #expect(shown.status == 200 && !shown.text.contains("card number removed") && shown.headers["set-cookie"] != nil)
            }
        }
    }
}

extension ChatGuest {
    func loader() async throws -> HTTPClientResponse {
        try await HTTPClient.shared.execute(HTTPClientRequest(url: "\(base)/chat.js"), timeout: .seconds(20))
    }
}
