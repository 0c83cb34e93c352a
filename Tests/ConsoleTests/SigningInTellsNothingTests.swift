import Broker
import Testing

/// Whoever guesses learns nothing from an answer, from the work that it took, or by asking often.
@Suite(.serialized) struct SigningInTellsNothingTests {
    @Test func anUnknownLoginAndAWrongPasswordAreTheSameAnswerAfterTheSameWork() async throws {
        try await OpenDesk.open { desk in
            try await desk.add("penny", [.agent])
            try await desk.add("gonen", [.agent])
            try await desk.server.entrance.register.change("gonen", isDisabled: true, by: nil)
            let browser = DeskBrowser(base: desk.base)
            var answers: [DeskBrowser.Answer] = []
            for login in ["penny", "nobod", "gonen"] {
                let before = desk.server.entrance.hashesMade
                let answer = try await browser.post("/sign-in", ["login": login, "password": "not the password at all"])
                #expect(desk.server.entrance.hashesMade == before + 1)
                #expect(answer.status == 401 && answer["set-cookie"] == nil)
                answers.append(answer)
            }
            let bodies = zip(answers, ["penny", "nobod", "gonen"]).map { $0.text.replacing($1, with: "login") }
            #expect(Set(bodies).count == 1)
            #expect(Set(answers.map { $0.headers.map(\.name).joined() }).count == 1)
        }
    }

    @Test func nobodyGuessesFasterThanTenTimesAQuarterOfAnHour() async throws {
        try await OpenDesk.open { desk in
            try await desk.add("penny", [.agent])
            let browser = DeskBrowser(base: desk.base)
            var codes: [Int] = []
            for _ in 0..<10 { codes.append(try await browser.post("/sign-in", ["login": "penny", "password": "a wrong password"]).status) }
            #expect(codes == [Int](repeating: 401, count: 10))
            let before = desk.server.entrance.hashesMade
            // Even the right one waits now, and costs no work.
            let answer = try await browser.post("/sign-in", ["login": "penny", "password": OpenDesk.password])
            #expect(answer.status == 429 && desk.server.entrance.hashesMade == before)
            // An unknown login slows down alike.
            for _ in 0..<10 { _ = try await browser.post("/sign-in", ["login": "nobody", "password": "a wrong password"]) }
            #expect(try await browser.post("/sign-in", ["login": "nobody", "password": "a wrong password"]).status == 429)
        }
    }

    @Test func whereASignInLeadsIsAlwaysHere() async throws {
        try await OpenDesk.open { desk in
            try await desk.add("penny", [.agent])
            for (to, path) in [
                ("/wallboard", "/wallboard"), ("//elsewhere.test/", "/"), ("https://elsewhere.test/", "/"), ("/\\elsewhere.test", "/"),
                ("/\t/elsewhere.test", "/"), ("/sign-out", "/"), ("", "/"),
            ] {
                let answer = try await DeskBrowser(base: desk.base).post(
                    "/sign-in", ["login": "penny", "password": OpenDesk.password, "to": to])
                #expect(answer["location"] == path, "\(to)")
            }
        }
    }

    @Test func aSessionThatSomebodyElsePlantedIsNotTakenOver() async throws {
        try await OpenDesk.open { desk in
            try await desk.add("penny", [.agent])
            // A made-up session does not become a real one by signing in with it.
            let made = "parley=" + String(repeating: "a", count: 64)
            let answer = try await DeskBrowser(base: desk.base).with(made).post(
                "/sign-in", ["login": "penny", "password": OpenDesk.password])
            #expect(
                answer.status == 303 && answer["set-cookie"]?.hasPrefix("parley=") == true && answer["set-cookie"]?.hasPrefix(made) == false
            )
            #expect(try await DeskBrowser(base: desk.base).with(made).get("/api/conversations").status == 401)
            // A session that was planted in her browser ends, and hers is another.
            let mallory = try await desk.browser("mallory", [.administrator])
            let token = try #require(try await mallory.get("/people").csrf)
            let hers = try await mallory.post("/sign-in", ["login": "penny", "password": OpenDesk.password, "csrf": token])
            #expect(hers.status == 303 && hers["set-cookie"]?.hasPrefix(mallory.cookie ?? "") == false)
            #expect(try await mallory.get("/people").status == 303)
            // Two cookies of the name are none: nobody knows whose is whose.
            #expect(try await mallory.with("\(made); \(made)").get("/api/conversations").status == 401)
        }
    }
}

extension DeskBrowser {
    func with(_ cookie: String?) -> DeskBrowser {
        var browser = self
        browser.cookie = cookie
        return browser
    }
}
