/// An agent's load.
public struct StaffState: Sendable, Equatable {
    public var id: StaffID
    public var head: StreamHead
    public var assigned: Set<ConversationID>

    public init(id: StaffID, head: StreamHead) {
        self.id = id
        self.head = head
        assigned = []
    }
}
