/// How policy words are told to people: names for data classes and for several of them together, and words without their underscores.
public struct Wording: Sendable {
    /// Names for data classes, such as "card number" for `card.pan`.
    public var classNames: [DataClass: String]
    public var classGroups: [String: Set<DataClass>]
    /// What people say instead of a word, and what a fact says where it is so.
    public var wordNames: [String: String] = [:]
    public var factClauses: [FactPath: String] = [:]

    public init(classNames: [DataClass: String] = [:], classGroups: [String: Set<DataClass>] = [:]) {
        self.classNames = classNames
        self.classGroups = classGroups
    }

    public init(_ vocabulary: Vocabulary) {
        self.init(classNames: vocabulary.classNames, classGroups: vocabulary.classGroups)
        wordNames = vocabulary.wordNames
        factClauses = vocabulary.factClauses
    }

    /// What people call a word of the vocabulary.
    public func word(_ word: String) -> String { wordNames[word] ?? Self.plain(word) }

    public static func plain(_ word: String) -> String { String(word.map { $0 == "_" ? " " : $0 }) }

    /// A fact by its name: "the conversation's last user message" for the part of a thread, the words themselves for others.
    static func fact(_ path: FactPath) -> String {
        guard let part = path.part else { return plain(path.fact) }
        return path.fact == "thread" ? "the conversation's \(plain(part))" : "\(plain(path.fact)) \(plain(part))"
    }

    public static func list(_ words: [String], _ joint: String) -> String {
        guard let last = words.last else { return "nothing" }
        return words.count == 1 ? last : "\(words.dropLast().joined(separator: ", ")) \(joint) \(last)"
    }

    func name(_ dataClass: DataClass) -> String {
        if let requested = dataClass.requested { return classNames[requested] ?? requested.word }
        return classNames[dataClass] ?? dataClass.word
    }

    /// Groups first, as long as they fit; then what is left, one by one.
    func names(_ classes: Set<DataClass>) -> [String] {
        let plain = Set(classes.map { $0.requested ?? $0 })
        var left = plain
        var names: [String] = []
        for (group, members) in classGroups.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) })
        where members.count > 1 && members.isSubset(of: plain) && !members.isDisjoint(with: left) {
            names.append(Self.plain(group))
            left.subtract(members)
        }
        return names + left.sorted().map { name($0) }
    }

    static func channels(_ kinds: Set<ChannelKind>) -> String {
        var left = kinds
        var words: [String] = []
        for channelClass in ChannelClass.allCases where left.isSuperset(of: channelClass.kinds) {
            words.append("any \(plain(channelClass.word)) channel")
            left.subtract(channelClass.kinds)
        }
        return list(words + left.map { plain($0.word) }.sorted(), "or")
    }
}
