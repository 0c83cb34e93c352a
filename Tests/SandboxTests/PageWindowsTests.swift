import Sandbox
import Synchronization
import Testing

/// What the page shows of the world outside: what is kept of a message, the mailbox, the way to the desk.
@Suite struct PageWindowsTests {
    private static func record(_ text: String?, isSealed: Bool = true) -> SandboxRecord {
        SandboxRecord(
            text: text, decision: "ACCEPT_REDACTED", findings: ["card.pan ×1"], labels: ["some_label"], rules: ["pack/rule"],
            due: "2026-11-23T09:00:00Z", entry: 41, isSealed: isSealed)
    }

    @Test func whatIsKeptStandsBesideWhatWasWritten() async throws {
        let known = Mutex<[String: SandboxRecord]>([:])
        let fails = Mutex(false)
        let asked = Mutex<[String]>([])
        struct Away: Error {}
        let records = SandboxRecords(
            records: { ids in
                if fails.withLock({ $0 }) { throw Away() }
                asked.withLock { $0 += ids }
                return known.withLock { $0 }
            },
            search: { SandboxSearch(bytes: 1_234_567, files: $0 == ["4111 1111 1111 1111"] ? [] : ["ledger.db"]) })
        try await Stage.play(page: SandboxPage(firm: "ExampleBank", records: records)) { stage in
            let visitor = PageVisitor(stage)
            let post = try stage.network.post(as: stage.penny.id, "@ExampleBank my card is 4111 1111 1111 1111")
            try stage.network.post(as: stage.penny.id, "nothing for the bank")
            try stage.network.post(as: stage.omar.id, "@ExampleBank another")
            var text = try await visitor.get("/as/pennyb").text
            #expect(text.contains("On its way to Parley") && text.contains("Parley never hears of it"))
            // Only of one's own, and only what the firm can know.
            #expect(asked.withLock { $0 } == [String(post.id)])
            known.withLock { $0[String(post.id)] = Self.record("@ExampleBank my card is ⟦card.pan⟧") }
            text = try await visitor.get("/as/pennyb").text
            #expect(text.contains("my card is <mark>⟦card.pan⟧</mark>") && text.contains("Sealed as entry <b>41</b>"))
            #expect(text.contains("some label") && text.contains("datetime=\"2026-11-23T09:00:00Z\"") && text.contains("pack/rule"))
            #expect(text.contains("Look for 4111 1111 1111 1111"))
            // What was kept need not be looked for.
            known.withLock { $0[String(post.id)] = Self.record("@ExampleBank my card is 4111 1111 1111 1111") }
            #expect(!(try await visitor.get("/as/pennyb").text.contains("Look for")))
            var found = try await visitor.post("/as/pennyb/search", ["number": "4111 1111 1111 1111"])
            #expect(found.text == "Read 1,234,567 bytes of databases, logs and keys: the number is in none of them.")
            found = try await visitor.post("/as/pennyb/search", ["number": "5105 1051 0510 5100"])
            #expect(found.text.hasSuffix("found in ledger.db."))
            for wrong in ["", "hello", "12345", "123456 OR 1", String(repeating: "1", count: 65)] {
                #expect(try await visitor.post("/as/pennyb/search", ["number": wrong]).status == 400)
            }
            fails.withLock { $0 = true }
            #expect(try await visitor.get("/as/pennyb").text.contains("Parley does not answer at the moment"))
        }
    }

    @Test func theMailboxIsReadAndWritten() async throws {
        let drafts = Mutex<[SandboxDraft]>([])
        let fails = Mutex(false)
        struct Down: Error {}
        let letter = SandboxLetter(
            id: "in-1", messageID: "<a@bank.test>", isSent: false, from: "desk@bank.test", to: "penny@cust.test", subject: "Your <case>",
            at: 1_784_928_203_000, text: "Hello,\nopen <https://bank.test/x?a=1&b=2> please.", answerTo: "desk+token@bank.test")
        let mailbox = SandboxMailbox(
            firm: "desk@bank.test", address: { $0 == "pennyb" ? "penny@cust.test" : nil },
            letters: { _ in
                if fails.withLock({ $0 }) { throw Down() }
                return [letter]
            },
            send: { _, draft in
                guard draft.to.hasSuffix("@bank.test") else { throw Down() }
                drafts.withLock { $0.append(draft) }
            })
        try await Stage.play(page: SandboxPage(firm: "ExampleBank", mailbox: mailbox)) { stage in
            let visitor = PageVisitor(stage)
            #expect(try await visitor.get("/as/pennyb").text.contains("1<span class=\"sr\"> new"))
            #expect(try await visitor.get("/as/pennyb/mail").text.contains("Your &lt;case&gt;"))
            let page = try await visitor.get("/as/pennyb/mail/in-1").text
            #expect(page.contains("href=\"https://bank.test/x?a=1&amp;b=2\" rel=\"noreferrer noopener\""))
            #expect(page.contains("value=\"desk+token@bank.test\"") && page.contains("value=\"Re: Your &lt;case&gt;\""))
            #expect(!(try await visitor.get("/as/pennyb").text.contains("1<span class=\"sr\"> new")))
            let sent = try await visitor.post(
                "/as/pennyb/mail", ["to": "desk+token@bank.test", "subject": "Re: Your <case>", "text": "done", "answers": "in-1"])
            #expect(sent.status == 303)
            #expect(
                drafts.withLock { $0 }
                    == [SandboxDraft(to: "desk+token@bank.test", subject: "Re: Your <case>", text: "done", answers: "in-1")])
            #expect(try await visitor.post("/as/pennyb/mail", ["to": "x@else.test", "subject": "s", "text": "t"]).status == 502)
            #expect(try await visitor.post("/as/pennyb/mail", ["to": "desk@bank.test", "subject": "", "text": "t"]).status == 400)
            #expect(try await visitor.get("/as/omar_k/mail").text.contains("has no mailbox here"))
            #expect(try await visitor.post("/as/omar_k/mail", ["to": "desk@bank.test", "subject": "s", "text": "t"]).status == 404)
            #expect(try await visitor.get("/as/pennyb/mail/in-2").status == 404)
            fails.withLock { $0 = true }
            #expect(try await visitor.get("/as/pennyb/mail").text.contains("The mail servers do not answer"))
        }
    }

    @Test func theDeskIsOneButtonAway() async throws {
        struct Closed: Error {}
        let desk = SandboxDesk(
            origin: "http://127.0.0.1:9", seats: [SandboxDesk.Seat(login: "ada", name: "Ada", role: "agent")],
            link: { login in
                guard login == "ada" else { throw Closed() }
                return "http://127.0.0.1:9/sign-in/once"
            })
        try await Stage.play(page: SandboxPage(firm: "ExampleBank", desk: desk)) { stage in
            let visitor = PageVisitor(stage)
            let welcome = try await visitor.get("/")
            #expect(welcome.policy?.contains("form-action 'self' http://127.0.0.1:9;") == true)
            let answer = try await visitor.post("/desk", ["login": "ada"])
            #expect(answer.status == 303 && answer.location == "http://127.0.0.1:9/sign-in/once")
            #expect(try await visitor.post("/desk", ["login": "root"]).status == 404)
        }
    }
}
