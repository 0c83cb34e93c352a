import Foundation
import Mail

/// Mails for tests.
enum Letters {
    static let date: Int64 = 1_795_255_200_000

    static func unique() -> String {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567")
        return String((0..<24).map { _ in alphabet.randomElement()! })
    }

    static func mail(
        from: MailLab.User, to: [MailAddress], subject: String = "About my account", text: String = "Please call me.\n"
    ) -> OutgoingMail {
        OutgoingMail(
            from: .init(from.address), to: to.map { .init($0) }, subject: subject,
            id: MessageID(unique: unique(), domain: from.address.domain)!, date: date, text: text, boundary: unique())
    }

    /// A mail as bytes, without any check.
    static func raw(_ lines: [String]) -> [UInt8] {
        Array(lines.map { $0 + "\r\n" }.joined().utf8)
    }
}

extension IMAPClient {
    /// The mail with this Message-ID, or about it, once it is in the selected mailbox.
    func arrival(of id: MessageID) async throws -> (FetchedMail, [UInt8]) {
        try await arrival(after: nil) { contains($0, id.description) }
    }

    /// The first mail of the selected mailbox after `cursor` that `wanted` accepts, once it is there.
    func arrival(after cursor: MailboxCursor?, _ wanted: @Sendable ([UInt8]) -> Bool) async throws -> (FetchedMail, [UInt8]) {
        var cursor = cursor
        for _ in 0..<40 {
            let window = try fetch(after: cursor)
            for mail in window.mails {
                if case .whole(let bytes) = mail.content, wanted(bytes) { return (mail, bytes) }
            }
            cursor = window.cursor
            if window.mails.isEmpty { _ = try await waitForMail(.seconds(1)) }
        }
        throw MailLab.LabError(description: "the mail did not come")
    }
}

func contains(_ bytes: [UInt8], _ text: String) -> Bool {
    Data(bytes).range(of: Data(text.utf8)) != nil
}
