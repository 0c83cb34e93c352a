/// Finds the word that somebody probably meant.
public enum NearestWord {
    /// Of the candidates the one with the fewest single-letter edits, neighbouring letters exchanged counting as one; nil if even that
    /// one differs in more than a third of its letters, and at least two.
    public static func find(_ word: String, among candidates: some Sequence<String>) -> String? {
        let bytes = Array(word.utf8.prefix(80))
        var best: (distance: Int, word: String)?
        for candidate in candidates {
            let other = Array(candidate.utf8.prefix(80))
            guard abs(other.count - bytes.count) <= best?.distance ?? .max else { continue }
            let distance = edits(bytes, other)
            if best.map({ (distance, candidate) < ($0.distance, $0.word) }) ?? true { best = (distance, candidate) }
        }
        guard let best else { return nil }
        if best.distance <= max(2, best.word.utf8.count / 3) { return best.word }
        // Broken off: the shortest of those that begin so.
        guard bytes.count >= 4 else { return nil }
        return candidates.filter { $0.utf8.starts(with: bytes) }.min { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    }

    /// Optimal string alignment distance.
    static func edits(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for row in 0..<left.count {
            var current = [row + 1]
            for column in 0..<right.count {
                let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
                var fewest = min(last[column + 1] + 1, current[column] + 1, replaced)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    fewest = min(fewest, beforeLast[column - 1] + 1)
                }
                current.append(fewest)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
