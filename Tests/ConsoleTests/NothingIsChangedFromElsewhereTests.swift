import Testing

@testable import Broker

/// A page of another site, or one without the session's own token, changes nothing.
@Suite(.serialized) struct NothingIsChangedFromElsewhereTests {
    @Test func aFormWithoutItsTokenOrFromAnotherSiteIsRefused() async throws {
        try await OpenDesk.open { desk in
            let admin = try await desk.browser("adam", [.administrator])
            let other = try await desk.browser("olga", [.administrator])
            let csrf = try #require(try await admin.get("/people").csrf)
            let foreign = try #require(try await other.get("/people").csrf)
            let form = ["login": "mallory", "name": "Mallory", "administrator": "on"]
            func with(_ token: String) -> [String: String] { form.merging(["csrf": token]) { $1 } }
            var refused: [DeskBrowser.Answer] = []
            refused.append(try await admin.post("/people", form))
            refused.append(try await admin.post("/people", with("")))
            refused.append(try await admin.post("/people", with(foreign)))
            refused.append(try await admin.post("/people", with(csrf.uppercased())))
            for site in ["cross-site", "same-site"] {
                refused.append(try await admin.post("/people", with(csrf), [("sec-fetch-site", site)]))
            }
            for origin in [
                "https://elsewhere.test", "null", "http://desk.northbridge.test.elsewhere.test", "https://desk.northbridge.test:444",
            ] {
                refused.append(try await admin.post("/people", with(csrf), [("origin", origin)]))
            }
            // The token in the address is no token.
            refused.append(try await admin.post("/people?csrf=\(csrf)", form))
            #expect(refused.map(\.status) == [Int](repeating: 403, count: refused.count))
            #expect(try await desk.server.entrance.register.account("mallory") == nil)
            for headers in [[("sec-fetch-site", "same-origin")], [("origin", "http://desk.northbridge.test")], []] {
                let login = "friend\(headers.first?.1.count ?? 0)"
                let answer = try await admin.post("/people", with(csrf).merging(["login": login]) { $1 }, headers)
                #expect(answer.status == 200, "\(headers)")
            }
            // The API is no way round.
            #expect(try await admin.post("/api/policies/reload", [:]).status == 403)
        }
    }

    @Test func signingOutTakesTheTokenAsWell() async throws {
        try await OpenDesk.open { desk in
            let penny = try await desk.browser("penny", [.administrator])
            #expect(try await penny.post("/sign-out", [:]).status == 403)
            #expect(try await penny.get("/people").status == 200)
            let answer = try await penny.act("/sign-out", [:], on: "/people")
            #expect(answer.status == 303 && answer["set-cookie"]?.contains("Max-Age=0") == true)
            // The cookie that somebody kept opens nothing.
            #expect(try await penny.get("/people").status == 303)
        }
    }

    @Test func theCookieIsOutOfReach() async throws {
        #expect(SessionCookieText.of("http://desk.test") == "parley=x; Path=/; HttpOnly; SameSite=Strict")
        #expect(SessionCookieText.of("https://desk.test") == "__Host-parley=x; Path=/; HttpOnly; SameSite=Strict; Secure")
    }
}
