public import Conversations

/// What became of an accepted command.
public struct Receipt: Sendable {
    /// The entry's place in the ledger, for ever.
    public var index: UInt64
    public var events: [Event]
    /// Where the entry belongs; nil where it is about none.
    public var conversation: ConversationID?
    /// The same command again, or the same message: nothing changed.
    public var isRepeat: Bool
    /// Conversations with a turn that has become stricter, or has no promise yet; an entry of its own says so for each.
    var loose: [ConversationID] = []
}
