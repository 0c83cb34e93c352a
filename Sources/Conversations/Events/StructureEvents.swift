/// Two conversations of one customer go on as one.
public struct Merged: Sendable, Codable, Equatable {
    public var into: ConversationID
    public var part: ConversationID
    public var by: StaffID
}

/// A part of a conversation goes on by itself.
public struct Split: Sendable, Codable, Equatable {
    public var from: ConversationID
    public var part: ConversationID
    public var by: StaffID
}

/// A merge is undone; each part has its own turn back.
public struct Unmerged: Sendable, Codable, Equatable {
    public var from: ConversationID
    public var part: ConversationID
    public var by: StaffID
}
