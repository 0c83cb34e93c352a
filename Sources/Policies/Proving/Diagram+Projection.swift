extension Diagram {
    /// Where the function can still say yes, whatever the answers to the facts that are not kept.
    func projected(_ node: Node, keeping kept: [Bool]) -> Node {
        var known: [Node: Node] = [Self.no: Self.no, Self.yes: Self.yes]
        func project(_ node: Node) -> Node {
            if let found = known[node] { return found }
            let own = level(of: node)
            let parts = (0..<domains[own]).map { project(child(node, $0)) }
            let projected: Node =
                kept[own]
                ? or(parts.indices.map { answer in and(fact(own, isOneOf: parts.indices.map { $0 == answer }), parts[answer]) })
                : or(parts)
            known[node] = projected
            return projected
        }
        return project(node)
    }
}
