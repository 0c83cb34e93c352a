/// What one lexicon makes of the phrases found in one text. Linear in their number, times its logarithm where groups stand near one another.
struct LexiconReading {
    private let tokens: TextTokens
    /// By the lexicon's own numbers of groups.
    private let hits: [[PhraseHit]]
    /// The clauses in which a negator reaches each word that one does reach.
    private let negated: [Int32: Int32]

    init(lexicon: Lexicon, firstGroup: Int, tokens: TextTokens, hits: [PhraseHit], negators: [PhraseHit]) {
        self.tokens = tokens
        var hidden: Set<Int32> = []
        let masks = Set(lexicon.masks)
        for hit in hits where masks.contains(Int(hit.group) - firstGroup) { hidden.formUnion(hit.first..<hit.end) }
        var groups = [[PhraseHit]](repeating: [], count: lexicon.groups.count)
        for hit in hits {
            let group = Int(hit.group) - firstGroup
            if masks.contains(group) || !(hit.first..<hit.end).contains(where: hidden.contains) { groups[group].append(hit) }
        }
        self.hits = groups
        var negated: [Int32: Int32] = [:]
        for negator in negators {
            let clause = tokens.tokens[Int(negator.first)].clause
            for place in negator.end..<negator.end + Int32(lexicon.negationReach) { negated[place] = clause }
        }
        self.negated = negated
    }

    /// Whether the text earns the clue's label.
    func earns(_ clue: Lexicon.Clue) -> Bool {
        guard clue.none.allSatisfy({ hits[$0].isEmpty }) else { return false }
        guard clue.all.allSatisfy({ !hits[$0].isEmpty }) else { return false }
        if clue.reach == .whole {
            return clue.all.allSatisfy { group in
                hits[group].contains { $0.first == 0 && $0.end == tokens.count && counts($0, clue.guards) }
            }
        }
        if clue.reach == .near { return standNear(clue) }
        guard clue.reach == .sentence else {
            return clue.all.allSatisfy { group in hits[group].contains { counts($0, clue.guards) } }
        }
        var shared: Set<Int32>?
        for group in clue.all {
            let sentences = Set(hits[group].lazy.filter { counts($0, clue.guards) }.map { tokens.tokens[Int($0.first)].sentence })
            shared = shared?.intersection(sentences) ?? sentences
        }
        return shared.map { !$0.isEmpty } ?? false
    }

    /// Whether some phrase of each group stands within a few words of the others, and in the same sentence.
    private func standNear(_ clue: Lexicon.Clue) -> Bool {
        let found = clue.all.map { group in hits[group].filter { counts($0, clue.guards) } }
        // The phrase that begins first is one of these; from each on, only the next few words are looked through.
        return found.joined().contains { start in
            let sentence = tokens.tokens[Int(start.first)].sentence
            return found.allSatisfy { group in
                group[group.firstIndex(from: start.first)...].prefix { $0.first < start.first + Lexicon.nearness }.contains {
                    $0.end - start.first <= Lexicon.nearness && tokens.tokens[Int($0.first)].sentence == sentence
                }
            }
        }
    }

    private func counts(_ hit: PhraseHit, _ guards: Set<Lexicon.Guard>) -> Bool {
        if guards.isEmpty { return true }
        let token = tokens.tokens[Int(hit.first)]
        if token.isQuoted && guards.contains(.quotation) { return false }
        if token.isQuestion && guards.contains(.question) { return false }
        return !(guards.contains(.negation) && negated[hit.first] == token.clause)
    }
}

extension [PhraseHit] {
    /// The first hit that begins at a word or after it; hits ascend by their first words.
    fileprivate func firstIndex(from word: Int32) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].first < word { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
