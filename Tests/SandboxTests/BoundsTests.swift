import Sandbox
import Testing

@Suite struct BoundsTests {
    @Test func memoryIsBounded() throws {
        var limits = SandboxLimits()
        limits.users = 3
        limits.posts = 100
        limits.messages = 100
        limits.deliveries = 250
        let network = SandboxNetwork(seed: 1, limits: limits, now: { 1_784_928_203_000 })
        let one = try network.createUser(handle: "one", name: "One")
        let two = try network.createUser(handle: "two", name: "Two")
        try network.createUser(handle: "three", name: "Three")
        #expect(throws: SandboxError.full) { try network.createUser(handle: "four", name: "Four") }
        for number in 0..<1_000 {
            try network.post(as: one.id, "post \(number)")
            try network.message(as: one.id, to: two.id, "message \(number)")
        }
        #expect(network.posts(by: one.id).count <= 100 && network.posts(by: one.id).last?.text == "post 999")
        #expect(network.messages(between: one.id, and: two.id).count <= 100)
        try network.subscribe(SandboxSubscription(account: two.id, url: "http://127.0.0.1:1/", consumerSecret: "s", accessToken: "t"))
        #expect(throws: SandboxError.full) { for _ in 0..<1_000 { try network.post(as: one.id, "@two hello") } }
        #expect(network.counts.enqueued == 250)
    }

    /// The calls need no connection to be answered.
    @Test func callsAnswerWithoutAServer() throws {
        let network = SandboxNetwork(seed: 1, now: { 1_784_928_203_000 })
        let bank = try network.createUser(handle: "bank", name: "Bank")
        try network.subscribe(SandboxSubscription(account: bank.id, url: "http://127.0.0.1:1/", consumerSecret: "s", accessToken: "t"))
        let found = network.answer(to: SandboxCall(method: "GET", path: ["2", "users", "by", "username", "BANK"], token: "t"))
        guard case .reply(let reply) = found else {
            Issue.record("no reply")
            return
        }
        #expect(reply.status == 200)
        #expect(String(decoding: reply.body, as: UTF8.self).hasPrefix(#"{"data":{"id":"\#(bank.id)","username":"bank""#))
        #expect(reply.headers == ["x-rate-limit-limit": "900", "x-rate-limit-remaining": "899", "x-rate-limit-reset": "1784929103"])
        guard
            case .reply(let refusal) = network.answer(
                to: SandboxCall(method: "GET", path: ["2", "users", "by", "username", "x"], token: nil))
        else {
            Issue.record("no reply")
            return
        }
        #expect(
            String(decoding: refusal.body, as: UTF8.self)
                == #"{"title":"Unauthorized","detail":"Unauthorized","type":"about:blank","status":401}"#)
    }
}
