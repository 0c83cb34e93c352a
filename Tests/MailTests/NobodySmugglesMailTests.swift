import Mail
import Testing

/// One mail handed over is one mail delivered, whatever stands in it.
@Suite(.needsMailServers) struct NobodySmugglesMailTests {
    @Test func oneMailStaysOne() async throws {
        let lab = try MailLab.shared.get()
        let token = Letters.unique()
        let sender = try lab.sender(.customer)
        let commands = [
            "MAIL FROM:<customer@cust.test>", "RCPT TO:<alerts@bank.test>", "DATA", "Subject: \(token) second", "", "forged", ".", "",
        ]
        var sent: [MessageID] = []
        for end in ["\r\n", "\n", "\r", "\r\r\n", "\n\r", "\u{2028}", "\u{b}"] {
            for dot in ["\(end).\(end)", "\(end).\r\n", "\r\n.\(end)", "\(end)..\(end)", "\r\n.\r\(end)"] {
                let payload = "\(token) first\(dot)" + commands.joined(separator: end)
                let mail = Letters.mail(from: .customer, to: [MailLab.User.desk.address], subject: "smuggling", text: payload)
                let message = try MessageWriter.write(mail, envelopeSender: MailLab.User.customer.address)
                guard case .accepted = try await sender.send(message) else {
                    Issue.record("not accepted")
                    return
                }
                sent.append(mail.id)
                // The same as raw bytes is stopped at the gate, or is one mail too.
                let raw = Array((OutboundGateTests.head + "Subject: raw\r\n\r\n" + payload + "\r\n").utf8)
                if let safe = try? OutboundGate.check(raw, from: MailLab.User.customer.address, to: [MailLab.User.desk.address]) {
                    #expect(end == "\r\n")
                    guard case .accepted = try await sender.send(safe) else {
                        Issue.record("not accepted")
                        return
                    }
                }
            }
        }
        // What comes after everything else has come after all that was smuggled.
        let last = Letters.mail(from: .customer, to: [MailLab.User.alerts.address], subject: "\(token) last")
        guard case .accepted = try await sender.send(try MessageWriter.write(last, envelopeSender: MailLab.User.customer.address)) else {
            Issue.record("not accepted")
            return
        }
        let desk = try lab.reader(.desk)
        try await desk.select(.inbox, readOnly: true)
        for id in sent { _ = try await desk.arrival(of: id) }
        let alerts = try lab.reader(.alerts)
        try await alerts.select(.inbox, readOnly: true)
        _ = try await alerts.arrival(of: last.id)
        var found = 0
        for mail in try await alerts.fetch(after: nil, limit: 1000).mails {
            if case .whole(let bytes) = mail.content, contains(bytes, token) { found += 1 }
        }
        #expect(found == 1)
    }
}
