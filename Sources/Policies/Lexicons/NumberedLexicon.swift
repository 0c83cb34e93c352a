/// What to look for when reading with a lexicon, its groups numbered across a set of lexicons.
struct NumberedLexicon: Sendable {
    var groups: Range<Int>
    var masks: [Int]
    /// The group of its negators.
    var negators: Int
    /// How many words a negator reaches.
    var reach: Int
}

/// A clue with its groups numbered across a set of lexicons.
struct NumberedClue: Sendable {
    /// The label's place among those of the set.
    var label: Int
    var all: [Int]
    var none: [Int]
    var reach: Lexicon.Reach
    var heedsNegation: Bool
    var heedsQuotation: Bool
    var heedsQuestion: Bool

    init(_ clue: Lexicon.Clue, label: Int, firstGroup: Int) {
        self.label = label
        all = clue.all.map { firstGroup + $0 }
        none = clue.none.map { firstGroup + $0 }
        reach = clue.reach
        heedsNegation = clue.guards.contains(.negation)
        heedsQuotation = clue.guards.contains(.quotation)
        heedsQuestion = clue.guards.contains(.question)
    }
}
