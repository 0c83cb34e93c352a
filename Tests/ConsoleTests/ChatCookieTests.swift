import Testing

@testable import Console

/// A visit's cookie goes where the chat is shown, and nowhere else.
struct ChatCookieTests {
    @Test func `over HTTPS it works in a frame on another site, in a jar of that site's own`() {
        let cookie = ChatCookie(chat: "northbridge", address: "https://desk.test").setting("t", lifetime: 60)
        #expect(cookie == "__Secure-chat=t; Path=/chat/northbridge; HttpOnly; Secure; SameSite=None; Partitioned; Max-Age=60")
    }

    @Test func `without HTTPS it stays on its own site`() {
        let cookie = ChatCookie(chat: "northbridge", address: "http://127.0.0.1:8080").setting("t", lifetime: 60)
        #expect(cookie == "chat=t; Path=/chat/northbridge; HttpOnly; SameSite=Lax; Max-Age=60")
    }

    @Test func `clearing names the same cookie, or browsers keep it`() {
        for address in ["https://desk.test", "http://127.0.0.1:8080"] {
            let cookie = ChatCookie(chat: "northbridge", address: address)
            let set = cookie.setting("", lifetime: 0)
            #expect(cookie.clearing == set)
        }
    }
}
