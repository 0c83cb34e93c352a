/// Phrases as a network of words: one walk from each word of a text finds all phrases that begin there.
///
/// Places that the same few words lead to are one node, as far as ``PhraseNetworkBuilder`` joins them: thousands of phrases begin with "I"
/// or "my", and following each of them apart would cost more than all else.
struct PhraseNetwork: Sendable {
    /// Numbers only: nothing to retain on the way through thousands of them.
    struct Node: Sendable {
        /// Where in ``groups`` those stand that have a phrase ending here.
        var groups: Range<Int32>
        /// Where in ``specials`` those stand that begin here.
        var specials: Range<Int32>
        var hasStems: Bool
    }

    /// Where a number, a word in other letters, any word, or a gap leads.
    struct Special: Sendable {
        var kind: Kind
        var target: Int32

        enum Kind: Sendable { case number, foreign, anyWord, gap }
    }

    /// Most words that a gap skips.
    static let longestGap = 3

    let nodes: [Node]
    let groups: [Int32]
    let specials: [Special]
    let words: WordDictionary
    let stems: WordDictionary
    let wordEdges: EdgeTable
    let stemEdges: EdgeTable

    /// Every phrase found in the text, each once, ascending by its first word.
    func hits(in text: TextTokens) -> [PhraseHit] {
        var walk = Walk(text: text, wordIDs: [], stemIDs: [], stemStarts: [0])
        walk.wordIDs.reserveCapacity(text.count)
        walk.stemStarts.reserveCapacity(text.count + 1)
        for index in 0..<text.count {
            let bytes = text.bytes(of: index)
            walk.wordIDs.append(words.number(of: bytes))
            stems.prefixes(of: bytes, into: &walk.stemIDs)
            walk.stemStarts.append(Int32(walk.stemIDs.count))
        }
        for first in 0..<text.count {
            walk.ownHits = walk.hits.count
            step(from: 0, at: first, first, &walk)
        }
        return walk.hits
    }

    private struct Walk {
        let text: TextTokens
        var wordIDs: [Int32]
        /// The stems that each word begins with, one run a word.
        var stemIDs: [Int32]
        var stemStarts: [Int32]
        var hits: [PhraseHit] = []
        /// Where the hits that begin at the current word begin.
        var ownHits = 0
    }

    /// Depth is bounded by the length of phrases.
    private func step(from node: Int, at index: Int, _ first: Int, _ walk: inout Walk) {
        guard index < walk.text.count else { return }
        let word = walk.wordIDs[index]
        if word >= 0 {
            for place in wordEdges[node, word] { arrive(wordEdges.targets[place], at: index, first, &walk) }
        }
        if nodes[node].hasStems {
            for place in Int(walk.stemStarts[index])..<Int(walk.stemStarts[index + 1]) {
                for edge in stemEdges[node, walk.stemIDs[place]] { arrive(stemEdges.targets[edge], at: index, first, &walk) }
            }
        }
        for place in nodes[node].specials {
            let special = specials[Int(place)]
            switch special.kind {
            case .number: if walk.text.tokens[index].isNumber { arrive(special.target, at: index, first, &walk) }
            case .foreign: if walk.text.isForeign(index) { arrive(special.target, at: index, first, &walk) }
            case .anyWord: arrive(special.target, at: index, first, &walk)
            case .gap:
                let sentence = walk.text.tokens[index].sentence
                for skipped in 0...Self.longestGap {
                    guard index + skipped < walk.text.count, walk.text.tokens[index + skipped].sentence == sentence else { break }
                    step(from: Int(special.target), at: index + skipped, first, &walk)
                }
            }
        }
    }

    private func arrive(_ node: Int32, at index: Int, _ first: Int, _ walk: inout Walk) {
        for place in nodes[Int(node)].groups {
            let hit = PhraseHit(group: groups[Int(place)], first: Int32(first), end: Int32(index + 1))
            if !walk.hits[walk.ownHits...].contains(hit) { walk.hits.append(hit) }
        }
        step(from: Int(node), at: index + 1, first, &walk)
    }
}
