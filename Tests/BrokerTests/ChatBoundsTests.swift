import Conversations
import Testing

@testable import Broker

/// Nobody gets more than their share, and no configuration says more than it should.
struct ChatBoundsTests {
    private func at(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }

    @Test func `a burst is allowed, then one more every interval`() {
        var table = RateTable(RateLimit(burst: 3, interval: 1_000))
        for _ in 0..<3 { #expect(table.take("a", at: at(0)) == nil) }
        #expect(table.take("a", at: at(0)) == 1)
        #expect(table.take("a", at: at(999)) == 1)
        #expect(table.take("b", at: at(999)) == nil, "another key has a burst of its own")
        #expect(table.take("a", at: at(1_000)) == nil)
        #expect(table.take("a", at: at(1_000)) == 1)
        for _ in 0..<3 { #expect(table.take("a", at: at(60_000)) == nil) }
        #expect(table.take("a", at: at(60_000)) != nil, "waiting long earns one burst, not two")
    }

    @Test func `however it is asked, no more than burst and one an interval are given`() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<50 {
            var table = RateTable(RateLimit(burst: 5, interval: 100))
            var now: Int64 = 0
            var given = 0
            for _ in 0..<500 {
                now += Int64.random(in: 0...40, using: &random)
                if table.take("a", at: at(now)) == nil { given += 1 }
            }
            #expect(given <= 5 + Int(now / 100))
        }
    }

    @Test func `a full table lets nobody new in, and keeps counting whom it knows`() {
        var table = RateTable(RateLimit(burst: 2, interval: 1_000), capacity: 2)
        #expect(table.take("a", at: at(0)) == nil)
        #expect(table.take("b", at: at(0)) == nil)
        #expect(table.take("c", at: at(0)) != nil)
        #expect(table.take("a", at: at(0)) == nil)
        #expect(table.take("a", at: at(0)) != nil)
        #expect(table.take("c", at: at(5_000)) == nil, "who has not asked for long makes room")
    }

    @Test func `a clock that goes back locks nobody out for longer than before`() {
        var table = RateTable(RateLimit(burst: 2, interval: 1_000))
        #expect(table.take("a", at: at(100_000)) == nil)
        #expect((table.take("a", at: at(0)) ?? 0) <= 101)
    }

    @Test(arguments: [
        "https://a.test; script-src *", "https://a.test/", "https://*.a.test", "*", "'self'", "https://", "https://A.test", "a.test",
        "https://a.test:99999", "https://a.test:8443:1", "https://a.test:+80", "https://a.test\n", "https://a.test https://b.test", "data:",
    ])
    func `an origin is scheme, host and port`(origin: String) {
        var chat = ServerConfiguration.ChatAccount(
            name: "northbridge", title: "Northbridge Bank", origins: ["https://a.test", "http://b.test:8080"])
        #expect(chat.problem == nil)
        chat.origins.append(origin)
        #expect(chat.problem != nil)
    }

    @Test(arguments: ["", "North", "a/b", "a b", "ä", String(repeating: "a", count: 41)])
    func `a chat's name is a word of an address`(name: String) {
        #expect(ServerConfiguration.ChatAccount(name: name, title: "Northbridge Bank").problem != nil)
    }
}
