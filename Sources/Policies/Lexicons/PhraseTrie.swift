/// Phrases as a tree of words: one walk from each word of a text finds all phrases that begin there.
struct PhraseTrie: Sendable {
    struct Node: Sendable {
        /// The groups that have a phrase ending here.
        var groups: [Int32] = []
        var number: Int32 = -1
        var anyWord: Int32 = -1
        var gap: Int32 = -1
        var hasStems = false
    }

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

    /// Every phrase found in the text, each once.
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
        for first in 0..<text.count { step(node: 0, at: first, from: first, &walk) }
        return walk.hits
    }

    private struct Walk {
        let text: TextTokens
        var wordIDs: [Int32]
        /// The stems that each word begins with, one run a word.
        var stemIDs: [Int32]
        var stemStarts: [Int32]
        var hits: [PhraseHit] = []
    }

    /// Depth is bounded by ``Phrase/longest``.
    private func step(node: Int, at index: Int, from first: Int, _ walk: inout Walk) {
        guard index < walk.text.count else { return }
        let word = walk.wordIDs[index]
        if word >= 0, let next = wordEdges[node, word] { arrive(next, at: index, from: first, &walk) }
        if nodes[node].hasStems {
            for place in Int(walk.stemStarts[index])..<Int(walk.stemStarts[index + 1]) {
                if let next = stemEdges[node, walk.stemIDs[place]] { arrive(next, at: index, from: first, &walk) }
            }
        }
        if nodes[node].number >= 0 && walk.text.tokens[index].isNumber {
            arrive(Int(nodes[node].number), at: index, from: first, &walk)
        }
        if nodes[node].anyWord >= 0 { arrive(Int(nodes[node].anyWord), at: index, from: first, &walk) }
        if nodes[node].gap >= 0 {
            let sentence = walk.text.tokens[index].sentence
            for skipped in 0...Self.longestGap {
                guard index + skipped < walk.text.count, walk.text.tokens[index + skipped].sentence == sentence else { break }
                step(node: Int(nodes[node].gap), at: index + skipped, from: first, &walk)
            }
        }
    }

    private func arrive(_ node: Int, at index: Int, from first: Int, _ walk: inout Walk) {
        for group in nodes[node].groups {
            let hit = PhraseHit(group: group, first: Int32(first), end: Int32(index + 1))
            if !walk.hits.contains(hit) { walk.hits.append(hit) }
        }
        step(node: node, at: index + 1, from: first, &walk)
    }
}

extension PhraseTrie {
    /// Collects phrases.
    struct Builder {
        private var nodes = [Node()]
        private var words = WordDictionary.Builder()
        private var stems = WordDictionary.Builder()
        private var wordEdges: [EdgeTable.Key: Int32] = [:]
        private var stemEdges: [EdgeTable.Key: Int32] = [:]

        mutating func add(_ phrase: Phrase, group: Int32) {
            for reading in phrase.readings {
                var node = 0
                for part in reading { node = follow(part, from: node) }
                if !nodes[node].groups.contains(group) { nodes[node].groups.append(group) }
            }
        }

        private mutating func follow(_ part: Phrase.Part, from node: Int) -> Int {
            switch part {
            case .word(let bytes):
                let key = EdgeTable.Key(node: Int32(node), word: words.add(bytes))
                if let next = wordEdges[key] { return Int(next) }
                let next = addNode()
                wordEdges[key] = Int32(next)
                return next
            case .stem(let bytes):
                let key = EdgeTable.Key(node: Int32(node), word: stems.add(bytes))
                nodes[node].hasStems = true
                if let next = stemEdges[key] { return Int(next) }
                let next = addNode()
                stemEdges[key] = Int32(next)
                return next
            case .number: return follow(\.number, from: node)
            case .anyWord: return follow(\.anyWord, from: node)
            case .gap: return follow(\.gap, from: node)
            }
        }

        private mutating func follow(_ edge: WritableKeyPath<Node, Int32>, from node: Int) -> Int {
            if nodes[node][keyPath: edge] < 0 {
                let next = addNode()
                nodes[node][keyPath: edge] = Int32(next)
            }
            return Int(nodes[node][keyPath: edge])
        }

        private mutating func addNode() -> Int {
            nodes.append(Node())
            return nodes.count - 1
        }

        func finish() -> PhraseTrie {
            PhraseTrie(
                nodes: nodes, words: words.finish(), stems: stems.finish(), wordEdges: EdgeTable(wordEdges), stemEdges: EdgeTable(stemEdges))
        }
    }
}
