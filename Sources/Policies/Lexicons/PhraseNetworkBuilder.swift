/// Collects phrases into a network.
///
/// At first every place between two fields of a phrase is a node of its own, so that the network grows with the length of the phrases and
/// not with the number of ways to read them. Then nodes that one word leads to from one node are joined, for the first few words.
struct PhraseNetworkBuilder {
    private struct Node {
        var groups: [Int32] = []
        var specials: [PhraseNetwork.Special.Kind: [Int32]] = [:]
        var words: [Int32: [Int32]] = [:]
        var stems: [Int32: [Int32]] = [:]
    }

    /// Words after which nodes are no longer joined: few phrases still run beside one another then.
    private static let joinedWords = 4
    /// Most edges that joining may add; what is left stays apart, which is slower and finds the same.
    private static let mostEdges = 2_000_000

    private var nodes = [Node()]
    private var words = WordDictionary.Builder()
    private var stems = WordDictionary.Builder()

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
            case .word(let bytes): nodes[node].words[words.add(bytes), default: []].append(Int32(next))
            case .stem(let bytes): nodes[node].stems[stems.add(bytes), default: []].append(Int32(next))
            case .number: nodes[node].specials[.number, default: []].append(Int32(next))
            case .foreign: nodes[node].specials[.foreign, default: []].append(Int32(next))
            case .anyWord: nodes[node].specials[.anyWord, default: []].append(Int32(next))
            case .gap: nodes[node].specials[.gap, default: []].append(Int32(next))
            }
            node = next
        }
    }

    private mutating func addNode() -> Int {
        nodes.append(Node())
        return nodes.count - 1
    }

    consuming func finish() -> PhraseNetwork {
        join()
        var groups: [Int32] = []
        var specials: [PhraseNetwork.Special] = []
        var wordEdges: [(key: EdgeTable.Key, targets: [Int32])] = []
        var stemEdges: [(key: EdgeTable.Key, targets: [Int32])] = []
        var finished: [PhraseNetwork.Node] = []
        finished.reserveCapacity(nodes.count)
        for (number, node) in nodes.enumerated() {
            let (firstGroup, firstSpecial) = (Int32(groups.count), Int32(specials.count))
            groups += node.groups
            for (kind, targets) in node.specials { specials += targets.map { PhraseNetwork.Special(kind: kind, target: $0) } }
            finished.append(
                PhraseNetwork.Node(
                    groups: firstGroup..<Int32(groups.count), specials: firstSpecial..<Int32(specials.count),
                    hasStems: !node.stems.isEmpty))
            for (word, targets) in node.words { wordEdges.append((EdgeTable.Key(node: Int32(number), word: word), targets)) }
            for (stem, targets) in node.stems { stemEdges.append((EdgeTable.Key(node: Int32(number), word: stem), targets)) }
        }
        return PhraseNetwork(
            nodes: finished, groups: groups, specials: specials, words: words.finish(), stems: stems.finish(),
            wordEdges: EdgeTable(wordEdges), stemEdges: EdgeTable(stemEdges))
    }

    // MARK: Joining

    private mutating func join() {
        var joined: [[Int32]: Int32] = [:]
        var edges = 0
        var front: [Int32] = [0]
        for _ in 0..<Self.joinedWords {
            var next: [Int32] = []
            for number in front {
                var node = nodes[Int(number)]
                for (word, targets) in node.words { node.words[word] = one(of: targets, &joined, &next, &edges) }
                for (stem, targets) in node.stems { node.stems[stem] = one(of: targets, &joined, &next, &edges) }
                for (kind, targets) in node.specials { node.specials[kind] = one(of: targets, &joined, &next, &edges) }
                nodes[Int(number)] = node
            }
            front = next
        }
    }

    /// The one node that stands for all of these, or these.
    private mutating func one(of targets: [Int32], _ joined: inout [[Int32]: Int32], _ new: inout [Int32], _ edges: inout Int) -> [Int32] {
        let members = Set(targets).sorted()
        guard members.count > 1 else { return members }
        if let known = joined[members] { return [known] }
        guard edges < Self.mostEdges else { return members }
        var node = Node()
        for member in members {
            let part = nodes[Int(member)]
            node.groups += part.groups
            node.words.merge(part.words, uniquingKeysWith: +)
            node.stems.merge(part.stems, uniquingKeysWith: +)
            node.specials.merge(part.specials, uniquingKeysWith: +)
        }
        node.groups = Set(node.groups).sorted()
        edges += node.words.count + node.stems.count + node.specials.count
        let number = Int32(addNode())
        nodes[Int(number)] = node
        joined[members] = number
        new.append(number)
        return [number]
    }
}
