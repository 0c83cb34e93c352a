extension Diagram {
    /// Whether the function says yes for one answer to each fact.
    func holds(_ node: Node, for answers: [Int]) -> Bool {
        var node = node
        while node > Self.yes { node = child(node, answers[level(of: node)]) }
        return node == Self.yes
    }

    /// The cheapest answers under which the function says yes, each answer at its own price; nil where it never does.
    ///
    /// A fact that is not asked on the way takes its cheapest answer, so the result is cheapest among all, and not only on its way.
    func cheapest(_ node: Node, prices: [[Int]]) -> (answers: [Int], price: Int)? {
        guard node != Self.no else { return nil }
        let free = prices.map { list in list.indices.min { (list[$0], $0) < (list[$1], $1) } ?? 0 }
        // What the facts from each one on cost where nothing asks them.
        var rest = [Int](repeating: 0, count: prices.count + 1)
        for level in prices.indices.reversed() { rest[level] = rest[level + 1] + prices[level][free[level]] }
        var known: [Node: (price: Int, answer: Int)] = [Self.yes: (0, 0)]
        /// The price from the node's own fact on.
        func price(_ node: Node) -> Int? {
            if node == Self.no { return nil }
            if let found = known[node] { return found.price }
            let own = level(of: node)
            var best: (price: Int, answer: Int)?
            for answer in 0..<domains[own] {
                let next = child(node, answer)
                guard let below = price(next) else { continue }
                let total = prices[own][answer] + rest[own + 1] - rest[level(of: next)] + below
                if best.map({ total < $0.price }) ?? true { best = (total, answer) }
            }
            known[node] = best
            return best?.price
        }
        guard let below = price(node) else { return nil }
        var answers = free
        var place = node
        while place > Self.yes, let step = known[place] {
            answers[level(of: place)] = step.answer
            place = child(place, step.answer)
        }
        return (answers, rest[0] - rest[level(of: node)] + below)
    }

    /// Whether the function says yes for every choice among the answers that are allowed.
    func holdsThroughout(_ node: Node, _ allowed: [[Bool]]) -> Bool {
        var known: [Node: Bool] = [Self.no: false, Self.yes: true]
        func check(_ node: Node) -> Bool {
            if let found = known[node] { return found }
            let own = level(of: node)
            let holds = (0..<domains[own]).allSatisfy { !allowed[own][$0] || check(child(node, $0)) }
            known[node] = holds
            return holds
        }
        return check(node)
    }

    /// The function that says yes for exactly the choices among the answers that are allowed.
    func box(_ allowed: [[Bool]]) -> Node {
        var node = Self.yes
        for level in allowed.indices.reversed() where allowed[level].contains(false) {
            node = and(fact(level, isOneOf: allowed[level]), node)
        }
        return node
    }

    /// A largest box of answers around the given ones in which the function says yes throughout: no fact in it can be freed, and no
    /// answer added, without leaving the function.
    func widest(_ node: Node, around answers: [Int]) -> [[Bool]] {
        var allowed = domains.indices.map { level in (0..<domains[level]).map { $0 == answers[level] } }
        for level in domains.indices {
            let own = allowed[level]
            allowed[level] = [Bool](repeating: true, count: domains[level])
            if holdsThroughout(node, allowed) { continue }
            allowed[level] = own
            for answer in 0..<domains[level] where !own[answer] {
                allowed[level][answer] = true
                if !holdsThroughout(node, allowed) { allowed[level][answer] = false }
            }
        }
        return allowed
    }

    /// Boxes that together are the function, the cheapest case first; at most so many.
    func boxes(_ node: Node, prices: [[Int]], most: Int) -> (boxes: [[[Bool]]], isComplete: Bool) {
        var boxes: [[[Bool]]] = []
        var left = node
        while boxes.count < most, let case_ = cheapest(left, prices: prices) {
            // Widened within the whole function, not within what is left, so that each box is as large as can be.
            let widest = widest(node, around: case_.answers)
            boxes.append(widest)
            left = difference(left, without: box(widest))
        }
        return (boxes, left == Self.no)
    }
}
