/// One of the firm's own accounts on a network.
public struct ChannelAccountState: Sendable, Equatable {
    public var id: ChannelAccountID
    public var head: StreamHead
    public var network: Network?
    public var name: String?

    public init(id: ChannelAccountID, head: StreamHead) {
        self.id = id
        self.head = head
    }
}
