@testable import Ledger

/// The definitions of RFC 6962, section 2.1, word for word and slow: the oracle for everything that is clever.
final class NaiveTree {
    let leafHashes: [Hash]
    private var roots: [Range<Int>: Hash] = [:]

    init(_ leafHashes: [Hash]) {
        self.leafHashes = leafHashes
    }

    convenience init(count: Int) {
        self.init((0..<count).map { Hash.ofLeaf(bytes("leaf \($0)")) })
    }

    func root(_ size: Int) -> Hash { root(0..<size) }

    func root(_ range: Range<Int>) -> Hash {
        if range.isEmpty { return .ofEmptyTree }
        if range.count == 1 { return leafHashes[range.lowerBound] }
        if let known = roots[range] { return known }
        let middle = range.lowerBound + split(range.count)
        let made = Hash.ofNode(root(range.lowerBound..<middle), root(middle..<range.upperBound))
        roots[range] = made
        return made
    }

    func path(_ index: Int, _ range: Range<Int>) -> [Hash] {
        if range.count == 1 { return [] }
        let middle = range.lowerBound + split(range.count)
        if index < middle { return path(index, range.lowerBound..<middle) + [root(middle..<range.upperBound)] }
        return path(index, middle..<range.upperBound) + [root(range.lowerBound..<middle)]
    }

    func proof(_ old: Int, _ new: Int) -> [Hash] {
        old == 0 || old == new ? [] : subproof(old, 0..<new, true)
    }

    private func subproof(_ old: Int, _ range: Range<Int>, _ isKnown: Bool) -> [Hash] {
        if old == range.upperBound { return isKnown ? [] : [root(range)] }
        let middle = range.lowerBound + split(range.count)
        if old <= middle { return subproof(old, range.lowerBound..<middle, isKnown) + [root(middle..<range.upperBound)] }
        return subproof(old, middle..<range.upperBound, false) + [root(range.lowerBound..<middle)]
    }

    private func split(_ count: Int) -> Int {
        var power = 1
        while power * 2 < count { power *= 2 }
        return power
    }
}
