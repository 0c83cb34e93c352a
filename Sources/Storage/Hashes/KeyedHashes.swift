public import Conversations

/// Keyed hashes under the firm's key, each use apart from every other.
public struct KeyedHashes: Sendable {
    private let firm: FirmKeys

    init(_ firm: FirmKeys) { self.firm = firm }

    /// An address on a network: the same for every spelling that the network takes for one.
    public func identity(_ network: Network, _ address: String) -> KeyedHash {
        KeyedHash(firm.lookup("identity", [Array(network.rawValue.utf8), Array(address.lowercased().utf8)]))
    }

    /// A message that was delivered before: channel account and provider id.
    public func duplicate(_ account: ChannelAccountID, _ providerID: String) -> KeyedHash {
        Self.ordered(firm.duplicateMark(channelAccount: account.stream.bytes, providerID: Array(providerID.utf8)), like: providerID)
    }

    /// A message or thread on a network, by its id there.
    public func thread(_ network: Network, _ id: String) -> KeyedHash {
        Self.ordered(firm.lookup("thread", [Array(network.rawValue.utf8), Array(id.utf8)]), like: id)
    }

    /// A link's token, a one-time code or a session, bound to what it is for.
    public func secret(_ purpose: String, _ value: String) -> KeyedHash {
        KeyedHash(firm.lookup("secret", [Array(purpose.utf8), Array(value.utf8)]))
    }

    /// A mark that stands in tables where its message stands in time, so that a batch of new messages writes few of their pages.
    ///
    /// X numbers posts and messages by time: a 64-bit number with the milliseconds above its lowest 22 bits. Those milliseconds, which the
    /// leaf tells as the source's time anyway, come first, 80 bits of the mark follow. Other ids give the mark's first 128 bits.
    private static func ordered(_ mark: [UInt8], like id: String) -> KeyedHash {
        let hash = KeyedHash(mark)
        guard let number = UInt64(id), number >> 22 > 0 else { return hash }
        return KeyedHash(high: (number >> 22) << 16 | hash.high & 0xFFFF, low: hash.low)
    }
}
