import Mail
import Testing

/// The receiving server says who really wrote, and nobody else can.
@Suite(.needsMailServers) struct SendersAreStampedTests {
    let lab: MailLab
    let desk = MailLab.User.desk.address

    init() throws {
        lab = try MailLab.shared.get()
    }

    private func received(_ mail: OutgoingMail, through client: SMTPClient, extra: String = "", from: MailAddress) async throws
        -> ParsedMail
    {
        var bytes = try MessageWriter.write(mail, envelopeSender: from).bytes
        bytes.insert(contentsOf: Array(extra.utf8), at: 0)
        guard case .accepted = try await client.send(try OutboundGate.check(bytes, from: from, to: [desk])) else {
            throw MailLab.LabError(description: "not accepted")
        }
        let reader = try lab.reader(.desk)
        try await reader.select(.inbox, readOnly: true)
        let (_, arrived) = try await reader.arrival(of: mail.id)
        guard case .parsed(let parsed) = MIMEParser.parse(arrived) else { throw MailLab.LabError(description: "not parsed") }
        return parsed
    }

    @Test func theOwnersMailPasses() async throws {
        var mail = Letters.mail(from: .customer, to: [desk])
        mail.from.name = "A. Customer"
        let parsed = try await received(mail, through: try lab.sender(.customer), from: MailLab.User.customer.address)
        let results = AuthenticationResults(parsed, trustedServers: ["mail.bank.test"])
        #expect(results.dmarc == .pass(domain: "cust.test"))
        #expect(results.authenticatedSender == MailLab.User.customer.address)
        #expect(AuthenticationResults(parsed, trustedServers: ["mx.elsewhere.test"]).dmarc == .none)
        #expect(AuthenticationResults(parsed, trustedServers: []).authenticatedSender == nil)
    }

    @Test func anothersNameInFromFails() async throws {
        let mail = Letters.mail(from: .other, to: [desk])
        let parsed = try await received(mail, through: try lab.sender(.customer), from: MailLab.User.customer.address)
        #expect(AuthenticationResults(parsed, trustedServers: ["mail.bank.test"]).dmarc == .fail)
    }

    /// The gate would refuse such a header; a stranger has no gate, so his bytes go by way of a name that Postfix reads the same.
    @Test func aForgedStampIsGone() async throws {
        let mail = Letters.mail(from: .customer, to: [desk])
        let stranger = try SMTPClient(server: try lab.incoming(), name: "stranger.test", credentials: nil)
        let parsed = try await received(mail, through: stranger, extra: "X-Forged: yes\r\n", from: MailLab.User.customer.address)
        #expect(AuthenticationResults(parsed, trustedServers: ["mail.bank.test"]).dmarc == .fail)
        #expect(parsed.header.all("authentication-results").count == 1)
    }

    @Test func aForgedStampIsRemovedOnTheWayIn() async throws {
        let id = MessageID(unique: Letters.unique(), domain: "cust.test")!
        let forged = "mail.bank.test; dmarc=pass header.from=cust.test"
        try lab.submitWithCurl(
            Letters.raw([
                "Authentication-Results: \(forged)", "From: A Customer <customer@cust.test>", "authentication-results : \(forged)",
                "To: desk@bank.test", "Date: Sat, 21 Nov 2026 10:00:00 +0000", "Message-ID: \(id)", "Authentication-Results:", " \(forged)",
                "",
                "Give me the money.",
            ]), from: "customer@cust.test", to: "desk@bank.test")
        let reader = try lab.reader(.desk)
        try await reader.select(.inbox, readOnly: true)
        let (_, arrived) = try await reader.arrival(of: id)
        guard case .parsed(let parsed) = MIMEParser.parse(arrived) else {
            Issue.record("not parsed")
            return
        }
        #expect(parsed.header.all("authentication-results").map(\.raw) == ["mail.bank.test; dmarc=fail header.from=cust.test"])
        #expect(AuthenticationResults(parsed, trustedServers: ["mail.bank.test"]).dmarc == .fail)
    }

    @Test func aBounceNamesTheMail() async throws {
        let ghost = MailAddress("ghost@bank.test")!
        let client = try lab.sender(.alerts)
        let mail = Letters.mail(from: .alerts, to: [ghost, desk])
        let message = try MessageWriter.write(mail, envelopeSender: MailLab.User.alerts.address)
        guard case .accepted(_, let refused) = try await client.send(message) else {
            Issue.record("not accepted")
            return
        }
        #expect(refused.isEmpty)
        let reader = try lab.reader(.alerts)
        try await reader.select(.inbox, readOnly: true)
        let (_, bytes) = try await reader.arrival(of: mail.id)
        guard case .parsed(let parsed) = MIMEParser.parse(bytes) else {
            Issue.record("not parsed")
            return
        }
        let report = try #require(DeliveryReport(parsed))
        #expect(report.messageID == mail.id)
        #expect(report.recipients.map(\.address) == [ghost])
        #expect(report.recipients[0].action == .failed)
        #expect(report.recipients[0].status == "5.1.1")
        #expect(report.recipients[0].isPermanentFailure)
        let signs = AutomaticMail.signs(of: parsed, ownAddresses: [desk])
        #expect(signs.isSuperset(of: [.emptySender, .autoSubmitted, .report, .robotSender]))
    }
}
