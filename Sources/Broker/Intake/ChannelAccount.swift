public import Conversations

/// One of the firm's accounts as the moving parts know it.
public struct ChannelAccount: Sendable {
    public var id: ChannelAccountID
    /// How it is called in the configuration and in addresses of the API.
    public var name: String
    public var network: Network
    /// What a public post and a private message on it are.
    public var publicKind: ChannelKind
    public var privateKind: ChannelKind

    public init(id: ChannelAccountID, name: String, network: Network, publicKind: ChannelKind, privateKind: ChannelKind) {
        self.id = id
        self.name = name
        self.network = network
        self.publicKind = publicKind
        self.privateKind = privateKind
    }
}
