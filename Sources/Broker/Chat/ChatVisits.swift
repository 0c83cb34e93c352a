public import Conversations
import FoundationEssentials
import Storage

/// Begins visits and knows them again by their tokens.
///
/// A token holds when the visit began, 260 random bits and a code under the firm's key over both. So nothing is written for a visitor who says
/// nothing, nobody can fill a table with visits, and a server that starts again, or another node, knows each visit at once.
public struct ChatVisits: Sendable {
    let account: String
    let hashes: KeyedHashes
    /// How long a visit lasts from its beginning; answers that come later wait for nobody.
    let lifetime: Duration

    init(account: String, hashes: KeyedHashes, lifetime: Duration) {
        self.account = account
        self.hashes = hashes
        self.lifetime = lifetime
    }

    /// The same in seconds, as cookies count.
    public var seconds: Int64 { lifetime.components.seconds }

    /// A new visit with its token, which goes to the visitor alone.
    public func begin(at now: Timestamp) -> (visit: ChatVisit, token: String) {
        let random = RandomIDs.token() + RandomIDs.token()
        let seconds = now.milliseconds / 1_000
        return (visit(random, began: seconds), "\(seconds).\(random).\(code(random, seconds))")
    }

    /// The visit of a token; nil if it is not ours, or over.
    public func find(_ token: String, at now: Timestamp) -> ChatVisit? {
        let parts = token.utf8.count <= 160 ? token.split(separator: ".", omittingEmptySubsequences: false) : []
        guard parts.count == 3, parts[1].utf8.count == 52, let seconds = Int64(parts[0]), String(seconds) == parts[0],
            let given = Self.hash(parts[2]), code(String(parts[1]), seconds).matches(given)
        else { return nil }
        let visit = visit(String(parts[1]), began: seconds)
        return now < visit.expires ? visit : nil
    }

    private func visit(_ random: String, began: Int64) -> ChatVisit {
        let address = hashes.secret("chat visit", "\(account) \(random)").description
        return ChatVisit(
            address: address, key: hashes.identity(.web, address), thread: hashes.thread(.web, address),
            expires: Timestamp(milliseconds: began * 1_000).adding(seconds: lifetime.components.seconds))
    }

    private func code(_ random: String, _ began: Int64) -> KeyedHash { hashes.secret("chat token", "\(account) \(began) \(random)") }

    private static func hash(_ text: Substring) -> KeyedHash? {
        guard text.utf8.count == 32, let high = UInt64(text.prefix(16), radix: 16), let low = UInt64(text.suffix(16), radix: 16) else {
            return nil
        }
        return KeyedHash(high: high, low: low)
    }
}
