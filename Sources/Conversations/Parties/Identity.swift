/// An address on a network as the facts know it: by keyed hash, with how sure we are whose it is.
public struct Identity: Hashable, Sendable, Codable {
    public var network: Network
    public var key: KeyedHash
    public var assurance: Assurance

    public init(network: Network, key: KeyedHash, assurance: Assurance) {
        self.network = network
        self.key = key
        self.assurance = assurance
    }
}
