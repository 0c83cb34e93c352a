public import Conversations
public import Ledger

/// A decision of policy as the ledger keeps it.
public struct RecordedDecision: Sendable {
    public enum Question: Sendable {
        /// The line that says what policy was asked, as ``Asked`` wrote it.
        case asked([UInt8])
        /// It was decided before questions were kept.
        case notRecorded
        /// The facts were erased with the person.
        case erased
    }

    public var index: UInt64
    public var leaf: Leaf
    public var question: Question

    /// The conversation that it is about; nil for a message that waits outside of any.
    public var conversation: ConversationID? {
        leaf.streams.first { $0.kind == .conversation }.map { ConversationID($0.id) }
    }
}
