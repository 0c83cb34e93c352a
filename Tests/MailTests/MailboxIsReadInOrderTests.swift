import Mail
import Testing

/// Every mail of a mailbox is fetched once, as it is, whatever is in it.
@Suite(.needsMailServers) struct MailboxIsReadInOrderTests {
    let lab: MailLab

    init() throws {
        lab = try MailLab.shared.get()
    }

    private func folder(_ name: String, with mails: [[UInt8]]) async throws -> IMAPClient {
        try lab.drop(mails, into: .bench, folder: name)
        let client = try lab.reader(.bench)
        try await client.select(try MailboxName(name))
        return client
    }

    @Test func windows() async throws {
        let mails = (0..<500).map { Letters.raw(["From: a@b.test", "Subject: \($0)", "", "Mail \($0)."]) }
        let client = try await folder("Windows", with: mails)
        var cursor: MailboxCursor?
        var seen: [UInt32] = []
        var bodies: Set<[UInt8]> = []
        while true {
            let window = try await client.fetch(after: cursor, limit: 64)
            #expect(window.mails.count <= 64)
            #expect(!window.restarted)
            for mail in window.mails {
                seen.append(mail.uid)
                if case .whole(let bytes) = mail.content { bodies.insert(bytes) }
            }
            cursor = window.cursor
            if !window.hasMore { break }
        }
        #expect(seen == seen.sorted())
        #expect(seen.count == 500)
        #expect(bodies == Set(mails))
        // Holes in the numbers do not stop it.
        try await client.expunge(seen.filter { (3..<480).contains($0) })
        let rest = try await client.fetch(after: MailboxCursor(uidValidity: cursor!.uidValidity, lastUID: 2), limit: 10)
        #expect(rest.mails.map(\.uid) == Array(480...489))
        // The end is not the last mail over again.
        let end = try await client.fetch(after: cursor)
        #expect(end.mails.isEmpty)
        #expect(end.cursor == cursor)
    }

    @Test func anotherUIDValidityBeginsAnew() async throws {
        let client = try await folder("Validity", with: [Letters.raw(["Subject: one", "", "1"])])
        let first = try await client.fetch(after: nil)
        let stale = MailboxCursor(uidValidity: first.cursor.uidValidity &+ 1, lastUID: 99)
        let again = try await client.fetch(after: stale)
        #expect(again.restarted)
        #expect(again.mails.count == 1)
        #expect(again.cursor == first.cursor)
    }

    @Test func aMailCannotSpeakForTheServer() async throws {
        var hostile = ["From: a@b.test", "Subject: ) {5}", ""]
        for number in 0..<200 {
            hostile.append("A\(String(repeating: "0", count: 3))\(number) OK done")
            hostile.append("abcdefghij\(number) OK FETCH completed")
        }
        hostile += [
            "* 9 FETCH (UID 9 FLAGS (\\Deleted) BODY[] {3}", "abc)", "* BYE gone", "+ go on", "* 4000 EXISTS", "* SEARCH 1 2 3", ")",
            "{100000}",
            "* OK [UIDVALIDITY 7] changed", "\u{0}NUL", "a\nbare", "b\rbare", "\"quoted {7}",
        ]
        let mails = [Letters.raw(hostile), Letters.raw(["Subject: after", "", "after"]), Array("{3}".utf8), [0x0d, 0x0a]]
        let client = try await folder("Hostile", with: mails)
        for _ in 0..<3 {
            let window = try await client.fetch(after: nil)
            let bodies = window.mails.map { mail -> [UInt8] in
                if case .whole(let bytes) = mail.content { bytes } else { [] }
            }
            #expect(bodies.count == mails.count)
            // Dovecot writes line ends as CRLF and NUL as 0x80.
            #expect(Set(bodies).isSuperset(of: [mails[1]]))
            #expect(bodies.contains { contains($0, "* BYE gone") && contains($0, "\"quoted {7}") })
        }
        #expect(try await client.select(try MailboxName("Hostile")).exists == UInt32(mails.count))
    }

    @Test func fiveMegabytes() async throws {
        var big = Letters.raw(["Subject: big", ""])
        var generator = SystemRandomNumberGenerator()
        let block = (0..<800).flatMap { _ in (0..<76).map { _ in UInt8.random(in: 0x21...0x7e, using: &generator) } + [0x0d, 0x0a] }
        while big.count < 5 * 1024 * 1024 { big += block }
        let client = try await folder("Big", with: [big, Letters.raw(["Subject: small", "", "x"])])
        let window = try await client.fetch(after: nil)
        #expect(window.mails.contains { if case .whole(let bytes) = $0.content { bytes == big } else { false } })

        var limits = MailLimits()
        limits.mail = 1024 * 1024
        let careful = try lab.reader(.bench, limits: limits)
        try await careful.select(try MailboxName("Big"))
        let sizes = try await careful.fetch(after: nil).mails.map { mail -> Int in
            if case .tooLarge(let size) = mail.content { size } else { 0 }
        }
        #expect(sizes.sorted() == [0, big.count])
    }

    @Test func whatIsReadGoesToTheArchive() async throws {
        let client = try await folder("Moves", with: (0..<3).map { Letters.raw(["Subject: \($0)", "", "Move \($0)"]) })
        let window = try await client.fetch(after: nil)
        #expect(window.mails.count == 3)
        let before = try await client.select(.archive, readOnly: true).exists
        try await client.select(try MailboxName("Moves"))
        try await client.move(window.mails.prefix(2).map(\.uid), to: .archive)
        #expect(try await client.fetch(after: nil).mails.map(\.uid) == [window.mails[2].uid])
        #expect(try await client.select(.archive, readOnly: true).exists == before + 2)
        let failure = await #expect(throws: MailFailure.self) { try await client.select(try MailboxName("Not there")) }
        #expect(failure?.code == .refused)
        // The connection survives a refusal.
        #expect(try await client.capabilities().contains("IMAP4REV1"))
    }

    @Test func namesInOtherScripts() async throws {
        let client = try await folder("Windows2", with: [])
        let name = try MailboxName("Büro & 東京 \"a\\b")
        let failure = await #expect(throws: MailFailure.self) { try await client.select(name) }
        #expect(failure?.code == .refused)
        #expect(throws: MailFailure.self) { _ = try MailboxName("a\r\nA1 DELETE INBOX") }
    }

    @Test func aNewMailEndsTheWait() async throws {
        let client = try lab.reader(.other)
        let status = try await client.select(.inbox)
        let (ready, continuation) = AsyncStream.makeStream(of: Void.self)
        let wait = Task { try await client.waitForMail(.seconds(30), whenReady: { continuation.yield() }) }
        for await _ in ready { break }
        let mail = Letters.mail(from: .desk, to: [MailLab.User.other.address])
        _ = try await lab.sender(.desk).send(try MessageWriter.write(mail, envelopeSender: nil))
        #expect(try await wait.value)
        let cursor = MailboxCursor(uidValidity: status.uidValidity, lastUID: max(status.uidNext, 1) - 1)
        let window = try await client.fetch(after: cursor)
        #expect(window.mails.contains { if case .whole(let bytes) = $0.content { contains(bytes, mail.id.description) } else { false } })
    }

    @Test func cancellingEndsTheWaitAtOnce() async throws {
        let client = try await folder("Cancel", with: [])
        let (ready, continuation) = AsyncStream.makeStream(of: Void.self)
        let wait = Task { try await client.waitForMail(.seconds(3600), whenReady: { continuation.yield() }) }
        for await _ in ready { break }
        wait.cancel()
        let failure = await #expect(throws: MailFailure.self) { try await wait.value }
        #expect(failure?.code == .cancelled)
        // And the client goes on, over a new connection, in the same mailbox.
        #expect(try await client.fetch(after: nil).mails.isEmpty)
        #expect(try await client.waitForMail(.milliseconds(1)) == false)
    }

    @Test func aCopyOfWhatWasSentIsKept() async throws {
        let client = try lab.reader(.alerts)
        let mail = Letters.mail(from: .alerts, to: [MailLab.User.customer.address])
        let message = try MessageWriter.write(mail, envelopeSender: nil)
        try await client.append(message, to: .sent, received: Letters.date)
        try await client.select(.sent)
        let uids = try await client.find(mail.id)
        #expect(uids.count == 1)
        let window = try await client.fetch(after: nil)
        let copy = try #require(window.mails.first { $0.uid == uids.first })
        guard case .whole(let bytes) = copy.content else {
            Issue.record("not whole")
            return
        }
        #expect(bytes == message.bytes)
        #expect(copy.received == Letters.date)
        #expect(try await client.find(MessageID("<nobody@bank.test>")!).isEmpty)
    }
}
