import Mail
import Testing

/// Nothing is answered by itself to what nobody wrote.
struct RobotsAreRecognisedTests {
    private func signs(_ header: String) throws -> Set<AutomaticMail> {
        let mail = try OddMailIsReadTests.parsed("\(header)\n\nx")
        return AutomaticMail.signs(of: mail, ownAddresses: [MailAddress("desk@bank.test")!])
    }

    @Test(
        arguments: [
            ("From: a@b.test", []), ("From: a@b.test\nAuto-Submitted: no", []), ("From: a@b.test\nAuto-Submitted: No (really)", []),
            ("From: a@b.test\nX-Auto-Response-Suppress: None", []), ("From: a@b.test\nPrecedence: first-class", []),
            ("From: a@b.test\nReturn-Path: <>", [.emptySender]), ("From: a@b.test\nReturn-Path: < >", [.emptySender]),
            ("From: a@b.test\nAuto-Submitted: auto-replied; owner-email=\"x\"", [.autoSubmitted]),
            ("From: a@b.test\nAuto-Submitted: AUTO-GENERATED", [.autoSubmitted]),
            ("From: a@b.test\nX-Autoreply: yes", [.autoReplyHeader]),
            ("From: a@b.test\nX-Auto-Response-Suppress: DR, OOF", [.suppressedReply]),
            ("From: a@b.test\nPrecedence: Bulk", [.precedence]), ("From: a@b.test\nList-Id: <x.y>", [.mailingList]),
            ("From: a@b.test\nList-Unsubscribe: <mailto:x@y.test>", [.mailingList]),
            ("From: a@b.test\nContent-Type: multipart/report; boundary=b; report-type=disposition-notification", [.report]),
            ("From: MAILER-DAEMON@b.test", [.robotSender]), ("From: No-Reply+7@b.test", [.robotSender]),
            ("From: Post.Master <postmaster@b.test>", [.robotSender]),
            ("From: Desk@bank.test", [.ourselves]), ("From: desk+k7@bank.test", [.ourselves]), ("From: a@b.test, c@d.test", [.noSender]),
            ("From: a@b.test\n" + String(repeating: "Received: x\n", count: 50) + "Received: x", [.loop]),
        ] as [(String, Set<AutomaticMail>)]) func recognises(_ header: String, _ expected: Set<AutomaticMail>) throws
    {
        #expect(try signs(header) == expected)
    }
}

/// Only our own server's word on a sender counts.
struct OnlyTrustedServersAuthenticateTests {
    private func dmarc(_ fields: String, from: String = "a@cust.test") throws -> AuthenticationResults.DMARC {
        let mail = try OddMailIsReadTests.parsed("\(fields)\nFrom: \(from)\n\nx")
        return AuthenticationResults(mail, trustedServers: ["MX.bank.test"]).dmarc
    }

    @Test(arguments: [
        "mx.bank.test; dmarc=pass header.from=cust.test",
        "mx.bank.test 1; spf=fail smtp.mailfrom=x.test; dmarc=pass (p=reject; x) header.from=CUST.test",
        "mx.bank.test;\n dmarc = pass\n header.from = \"cust.test\"",
        "\"mx.bank.test\"; dkim=none; dmarc/1=pass policy.p=none header.from=cust.test",
    ]) func passes(_ value: String) throws {
        #expect(try dmarc("Authentication-Results: \(value)") == .pass(domain: "cust.test"))
    }

    @Test(arguments: [
        "mx.bank.test; dmarc=fail header.from=cust.test", "mx.bank.test; dmarc=pass header.from=other.test", "mx.bank.test; dmarc=pass",
        "mx.bank.test; dmarc=pass header.from=cust.test; dmarc=fail header.from=cust.test",
        "mx.bank.test; dmarc=passed header.from=cust.test",
        "mx.bank.test; dmarc=fail header.from=\"x; dmarc=pass header.from=cust.test\"",
        "mx.bank.test; dmarc=fail (dmarc=pass header.from=cust.test)",
    ]) func fails(_ value: String) throws {
        #expect(try dmarc("Authentication-Results: \(value)") == .fail)
    }

    @Test(arguments: [
        "mx.evil.test; dmarc=pass header.from=cust.test", "mx.bank.test.evil.test; dmarc=pass header.from=cust.test", "mx.bank.test; none",
        "mx.bank.test; dkim=pass header.d=cust.test", "mx.bank.test 2; dmarc=pass header.from=cust.test",
        "(mx.bank.test) mx.evil.test; dmarc=pass header.from=cust.test",
        "mx.bank.test; dmarc=pass header.from=cust.test (open", "mx.bank.test; dmarc=pass header.from=cust.test \"open",
        "dmarc=pass header.from=cust.test", "",
    ]) func saysNothing(_ value: String) throws {
        #expect(try dmarc("Authentication-Results: \(value)") == .none)
    }

    @Test func onlyTheTopmostCounts() throws {
        let good = "Authentication-Results: mx.bank.test; dmarc=pass header.from=cust.test"
        let bad = "Authentication-Results: mx.bank.test; dmarc=fail header.from=cust.test"
        #expect(try dmarc("\(good)\n\(bad)") == .pass(domain: "cust.test"))
        #expect(try dmarc("\(bad)\n\(good)") == .fail)
        #expect(try dmarc("Authentication-Results: mx.evil.test; none\n\(good)") == .none)
        #expect(try dmarc(good, from: "a@cust.test, b@cust.test") == .fail)
        #expect(try dmarc(good, from: "\"a@cust.test\" <a@evil.test>") == .fail)
        #expect(try dmarc("Subject: x") == .none)
    }
}
