import Mail
import Testing

/// What was sent is what is read, over Postfix and Dovecot.
@Suite(.needsMailServers) struct MailGoesOutAndComesInTests {
    let lab: MailLab

    init() throws {
        lab = try MailLab.shared.get()
    }

    @Test(arguments: MailServer.Security.allCases) func aMailArrives(over security: MailServer.Security) async throws {
        let client = try SMTPClient(
            server: try lab.submission(security), name: "broker.bank.test", credentials: MailLab.User.customer.credentials)
        var mail = Letters.mail(
            from: .customer, to: [MailLab.User.desk.address.with(detail: "k7q3abc")!], subject: "Grüße, 東京",
            text: "First line.\n.\n..\nFrom here\nlong " + String(repeating: "0123456789", count: 100) + "\nend\u{a0}😀\n")
        mail.references = [MessageID("<first@bank.test>")!]
        let message = try MessageWriter.write(mail, envelopeSender: MailLab.User.customer.address)
        guard case .accepted(let queueID, let refused) = try await client.send(message) else {
            Issue.record("not accepted")
            return
        }
        #expect(queueID?.isEmpty == false)
        #expect(refused.isEmpty)
        await client.quit()

        let reader = IMAPClient(server: try lab.imap(security), credentials: MailLab.User.desk.credentials)
        let status = try await reader.select(.inbox, readOnly: true)
        #expect(status.uidValidity > 0)
        let (fetched, bytes) = try await reader.arrival(of: mail.id)
        #expect(contains(bytes, "Delivered-To: desk+k7q3abc@bank.test"))
        #expect(fetched.received > Letters.date - 400 * 86_400_000)
        // Byte for byte: the receiving server adds headers above and changes nothing below.
        let bodyStart = message.bytes.firstRange(of: Array("\r\n\r\n".utf8))!.lowerBound
        #expect(Array(bytes.suffix(message.bytes.count - bodyStart)) == Array(message.bytes[bodyStart...]))
        #expect(try await reader.flags(of: fetched.uid)?.contains("\\SEEN") == false)
        #expect(try await reader.find(mail.id) == [fetched.uid])
        await reader.logOut()
    }

    @Test func anotherAuthorityIsNotTrusted() async throws {
        let server = try lab.imap(authority: lab.strangerAuthorityFile)
        let client = IMAPClient(server: server, credentials: MailLab.User.desk.credentials)
        let failure = await #expect(throws: MailFailure.self) { try await client.select(.inbox) }
        #expect(failure?.code == .untrusted)
    }

    @Test func theSystemsAuthoritiesAreNotEnough() async throws {
        let server = try MailServer(host: "localhost", port: lab.imapsPort, security: .implicitTLS)
        let client = IMAPClient(server: server, credentials: MailLab.User.desk.credentials)
        let failure = await #expect(throws: MailFailure.self) { try await client.select(.inbox) }
        #expect(failure?.code == .untrusted)
    }

    @Test func aServerWithoutTLSIsNotSpokenTo() async throws {
        let server = try MailServer(host: "localhost", port: lab.lmtpPort, security: .startTLS, authorityFile: lab.authorityFile)
        let client = try SMTPClient(server: server, name: "broker.bank.test", credentials: MailLab.User.desk.credentials)
        await #expect(throws: MailFailure.self) { _ = try await client.extensions() }
    }

    @Test func aWrongPasswordIsSaidSo() async throws {
        let wrong = MailCredentials.password("not-the-secret", user: MailLab.User.desk.rawValue)
        let reader = IMAPClient(server: try lab.imap(), credentials: wrong)
        let failure = await #expect(throws: MailFailure.self) { try await reader.select(.inbox) }
        #expect(failure?.code == .loginRefused)
        #expect(failure.map { "\($0)".contains("not-the-secret") } == false)
        let sender = try SMTPClient(server: try lab.submission(), name: "broker.bank.test", credentials: wrong)
        let other = await #expect(throws: MailFailure.self) { _ = try await sender.extensions() }
        #expect(other?.code == .loginRefused)
    }

    @Test func nobodyListening() async throws {
        let server = try MailServer(host: "127.0.0.1", port: 1, security: .implicitTLS)
        let client = IMAPClient(server: server, credentials: MailLab.User.desk.credentials)
        let failure = await #expect(throws: MailFailure.self) { try await client.select(.inbox) }
        #expect(failure?.code == .unreachable)
        #expect(failure?.isTemporary == true)
    }

    @Test func eachRecipientHasItsOwnAnswer() async throws {
        let client = try lab.sender(.desk)
        let addresses = ["customer@cust.test", "x@reject.test", "y@slow.test", "nobody@bank.test"].map { MailAddress($0)! }
        let mail = Letters.mail(from: .desk, to: addresses)
        let result = try await client.send(try MessageWriter.write(mail, envelopeSender: MailLab.User.desk.address))
        guard case .accepted(_, let refused) = result else {
            Issue.record("not accepted")
            return
        }
        #expect(refused.map(\.recipient) == Array(addresses.dropFirst()))
        #expect(refused.map(\.reply.code) == [550, 450, 550])
        #expect(refused.map(\.reply.status) == ["5.1.1", "4.2.2", "5.1.1"])

        let hopeless = Letters.mail(from: .desk, to: [addresses[1]])
        let answer = try await client.send(try MessageWriter.write(hopeless, envelopeSender: MailLab.User.desk.address))
        guard case .refused(.recipients(let refusals)) = answer else {
            Issue.record("not refused")
            return
        }
        #expect(refusals.count == 1)
        #expect(SendRefusal.recipients(refusals).isTemporary == false)
        // The connection is still good for the next mail.
        let next = Letters.mail(from: .desk, to: [addresses[0]])
        guard case .accepted = try await client.send(try MessageWriter.write(next, envelopeSender: nil)) else {
            Issue.record("not accepted")
            return
        }
    }

    @Test func nobodySendsInAnothersName() async throws {
        let client = try lab.sender(.customer)
        let mail = Letters.mail(from: .customer, to: [MailLab.User.desk.address])
        let message = try MessageWriter.write(mail, envelopeSender: MailLab.User.other.address)
        guard case .refused = try await client.send(message) else {
            Issue.record("not refused")
            return
        }
    }
}
