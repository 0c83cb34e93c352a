/// Numbers for words, found by their bytes.
struct WordDictionary: Sendable {
    private let bytes: [UInt8]
    /// Where each word begins in `bytes`, and where the last one ends.
    private let starts: [Int32]
    private let slots: [Int32]
    private let mask: Int
    private let longest: Int
    /// Bit n is set if a word of n bytes is there.
    private let lengths: UInt64

    fileprivate init(_ words: [[UInt8]]) {
        var size = 4
        while size < words.count * 2 { size *= 2 }
        mask = size - 1
        var slots = [Int32](repeating: -1, count: size)
        for (number, word) in words.enumerated() {
            var slot = Self.hash(word[...]) & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(number)
        }
        self.slots = slots
        bytes = words.flatMap { $0 }
        starts = words.reduce(into: [0]) { $0.append($0[$0.count - 1] + Int32($1.count)) }
        longest = words.map(\.count).max() ?? 0
        lengths = words.reduce(0) { $0 | 1 << UInt64(min($1.count, 63)) }
    }

    /// The word's number, or -1.
    func number(of word: ArraySlice<UInt8>) -> Int32 {
        guard word.count <= longest else { return -1 }
        return find(word, hash: Self.hash(word))
    }

    /// Appends the numbers of all words that the given one begins with.
    func prefixes(of word: ArraySlice<UInt8>, into numbers: inout [Int32]) {
        var hash = Self.seed
        var length = 0
        for byte in word.prefix(longest) {
            hash = Self.mix(hash, byte)
            length += 1
            guard lengths & 1 << UInt64(min(length, 63)) != 0 else { continue }
            let number = find(word.prefix(length), hash: Self.fold(hash))
            if number >= 0 { numbers.append(number) }
        }
    }

    private func find(_ word: ArraySlice<UInt8>, hash: Int) -> Int32 {
        var slot = hash & mask
        while slots[slot] >= 0 {
            let number = Int(slots[slot])
            if bytes[Int(starts[number])..<Int(starts[number + 1])].elementsEqual(word) { return Int32(number) }
            slot = (slot + 1) & mask
        }
        return -1
    }

    // FNV-1a: one multiplication a byte, and every prefix's hash on the way.
    private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325
    private static func mix(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    private static func fold(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash ^ hash >> 32) }
    private static func hash(_ word: ArraySlice<UInt8>) -> Int { fold(word.reduce(seed, mix)) }

    struct Builder {
        private var words: [[UInt8]] = []
        private var numbers: [[UInt8]: Int32] = [:]

        mutating func add(_ word: [UInt8]) -> Int32 {
            if let number = numbers[word] { return number }
            let number = Int32(words.count)
            numbers[word] = number
            words.append(word)
            return number
        }

        func finish() -> WordDictionary { WordDictionary(words) }
    }
}
