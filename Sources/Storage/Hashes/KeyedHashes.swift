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
        KeyedHash(firm.duplicateMark(channelAccount: account.stream.bytes, providerID: Array(providerID.utf8)))
    }

    /// A message or thread on a network, by its id there.
    public func thread(_ network: Network, _ id: String) -> KeyedHash {
        KeyedHash(firm.lookup("thread", [Array(network.rawValue.utf8), Array(id.utf8)]))
    }

    /// A link's token, a one-time code or a session, bound to what it is for.
    public func secret(_ purpose: String, _ value: String) -> KeyedHash {
        KeyedHash(firm.lookup("secret", [Array(purpose.utf8), Array(value.utf8)]))
    }
}
