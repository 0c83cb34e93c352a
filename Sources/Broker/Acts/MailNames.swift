import Conversations
import Ledger

/// Message ids and reply addresses of a mail account, made from our own names alone.
struct MailNames: Sendable {
    let domain: String

    init(domain: String) { self.domain = domain }

    init(_ account: ChannelAccount) {
        domain = account.name.split(separator: "@").last.map(String.init) ?? "localhost"
    }

    /// Stable for a send, so that a second copy is a duplicate that everybody can see.
    func messageID(_ send: EventID) -> String { "<\(send)@\(domain)>" }
}
