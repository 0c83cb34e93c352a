extension LeafRecord {
    /// Who acted.
    public enum ActorKind: UInt8, Sendable, CaseIterable {
        case system = 0
        case customer, staff, automation, network
    }

    /// The kind of channel an entry concerns.
    public enum ChannelKind: UInt8, Sendable, CaseIterable {
        case none = 0
        case xPublic, xDM, facebookPublic, messenger, instagramPublic, instagramDM, whatsapp, mastodonPublic, mastodonDM
        case secureEmail, plainEmail, webChatAnonymous, webChatAuthenticated, sandboxPublic, sandboxDM
    }

    /// What the entry does to the conversation's clock.
    public enum ClockOperation: UInt8, Sendable, CaseIterable {
        case none = 0
        case start, earlierStart, tighten, end, keep, merge, split, undo
    }

    /// Which time a target is counted in.
    public enum ClockBasis: UInt8, Sendable, CaseIterable {
        case none = 0
        case staffedTime, allTime
    }

    /// What was decided, over all kinds of decisions.
    public enum Decision: UInt8, Sendable, CaseIterable {
        case none = 0
        case accept, acceptRedacted, escalate, quarantine
        case send, sendWarn, hold, block
        case grant, stepUp, deny
        case retain, erase, tombstone, export
        case measure, pass, fail
    }

    /// What a stream is the history of.
    public enum StreamKind: UInt8, Sendable, CaseIterable {
        case conversation = 1
        case party, agent, channelAccount, configuration
    }
}

/// 128 random bits that name an event or a stream.
public struct RandomID: Sendable, Hashable, BitwiseCopyable, CustomStringConvertible {
    public let high: UInt64
    public let low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    public var isZero: Bool { high == 0 && low == 0 }

    /// The 16 bytes, big-endian.
    public var bytes: [UInt8] {
        withUnsafeBytes(of: high.bigEndian) { Array($0) } + withUnsafeBytes(of: low.bigEndian) { Array($0) }
    }

    /// 32 lower-case hexadecimal digits.
    public var description: String { HexText.encode(bytes) }
}
