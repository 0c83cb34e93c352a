import Conversations
public import Social
import Storage

/// What stands between a network's webhook and the intake: signature, parsing, counting what is refused.
public struct WebhookReceiver: Sendable {
    public let account: ChannelAccount
    private let signature: XSignature
    private let intake: Intake

    public init(account: ChannelAccount, signature: XSignature, intake: Intake) {
        self.account = account
        self.signature = signature
        self.intake = intake
    }

    public enum Answer: Sendable {
        /// Everything in it is durable.
        case accepted(fresh: Int)
        /// The signature does not fit the bytes; nothing was kept but a count.
        case notSigned
        /// The bytes are signed and cannot be read; they are kept apart, encrypted, and counted.
        case quarantined
        /// Nothing was kept: the network is to deliver it again.
        case tryAgain
    }

    /// Bodies beyond this are refused unread.
    public static let largestBody = XWebhook.largestBody

    /// A delivery that was larger than any that is read: nothing of it was kept but a count.
    public func refusedAsTooLarge() { intake.tally.add("webhook_too_large") }

    /// The answer to the network's challenge: JSON bytes; nil for a challenge that is none.
    public func answer(toChallenge token: String) -> [UInt8]? { signature.answer(toChallenge: token) }

    /// One delivery. The answer is given after the commit, never before.
    public func receive(_ body: [UInt8], signature header: String?) async -> Answer {
        guard signature.verifies(body, header: header) else {
            intake.tally.add("webhook_not_signed")
            return .notSigned
        }
        let delivery: XDelivery
        do { delivery = try XWebhook.parse(body) } catch {
            do throws(StorageError) { try await intake.quarantine(body, from: account) } catch { return .tryAgain }
            return .quarantined
        }
        do throws(StorageError) {
            return .accepted(fresh: try await intake.receive(delivery, on: account))
        } catch { return .tryAgain }
    }
}

extension Intake {
    /// Keeps signed bytes that cannot be read: sealed under a key of their own, visible as an entry, counted.
    func quarantine(_ body: [UInt8], from account: ChannelAccount) async throws(StorageError) {
        try await store.quarantine(body, for: quarantineLifetime)
        tally.add("webhook_unreadable")
        let envelope = Envelope(
            account: account.id, channel: account.publicKind, published: Timestamp(milliseconds: Int64.max),
            providerID: RandomIDs.event().description,
            threadID: nil, address: "", handle: "", name: "", proof: .network, trail: Trail(), automatic: true)
        _ = try await receive(envelope, text: "", unreadable: .unreadable)
    }
}
