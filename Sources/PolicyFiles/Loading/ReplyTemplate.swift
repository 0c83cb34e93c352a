public import Policies

/// A text that agents may send as it stands, with the channels it is meant for.
public struct ReplyTemplate: Hashable, Sendable {
    public var id: String
    public var text: String
    public var channels: Set<ChannelKind>
    /// Who sends it.
    public var actor: ActorRole
    public var place: FilePlace
}
