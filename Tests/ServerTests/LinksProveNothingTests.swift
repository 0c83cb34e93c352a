import Broker
import Foundation
import Testing

extension ServerTests {
    @Suite(.serialized, .needsMailServers) struct LinksProveNothingTests {
        private enum Visitor: CaseIterable { case robot, scanner, stranger, customer }

        /// All orders of the four.
        private static func orders(_ rest: [Visitor] = Visitor.allCases) -> [[Visitor]] {
            rest.isEmpty ? [[]] : rest.flatMap { first in orders(rest.filter { $0 != first }).map { [first] + $0 } }
        }

        @Test func `in all 24 orders of robot, scanner, stranger and customer, only the customer gets in`() async throws {
            let lab = try MailLab.shared.get()
            try await Stage.play(Stage.Wishes(mail: lab)) { stage in
                let server = try await stage.start()
                defer { server.stop() }
                for (number, order) in Self.orders().enumerated() {
                    let offer = try await stage.offer("customer\(number)")
                    let first = try await Self.look(offer.link)
                    for visitor in order {
                        switch visitor {
                        case .robot, .scanner:
                            // A scanner follows every address that it sees, again and again, and changes nothing.
                            let entries = try stage.entries
                            for _ in 0..<(visitor == .scanner ? 5 : 1) { #expect(try await Self.look(offer.link) == first) }
                            for path in ["/mailbox", "/proof"] {
                                var browser = Browser()
                                #expect(try await browser.get(offer.link + path).status == 404 || visitor == .robot)
                            }
                            #expect(try stage.entries == entries)
                        case .stranger:
                            // With a mailbox of his own, and every address but not the code.
                            var browser = Browser()
                            let wrong = offer.code == "000000" ? "000001" : "000000"
                            #expect(try await browser.post(offer.link, "code", wrong).status == 403)
                            #expect(try await browser.post(offer.link + "/mailbox", "address", "other@cust.test").status == 403)
                            #expect(try await browser.post(offer.link + "/proof", "code", wrong).status == 403)
                        case .customer:
                            var browser = Browser()
                            #expect(try await browser.post(offer.link, "code", offer.code).status == 200)
                            #expect(try await browser.post(offer.link + "/mailbox", "address", "customer@cust.test").status == 200)
                            // What the customer caused is over before anybody else comes.
                            _ = try await stage.wait("the mail") {
                                try await stage.ada.read(offer.conversation).lines.contains { $0.phase == "queued" } ? nil : true
                            }
                        }
                    }
                    let view = try await stage.ada.read(offer.conversation)
                    #expect(view.lines.filter { $0.act == "verify" }.count == 1, "one mailbox was written to, in order \(order)")
                    #expect(!view.lines.contains { $0.text?.contains(offer.code) == true }, "nobody of the firm sees the number")
                }
            }
        }

        @Test func `five wrong numbers close a link, and no page tells which links there are`() async throws {
            let lab = try MailLab.shared.get()
            try await Stage.play(Stage.Wishes(mail: lab)) { stage in
                let server = try await stage.start()
                defer { server.stop() }
                let offer = try await stage.offer("sam_w")
                let unknown = stage.base + "/pick-up/" + RandomIDs.token()
                var browser = Browser()
                var page = try await browser.get(offer.link)
                #expect(try await browser.get(unknown).text == page.text)
                let policy = try #require(page.headers["content-security-policy"])
                #expect(
                    policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'")
                        && policy.contains("form-action 'self'"))
                #expect(page.headers["cache-control"] == "no-store" && page.headers["referrer-policy"] == "same-origin")
                #expect(page.headers["x-content-type-options"] == "nosniff" && page.headers["set-cookie"] == nil)

                let wrong = offer.code == "000000" ? "000001" : "000000"
                let stranger = try await browser.post(unknown, "code", wrong)
                for _ in 0..<5 {
                    page = try await browser.post(offer.link, "code", wrong)
                    #expect(page.status == 403 && page.text == stranger.text && page.headers["set-cookie"] == nil)
                }
                page = try await browser.post(offer.link, "code", offer.code)
                #expect(page.status == 403 && page.text == stranger.text, "the right number comes too late")
                for attempt in ["<script>", "1' OR '1'='1", "%00", "", String(repeating: "1", count: 4_000)] {
                    #expect(try await browser.post(offer.link, "code", attempt).status == 403)
                }

                // In a link that is good: the session is a cookie for this path alone, and mail goes to three addresses at most.
                let good = try await stage.offer("kim_x")
                var kim = Browser()
                let opened = try await kim.post(good.link, "code", good.code)
                let cookie = try #require(opened.headers["set-cookie"])
                for part in ["HttpOnly", "SameSite=Strict", "Path=/pick-up/", "Max-Age="] { #expect(cookie.contains(part)) }
                var thief = Browser()
                #expect(try await thief.post(good.link, "code", good.code).status == 403, "a number opens one session")
                #expect(try await thief.post(good.link + "/mailbox", "address", "other@cust.test").status == 403)
                for address in ["nobody", "a@b.test, c@d.test", "a@b.test\r\nBcc: c@d.test", "<a@b.test>"] {
                    #expect(try await kim.post(good.link + "/mailbox", "address", address).status == 403)
                }
                for number in 1...4 {
                    let status = try await kim.post(good.link + "/mailbox", "address", "other@cust.test").status
                    #expect(status == (number <= 3 ? 200 : 403))
                }
            }
        }

        private static func look(_ link: String) async throws -> String {
            var browser = Browser()
            let page = try await browser.get(link)
            #expect(page.status == 200 && page.headers["set-cookie"] == nil)
            return page.text
        }
    }
}
