/// Phrases as a network of words: one walk from each word of a text finds all phrases that begin there.
///
/// Every place between two fields of a phrase is a node of its own; only the beginning is shared. Its size grows with the length of
/// the phrases, not with the number of ways to read them.
struct PhraseNetwork: Sendable {
    struct Node: Sendable {
        /// The groups that have a phrase ending here.
        var groups: [Int32] = []
        /// Where a number, a word in other letters, any word, or a gap leads.
        var special: [(kind: Special, target: Int32)] = []
        var hasStems = false
    }

    enum Special: Sendable { case number, foreign, anyWord, gap }

    /// Most words that a gap skips.
    static let longestGap = 3

    private let nodes: [Node]
    private let words: WordDictionary
    private let stems: WordDictionary
    private let wordEdges: EdgeTable
    private let stemEdges: EdgeTable

    fileprivate init(nodes: [Node], words: WordDictionary, stems: WordDictionary, wordEdges: EdgeTable, stemEdges: EdgeTable) {
        self.nodes = nodes
        self.words = words
        self.stems = stems
        self.wordEdges = wordEdges
        self.stemEdges = stemEdges
    }

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
        for (kind, target) in nodes[node].special {
            switch kind {
            case .number: if walk.text.tokens[index].isNumber { arrive(target, at: index, first, &walk) }
            case .foreign: if walk.text.isForeign(index) { arrive(target, at: index, first, &walk) }
            case .anyWord: arrive(target, at: index, first, &walk)
            case .gap:
                let sentence = walk.text.tokens[index].sentence
                for skipped in 0...Self.longestGap {
                    guard index + skipped < walk.text.count, walk.text.tokens[index + skipped].sentence == sentence else { break }
                    step(from: Int(target), at: index + skipped, first, &walk)
                }
            }
        }
    }

    private func arrive(_ node: Int32, at index: Int, _ first: Int, _ walk: inout Walk) {
        for group in nodes[Int(node)].groups {
            let hit = PhraseHit(group: group, first: Int32(first), end: Int32(index + 1))
            if !walk.hits[walk.ownHits...].contains(hit) { walk.hits.append(hit) }
        }
        step(from: Int(node), at: index + 1, first, &walk)
    }
}

extension PhraseNetwork {
    /// Collects phrases.
    struct Builder {
        private var nodes = [Node()]
        private var words = WordDictionary.Builder()
        private var stems = WordDictionary.Builder()
        private var wordEdges: [EdgeTable.Key: [Int32]] = [:]
        private var stemEdges: [EdgeTable.Key: [Int32]] = [:]

        mutating func add(_ phrase: Phrase, group: Int32) {
            // The nodes at which the next field may begin: more than one after a field that may be missing.
            var ends = [0]
            for field in phrase.fields {
                let next = addNode()
                for option in field.options {
                    for end in ends { connect(end, to: next, by: option) }
                }
                ends = field.isOptional ? ends + [next] : [next]
            }
            for end in ends { nodes[end].groups.append(group) }
        }

        private mutating func connect(_ start: Int, to end: Int, by parts: [Phrase.Part]) {
            var node = start
            for (place, part) in parts.enumerated() {
                let next = place == parts.count - 1 ? end : addNode()
                switch part {
                case .word(let bytes):
                    wordEdges[EdgeTable.Key(node: Int32(node), word: words.add(bytes)), default: []].append(Int32(next))
                case .stem(let bytes):
                    nodes[node].hasStems = true
                    stemEdges[EdgeTable.Key(node: Int32(node), word: stems.add(bytes)), default: []].append(Int32(next))
                case .number: nodes[node].special.append((.number, Int32(next)))
                case .foreign: nodes[node].special.append((.foreign, Int32(next)))
                case .anyWord: nodes[node].special.append((.anyWord, Int32(next)))
                case .gap: nodes[node].special.append((.gap, Int32(next)))
                }
                node = next
            }
        }

        private mutating func addNode() -> Int {
            nodes.append(Node())
            return nodes.count - 1
        }

        func finish() -> PhraseNetwork {
            PhraseNetwork(
                nodes: nodes, words: words.finish(), stems: stems.finish(), wordEdges: EdgeTable(wordEdges), stemEdges: EdgeTable(stemEdges)
            )
        }
    }
}
