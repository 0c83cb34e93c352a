public import Policies

/// A pack explained for programs: the same sentences as its page, rule by rule.
public struct PackExplanation: Sendable, Encodable {
    public struct Rule: Sendable, Encodable {
        public var id: String
        public var title: String
        /// When it applies, in words.
        public var when: String
        /// What it does, a sentence each.
        public var does: [String]
        public var basis: String
        public var source: String
        public var url: String?
        public var verified: Bool
    }

    public struct Line: Sendable, Encodable {
        public var name: String
        public var words: String
    }

    public let pack: String
    public let version: Int
    public let title: String
    public let owner: String
    public let sha256: String
    public let rules: [Rule]
    public let deadlines: [Line]
    /// What people have to see to, with the reason why no rule does.
    public let unchecked: [Line]

    public init(_ pack: Pack, _ vocabulary: Vocabulary) {
        let page = PackPage(pack, vocabulary)
        (self.pack, version, sha256) = (pack.reference.id, pack.reference.version, pack.reference.sha256)
        (title, owner) = (pack.title, pack.owner)
        rules = pack.rules.map { rule in
            Rule(
                id: rule.id, title: rule.title, when: page.condition(rule), does: page.sentences(rule), basis: rule.basis.rawValue,
                source: rule.source.reference, url: rule.source.address, verified: rule.verified)
        }
        deadlines = pack.deadlines.map { Line(name: $0.name.text, words: $0.inWords) }
        unchecked = pack.unchecked.map { Line(name: $0.title, words: $0.reason) }
    }
}
