import Policies

extension PolicyReplay: Encodable {
    private enum Key: String, CodingKey {
        case entries, decisions, notRecorded, erased, unlike, unlikeEntries, answerOnly, conversations, laxer, stricter, otherwise, changes
    }

    private struct Written: Encodable {
        var direction: String
        var from: String
        var to: String
        var kind: String
        var decisions: UInt64
        var words: [DecisionDifference.Words]
        var moved: [String: Moved]
        var ruleBefore: String?
        var ruleAfter: String?
        var entries: [UInt64]
        var conversations: [String]
        var example: String
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(entries, forKey: .entries)
        try fields.encode(decisions, forKey: .decisions)
        try fields.encode(notRecorded, forKey: .notRecorded)
        try fields.encode(erased, forKey: .erased)
        try fields.encode(unlikeCount, forKey: .unlike)
        try fields.encode(unlike, forKey: .unlikeEntries)
        try fields.encode(answerOnly, forKey: .answerOnly)
        try fields.encode(conversations, forKey: .conversations)
        try fields.encode(laxer, forKey: .laxer)
        try fields.encode(stricter, forKey: .stricter)
        try fields.encode(otherwise, forKey: .otherwise)
        try fields.encode(
            changes.map { change in
                Written(
                    direction: change.difference.direction.rawValue, from: change.difference.from.word, to: change.difference.to.word,
                    kind: change.kind, decisions: change.decisions, words: change.difference.words, moved: change.moved,
                    ruleBefore: change.difference.ruleBefore, ruleAfter: change.difference.ruleAfter, entries: change.entries,
                    conversations: change.conversations.map(\.description), example: change.example.inWords)
            }, forKey: .changes)
    }
}

extension PolicyReplay.Change {
    /// `laxer`, `stricter` or `otherwise`.
    public var kind: String {
        switch difference.strictness {
        case ..<0: "laxer"
        case 0: "otherwise"
        default: "stricter"
        }
    }

    /// What changes beside the answer, in words: `+` for what comes, `-` for what goes.
    public var inWords: String {
        let lists = difference.words.map { words in
            "\(words.list): \((words.added.map { "+\($0)" } + words.removed.map { "-\($0)" }).joined(separator: " "))"
        }
        let times = moved.sorted { $0.key < $1.key }.map { name, moved in
            let parts = [(moved.earlier, "earlier"), (moved.later, "later")].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
            return "\(name): \(parts.joined(separator: ", "))"
        }
        return (lists + times).joined(separator: "; ")
    }
}
