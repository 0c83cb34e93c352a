/// How people say something, and the labels that it earns: one file, with its own examples.
public struct Lexicon: Hashable, Sendable {
    /// Phrases under one name.
    public struct Group: Hashable, Sendable {
        public var name: String
        public var phrases: [Phrase]

        public init(name: String, phrases: [Phrase]) {
            self.name = name
            self.phrases = phrases
        }
    }

    /// The part of a message in which all groups of a clue have to stand; `near`: no more than ``nearness`` words from the first to the last,
    /// in one sentence; `whole`: the message is nothing but one phrase of each.
    public enum Reach: String, CaseIterable, Hashable, Sendable {
        case near, sentence, message, whole
    }

    /// How many words a clue within reach `near` may take.
    public static let nearness: Int32 = 12

    /// What makes a phrase not count.
    public enum Guard: String, CaseIterable, Hashable, Sendable {
        case negation, quotation, question
    }

    /// One way to earn a label: something of each of these groups, and nothing of those.
    public struct Clue: Hashable, Sendable {
        public var label: Label
        /// Groups by their place in ``Lexicon/groups``; at least one.
        public var all: [Int]
        public var none: [Int]
        public var reach: Reach
        public var guards: Set<Guard>

        public init(label: Label, all: [Int], none: [Int] = [], reach: Reach = .message, guards: Set<Guard> = []) {
            self.label = label
            self.all = all
            self.none = none
            self.reach = reach
            self.guards = guards
        }
    }

    /// A text that must, or must not, earn a label.
    public struct Example: Hashable, Sendable {
        public var text: String
        public var label: Label
        public var isPositive: Bool

        public init(text: String, label: Label, isPositive: Bool) {
            self.text = text
            self.label = label
            self.isPositive = isPositive
        }
    }

    public var reference: PackReference
    public var language: String
    public var directions: Set<Direction>
    /// Whose words it is meant for; nil is everybody's.
    public var actors: Set<ActorRole>?
    /// The packs that it is written for; nil is every pack.
    public var packs: Set<String>?
    /// Whether it is read in what disguised letters were meant to be as well, such as "k1ll".
    public var seesThrough: Bool
    public var groups: [Group]
    /// Groups whose phrases hide whatever overlaps them, such as idioms.
    public var masks: [Int]
    /// Words that deny what follows them in the same clause.
    public var negators: [Phrase]
    /// How many words a negator reaches.
    public var negationReach: Int
    public var clues: [Clue]
    public var examples: [Example]

    public init(
        reference: PackReference, language: String, directions: Set<Direction>, actors: Set<ActorRole>? = nil, packs: Set<String>? = nil,
        seesThrough: Bool = false, groups: [Group], masks: [Int] = [], negators: [Phrase] = [], negationReach: Int = 3, clues: [Clue],
        examples: [Example]
    ) {
        self.reference = reference
        self.language = language
        self.directions = directions
        self.actors = actors
        self.packs = packs
        self.seesThrough = seesThrough
        self.groups = groups
        self.masks = masks
        self.negators = negators
        self.negationReach = negationReach
        self.clues = clues
        self.examples = examples
    }

    /// The examples that do not come out as they should. A lexicon with any of them is not to be used.
    public func failures() -> [Example] {
        let set = LexiconSet([self])
        return examples.filter { example in
            let labels = set.labels(in: Array(example.text.utf8))
            return labels.contains(example.label) != example.isPositive
        }
    }
}
