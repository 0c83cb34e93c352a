/// An agent's load and rights.
public struct StaffState: Sendable, Equatable {
    public var id: StaffID
    public var head: StreamHead
    public var assigned: Set<ConversationID>
    /// The newest roles; nil where none were ever given here, or the facts are erased.
    public var granted: Granted?

    public init(id: StaffID, head: StreamHead) {
        self.id = id
        self.head = head
        assigned = []
    }
}
