public import Conversations
public import Ledger
import SQL

/// A conversation as it is shown: its state, and every entry with what is left of its content.
public struct ConversationPage: Sendable {
    public struct Line: Sendable {
        public var index: UInt64
        public var leaf: Leaf
        public var events: [Event]?
        public var content: [ContentField]

        public var text: String? { content.first { $0.kind == .text }?.text }
        public subscript(_ kind: ContentField.Kind) -> String? { content.first { $0.kind == kind }?.text }
    }
    public var state: ConversationState
    public var lines: [Line]
    /// States of everybody and everything around it.
    public var states: States
    /// Other conversations of its parties.
    public var others: [ConversationID] = []
}

extension Store {
    /// A conversation with all its entries; nil if there is none of this id.
    public func conversation(_ id: ConversationID) throws -> ConversationPage? {
        try readers.read { connection in
            let reader = EntryReader(connection: connection, keys: keys)
            var loader = StateLoader(reader: reader, isForPage: true)
            try loader.load(for: .view(id, purpose: ""))
            guard let state = loader.states.conversations[id] else { return nil }
            // What was written in the parts before they were merged belongs to the one timeline.
            let members = loader.states.members(of: state)
            let indexes = try members.reduce(into: Set<UInt64>()) { $0.formUnion(try reader.indexes(of: $1.id.stream)) }
            let folded = loader.folded
            let lines = try indexes.sorted().compactMap { index -> ConversationPage.Line? in
                guard let entry = try folded[index] ?? reader.folded(at: index) else { return nil }
                // Looking leaves an entry without content, and there are many of those.
                let content = entry.leaf.commandType == CommandType.view.rawValue ? [] : try reader.content(at: index)
                return ConversationPage.Line(index: index, leaf: entry.leaf, events: entry.events, content: content)
            }
            // The parties' own entries name every conversation they were ever in.
            let own = Set(members.map(\.id))
            let others = folded.values.reduce(into: Set<ConversationID>()) { $0.formUnion($1.conversationIDs) }.subtracting(own)
            return ConversationPage(state: state, lines: lines, states: loader.states, others: Array(others))
        }
    }

    /// One entry with its content, by the event id of its command.
    public func entry(_ event: EventID) throws -> ConversationPage.Line? {
        try readers.read { connection in
            let reader = EntryReader(connection: connection, keys: keys)
            guard let index = try reader.index(of: event), let entry = try reader.folded(at: index) else { return nil }
            return ConversationPage.Line(index: index, leaf: entry.leaf, events: entry.events, content: try reader.content(at: index))
        }
    }
}
