extension Condition {
    /// Where a part stands: at each level the place among the parts.
    typealias Path = [Int]

    /// The parts that are no combination of others, with where they stand.
    var leaves: [(path: Path, leaf: Condition)] {
        switch self {
        case .all(let parts), .any(let parts):
            parts.enumerated().flatMap { place, part in part.leaves.map { ([place] + $0.path, $0.leaf) } }
        case .not(let part): part.leaves.map { ([0] + $0.path, $0.leaf) }
        case .act, .actor, .channel, .finds, .label, .assurance, .fact: [([], self)]
        }
    }

    /// The same with another part in one place.
    func replacing(_ path: ArraySlice<Int>, by part: Condition) -> Condition {
        guard let place = path.first else { return part }
        let rest = path.dropFirst()
        switch self {
        case .all(var parts):
            parts[place] = parts[place].replacing(rest, by: part)
            return .all(parts)
        case .any(var parts):
            parts[place] = parts[place].replacing(rest, by: part)
            return .any(parts)
        case .not(let inner): return .not(inner.replacing(rest, by: part))
        case .act, .actor, .channel, .finds, .label, .assurance, .fact: return self
        }
    }
}
