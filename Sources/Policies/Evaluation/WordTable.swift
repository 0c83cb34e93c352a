/// Numbers for words, in ascending order of the words, so that sets of words are sets of bits and come out sorted.
struct WordTable<Kind>: Sendable {
    private(set) var words: [Word<Kind>]
    private var places: [Word<Kind>: Int]

    init(_ words: Set<Word<Kind>>) {
        self.words = words.sorted()
        places = Dictionary(uniqueKeysWithValues: self.words.enumerated().map { ($0.element, $0.offset) })
    }

    func place(of word: Word<Kind>) -> Int? { places[word] }

    /// The bits of those words that the table has.
    func bits(_ set: Set<Word<Kind>>) -> BitSet {
        var bits = BitSet()
        for word in set {
            if let place = places[word] { bits.insert(place) }
        }
        return bits
    }

    func words(_ bits: BitSet) -> [Word<Kind>] {
        if bits.isEmpty { return [] }
        var found: [Word<Kind>] = []
        found.reserveCapacity(bits.count)
        bits.forEach { found.append(words[$0]) }
        return found
    }
}
