/// Functions from finitely many finite facts to yes or no, each in its one reduced form: two functions are equal if their nodes are.
///
/// A reduced ordered multi-valued decision diagram (Kam, Villa, Brayton, Sangiovanni-Vincentelli, 1998). A node asks one fact and has a
/// child for each answer; facts are asked in a fixed order, equal nodes are one, and a fact whose answer changes nothing is not asked.
/// An exclusive fact needs no "exactly one" and an ordered one no chain, since an answer is one of a list to begin with.
final class Diagram {
    typealias Node = Int32

    static let no: Node = 0
    static let yes: Node = 1

    /// How many answers each fact has, in the order of asking.
    let domains: [Int]
    /// By node: which fact it asks. The two ends ask the fact after the last.
    private var levels: [Int32]
    /// By node: where its children begin.
    private var starts: [Int32]
    private var children: [Node] = []
    /// Nodes by their content, with open addressing; -1 is free.
    private var slots: [Int32]
    private var answers: [UInt64: Node] = [:]
    private var opposites: [Node: Node] = [:]

    init(domains: [Int]) {
        self.domains = domains
        levels = [Int32(domains.count), Int32(domains.count)]
        starts = [0, 0]
        slots = [Int32](repeating: -1, count: 1 << 12)
    }

    var count: Int { levels.count }

    func level(of node: Node) -> Int { Int(levels[Int(node)]) }

    func child(_ node: Node, _ answer: Int) -> Node { children[Int(starts[Int(node)]) + answer] }

    /// Whether the fact's answer is one of those allowed.
    func fact(_ level: Int, isOneOf allowed: [Bool]) -> Node {
        make(level, allowed.map { $0 ? Self.yes : Self.no })
    }

    // MARK: Logic

    func and(_ left: Node, _ right: Node) -> Node {
        if left == Self.no || right == Self.no { return Self.no }
        if left == Self.yes || left == right { return right }
        if right == Self.yes { return left }
        return combine(min(left, right), max(left, right), isAnd: true)
    }

    func or(_ left: Node, _ right: Node) -> Node {
        if left == Self.yes || right == Self.yes { return Self.yes }
        if left == Self.no || left == right { return right }
        if right == Self.no { return left }
        return combine(min(left, right), max(left, right), isAnd: false)
    }

    func not(_ node: Node) -> Node {
        if node <= Self.yes { return 1 - node }
        if let known = opposites[node] { return known }
        let own = level(of: node)
        let opposite = make(own, (0..<domains[own]).map { not(child(node, $0)) })
        opposites[node] = opposite
        opposites[opposite] = node
        return opposite
    }

    func and(_ nodes: some Sequence<Node>) -> Node { nodes.reduce(Self.yes) { and($0, $1) } }
    func or(_ nodes: some Sequence<Node>) -> Node { nodes.reduce(Self.no) { or($0, $1) } }

    /// What holds of the first and not of the second.
    func difference(_ node: Node, without other: Node) -> Node { and(node, not(other)) }

    func differ(_ left: Node, _ right: Node) -> Node { or(difference(left, without: right), difference(right, without: left)) }

    private func combine(_ left: Node, _ right: Node, isAnd: Bool) -> Node {
        let key = UInt64(left) << 32 | UInt64(right) << 1 | (isAnd ? 1 : 0)
        if let known = answers[key] { return known }
        let own = min(level(of: left), level(of: right))
        let isLeft = level(of: left) == own
        let isRight = level(of: right) == own
        var parts: [Node] = []
        parts.reserveCapacity(domains[own])
        for answer in 0..<domains[own] {
            let first = isLeft ? child(left, answer) : left
            let second = isRight ? child(right, answer) : right
            parts.append(isAnd ? and(first, second) : or(first, second))
        }
        let node = make(own, parts)
        answers[key] = node
        return node
    }

    // MARK: Nodes

    private func make(_ level: Int, _ parts: [Node]) -> Node {
        if parts.allSatisfy({ $0 == parts[0] }) { return parts[0] }
        var slot = Self.hash(level, parts) & (slots.count - 1)
        while slots[slot] >= 0 {
            let node = Int(slots[slot])
            if levels[node] == level, children[Int(starts[node])..<Int(starts[node]) + parts.count].elementsEqual(parts) {
                return Node(node)
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        let node = Node(levels.count)
        slots[slot] = node
        levels.append(Int32(level))
        starts.append(Int32(children.count))
        children += parts
        if levels.count * 2 > slots.count { grow() }
        return node
    }

    private func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 4)
        for node in 2..<levels.count {
            let own = Int(levels[node])
            let parts = Array(children[Int(starts[node])..<Int(starts[node]) + domains[own]])
            var slot = Self.hash(own, parts) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(node)
        }
    }

    private static func hash(_ level: Int, _ parts: [Node]) -> Int {
        var hash = UInt64(level) &+ 0x9E37_79B9_7F4A_7C15
        for part in parts {
            hash = (hash ^ UInt64(UInt32(bitPattern: part))) &* 0x100_0000_01B3
            hash ^= hash >> 29
        }
        return Int(truncatingIfNeeded: hash ^ hash >> 32)
    }
}
