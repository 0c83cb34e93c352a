/// What one lexicon makes of the phrases found in one text.
struct LexiconReading {
    private let lexicon: Lexicon
    private let firstGroup: Int
    private let tokens: TextTokens
    private let hits: [PhraseHit]
    private let negators: [PhraseHit]

    init(lexicon: Lexicon, firstGroup: Int, tokens: TextTokens, hits: [PhraseHit], negators: [PhraseHit]) {
        self.lexicon = lexicon
        self.firstGroup = firstGroup
        self.tokens = tokens
        self.negators = negators
        let masks = lexicon.masks.map { Int32($0 + firstGroup) }
        let hidden = hits.filter { masks.contains($0.group) }
        self.hits = hidden.isEmpty ? hits : hits.filter { hit in !hidden.contains { $0.group != hit.group && $0.overlaps(hit) } }
    }

    /// Whether the text earns the clue's label.
    func earns(_ clue: Lexicon.Clue) -> Bool {
        guard !clue.none.contains(where: { group in hits.contains { $0.group == Int32(group + firstGroup) } }) else { return false }
        guard let first = clue.all.first else { return false }
        for hit in hits where hit.group == Int32(first + firstGroup) && counts(hit, clue.guards) {
            let sentence = clue.reach == .sentence ? tokens.tokens[Int(hit.first)].sentence : nil
            let others = clue.all.dropFirst().allSatisfy { group in
                hits.contains { other in
                    other.group == Int32(group + firstGroup) && counts(other, clue.guards)
                        && (sentence == nil || tokens.tokens[Int(other.first)].sentence == sentence)
                }
            }
            if others { return true }
        }
        return false
    }

    private func counts(_ hit: PhraseHit, _ guards: Set<Lexicon.Guard>) -> Bool {
        if guards.isEmpty { return true }
        let token = tokens.tokens[Int(hit.first)]
        if token.isQuoted && guards.contains(.quotation) { return false }
        if token.isQuestion && guards.contains(.question) { return false }
        return !(guards.contains(.negation) && isNegated(hit))
    }

    private func isNegated(_ hit: PhraseHit) -> Bool {
        negators.contains { negator in
            negator.end <= hit.first && Int(hit.first - negator.end) < lexicon.negationReach
                && tokens.tokens[Int(negator.first)].clause == tokens.tokens[Int(hit.first)].clause
        }
    }
}
