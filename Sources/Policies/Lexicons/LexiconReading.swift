/// What lexicons make of the phrases found in one text, one lexicon after the other. Linear in the number of phrases, times its logarithm
/// where groups have to stand together.
struct LexiconReading {
    private let tokens: TextTokens
    /// Group by group; within one ascending by their first words.
    private var hits: [PhraseHit]
    /// By group: where its hits stand.
    private var places: [Range<Int32>]
    /// By word: the clause in which a negator of the lexicon at hand reaches it, or -1. Empty if no negator stands in the text.
    private var negated: [Int32] = []

    /// - Parameter hits: ascending by their first words.
    init(tokens: TextTokens, hits found: [PhraseHit], groupCount: Int) {
        self.tokens = tokens
        var ends = [Int32](repeating: 0, count: groupCount)
        for hit in found { ends[Int(hit.group)] += 1 }
        places = []
        places.reserveCapacity(groupCount)
        var next: Int32 = 0
        for group in ends.indices {
            places.append(next..<next + ends[group])
            next += ends[group]
            ends[group] = next
        }
        hits = found
        for hit in found.reversed() {
            ends[Int(hit.group)] -= 1
            hits[Int(ends[Int(hit.group)])] = hit
        }
    }

    /// Whether the text has a phrase of any of the groups.
    func hasHits(in groups: Range<Int>) -> Bool {
        for group in groups where !places[group].isEmpty { return true }
        return false
    }

    /// Makes ready for the clues of a lexicon: what its masks hide no longer counts, and what its negators reach is known.
    mutating func take(_ lexicon: NumberedLexicon) {
        hide(lexicon)
        negated.removeAll(keepingCapacity: true)
        guard !places[lexicon.negators].isEmpty else { return }
        negated.append(contentsOf: repeatElement(-1, count: tokens.count))
        for place in places[lexicon.negators] {
            let negator = hits[Int(place)]
            let clause = tokens.tokens[Int(negator.first)].clause
            for word in Int(negator.end)..<max(Int(negator.end), min(tokens.count, Int(negator.end) + lexicon.reach)) {
                negated[word] = clause
            }
        }
    }

    private mutating func hide(_ lexicon: NumberedLexicon) {
        guard lexicon.masks.contains(where: { !places[$0].isEmpty }) else { return }
        var isHidden = [Bool](repeating: false, count: tokens.count)
        for mask in lexicon.masks {
            for place in places[mask] {
                for word in hits[Int(place)].first..<hits[Int(place)].end { isHidden[Int(word)] = true }
            }
        }
        for group in lexicon.groups where !places[group].isEmpty && !lexicon.masks.contains(group) {
            var kept = places[group].lowerBound
            for place in places[group] {
                let hit = hits[Int(place)]
                if (hit.first..<hit.end).contains(where: { isHidden[Int($0)] }) { continue }
                hits[Int(kept)] = hit
                kept += 1
            }
            places[group] = places[group].lowerBound..<kept
        }
    }

    /// Whether the text earns the clue's label.
    func earns(_ clue: NumberedClue) -> Bool {
        for group in clue.all where places[group].isEmpty { return false }
        for group in clue.none where !places[group].isEmpty { return false }
        return switch clue.reach {
        case .message: clue.all.allSatisfy { group in places[group].contains { counts(hits[Int($0)], clue) } }
        case .whole:
            clue.all.allSatisfy { group in
                places[group].contains {
                    hits[Int($0)].first == 0 && hits[Int($0)].end == tokens.count && counts(hits[Int($0)], clue)
                }
            }
        case .sentence: standInOneSentence(clue)
        case .near: standNear(clue)
        }
    }

    /// Whether some sentence holds a phrase of each group.
    private func standInOneSentence(_ clue: NumberedClue) -> Bool {
        var last: Int32 = -1
        for place in places[clue.all[0]] where counts(hits[Int(place)], clue) {
            let sentence = sentence(of: hits[Int(place)])
            if sentence == last { continue }
            last = sentence
            let others = clue.all.dropFirst().allSatisfy { group in
                for other in firstPlace(of: group, where: { self.sentence(of: $0) >= sentence })..<places[group].upperBound {
                    guard self.sentence(of: hits[Int(other)]) == sentence else { return false }
                    if counts(hits[Int(other)], clue) { return true }
                }
                return false
            }
            if others { return true }
        }
        return false
    }

    /// Whether some phrase of each group stands within a few words of the others, and in the same sentence.
    private func standNear(_ clue: NumberedClue) -> Bool {
        // The phrase that begins first is one of these; from each on, only the next few words are looked through.
        for group in clue.all {
            for place in places[group] where counts(hits[Int(place)], clue) {
                let start = hits[Int(place)]
                if clue.all.allSatisfy({ hasCounting(clue, $0, near: start) }) { return true }
            }
        }
        return false
    }

    /// Whether a phrase of the group stands at most a few words after the start of the given one, in its sentence.
    private func hasCounting(_ clue: NumberedClue, _ group: Int, near start: PhraseHit) -> Bool {
        for other in firstPlace(of: group, where: { $0.first >= start.first })..<places[group].upperBound {
            let hit = hits[Int(other)]
            guard hit.first < start.first + Lexicon.nearness else { return false }
            if hit.end - start.first <= Lexicon.nearness && sentence(of: hit) == sentence(of: start) && counts(hit, clue) { return true }
        }
        return false
    }

    private func sentence(of hit: PhraseHit) -> Int32 { tokens.tokens[Int(hit.first)].sentence }

    /// The first place in a group at which what is true of all later hits becomes true.
    private func firstPlace(of group: Int, where isReached: (PhraseHit) -> Bool) -> Int32 {
        var (low, high) = (places[group].lowerBound, places[group].upperBound)
        while low < high {
            let middle = (low + high) / 2
            if isReached(hits[Int(middle)]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private func counts(_ hit: PhraseHit, _ clue: NumberedClue) -> Bool {
        let token = tokens.tokens[Int(hit.first)]
        if clue.heedsQuotation && token.isQuoted { return false }
        if clue.heedsQuestion && token.isQuestion { return false }
        return !(clue.heedsNegation && !negated.isEmpty && negated[Int(hit.first)] == token.clause)
    }
}
