/// ``Words`` compiled for the inner loops: a hash table of words with their roles, and phrases by their first word.
///
/// `@unchecked Sendable`: the memory is written in `init`, never again, and lives as long as the process.
struct Vocabulary: @unchecked Sendable {
    static let shared = Vocabulary()

    struct Word {
        var roles: Role = []
        /// Of a number word, multiplier or spelling word.
        var value: UInt8 = 0
        /// Of the name of a month, 1 to 12.
        var month: UInt8 = 0
        /// Where in a value a piece of it belongs that the word announces; 0 if it announces none.
        var partPlace: UInt8 = 0
        /// Names a piece of a value, or is the verb of its beginning or end.
        var isPiece = false
        /// The phrases that begin with this word, longest first: a range of `phrases`.
        var firstPhrase: UInt16 = 0
        var phraseCount: UInt16 = 0
    }

    private struct Phrase {
        var cue: Cue
        var firstWord: UInt16
        var count: UInt8
    }

    /// A slot holds the hash of a word and its number; number 0 is no word.
    private struct Slot {
        var hash: UInt64 = 0
        var number: UInt16 = 0
    }

    private static let slotBits = 13
    private let slots: UnsafeMutablePointer<Slot>
    private let words: UnsafeMutablePointer<Word>
    private let phrases: UnsafeMutablePointer<Phrase>
    private let phraseWords: UnsafeMutablePointer<UInt16>
    let wordCount: Int

    /// Letters of the longest word that is looked up.
    static let longestWord = 32

    static let hashSeed: UInt64 = 0xCBF2_9CE4_8422_2325

    /// FNV-1a, one step. A collision can only add a cue that is not there.
    @inline(__always)
    static func hash(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

    @inline(__always)
    func number(of hash: UInt64) -> UInt16 {
        var slot = Int(truncatingIfNeeded: (hash ^ (hash >> 29)) & UInt64((1 << Self.slotBits) - 1))
        while true {
            let found = slots[slot]
            if found.hash == hash || found.number == 0 { return found.number }
            slot = (slot + 1) & ((1 << Self.slotBits) - 1)
        }
    }

    @inline(__always)
    subscript(number: UInt16) -> Word { words[Int(number)] }

    /// The longest phrase that begins at a token, given the word number of the token at a distance from it.
    @inline(__always)
    func longestPhrase(of word: Word, wordAt: (Int) -> UInt16) -> (cue: Cue, count: Int)? {
        let second = wordAt(1)
        for place in Int(word.firstPhrase)..<Int(word.firstPhrase + word.phraseCount) {
            let phrase = phrases[place]
            // Most phrases go on with another word than the text does.
            if phrase.count > 1, second != phraseWords[Int(phrase.firstWord) + 1] { continue }
            var distance = min(2, Int(phrase.count))
            while distance < Int(phrase.count), wordAt(distance) == phraseWords[Int(phrase.firstWord) + distance] { distance += 1 }
            if distance == Int(phrase.count) { return (phrase.cue, distance) }
        }
        return nil
    }

    /// German numbers that are one word: 21 to 99, and the years from 1920 to 2030.
    private static func germanNumbers() -> [(word: String, value: UInt8, role: Role)] {
        var below: [Int: String] = [:]
        for (place, unit) in Words.germanUnits.enumerated() { below[place + 1] = "\(unit)" }
        var found: [(String, UInt8, Role)] = []
        for (place, ten) in Words.germanTens.enumerated() {
            below[(place + 2) * 10] = "\(ten)"
            for unit in 1...9 {
                let word = "\(Words.germanUnits[unit - 1])und\(ten)"
                below[(place + 2) * 10 + unit] = word
                found.append((word, UInt8((place + 2) * 10 + unit), .number))
            }
        }
        below[1] = "eins"
        for (value, stem) in Words.germanOrdinals {
            for ending in ["te", "ten", "ter"] { found.append(("\(stem)\(ending)", value, .ordinal)) }
        }
        for (value, word) in below {
            if 20...31 ~= value {
                for ending in ["ste", "sten", "ster"] { found.append(("\(word)\(ending)", UInt8(value), .ordinal)) }
            }
            if value >= 20 { found.append(("neunzehnhundert\(word)", UInt8(value), .yearWord)) }
            if value <= 30 { found.append(("zweitausend\(word)", UInt8(100 + value), .yearWord)) }
        }
        return found
    }

    /// What fingers make of a word: one letter within it left out, or two beside each other changed over.
    private static func slips(of word: String) -> [String] {
        let letters = Array(word)
        var slips: [String] = []
        for place in 1..<letters.count - 1 {
            var shorter = letters
            shorter.remove(at: place)
            slips.append(String(shorter))
            var crossed = letters
            crossed.swapAt(place, place + 1)
            slips.append(String(crossed))
        }
        return slips
    }

    private init() {
        var numbers: [String: UInt16] = [:]
        var roles: [Word] = [Word()]
        func number(of word: String) -> Int {
            if let known = numbers[word] { return Int(known) }
            numbers[word] = UInt16(roles.count)
            roles.append(Word())
            return roles.count - 1
        }
        func parts(_ text: StaticString) -> [String] { "\(text)".split(separator: " ").map(String.init) }

        for (role, text) in Words.roles {
            for word in parts(text) { roles[number(of: word)].roles.insert(role) }
        }
        let valued: [(Role, [(StaticString, UInt8)])] = [
            (.number, Words.numbers), (.multiplier, Words.multipliers), (.spelling, Words.spelling), (.month, Words.months),
            (.ordinal, Words.ordinals), (.magnitude, Words.magnitudes),
        ]
        for (role, list) in valued {
            for (word, value) in list {
                let place = number(of: "\(word)")
                roles[place].roles.insert(role)
                // A word with two values keeps them apart: "may" and "mai" have no digit, "second" no letter.
                if role == .month { roles[place].month = value } else { roles[place].value = value }
            }
        }
        for (word, value) in Words.hundreds {
            let place = number(of: "\(word)")
            roles[place].roles.formUnion([.number, .magnitude])
            roles[place].value = value
        }
        for (place, text) in Words.partPlaces {
            for word in parts(text) { roles[number(of: word)].partPlace = place.rawValue }
        }
        for word in parts(Words.pieces) { roles[number(of: word)].isPiece = true }
        for (word, value, role) in Self.germanNumbers() {
            let place = number(of: word)
            roles[place].roles.insert(role)
            roles[place].value = value
        }
        var all: [(words: [UInt16], cue: Cue)] = []
        for (cue, texts) in Words.cues + Words.otherCues {
            for text in "\(texts)".split(separator: ",") {
                all.append((text.split(separator: " ").map { UInt16(number(of: String($0))) }, cue))
            }
        }
        let names = Dictionary(uniqueKeysWithValues: numbers.map { ($0.value, $0.key) })
        // A glance sees that data may be asked for by at least one word of each phrase.
        for phrase in all where phrase.cue.dataClass != nil {
            // What these say besides, such as "live at", is no asking.
            if [.address, .birth, .phone].contains(phrase.cue) { continue }
            guard !phrase.words.contains(where: { roles[Int($0)].roles.contains(.dataWord) }) else { continue }
            if let longest = phrase.words.max(by: { (names[$0] ?? "").utf8.count < (names[$1] ?? "").utf8.count }) {
                roles[Int(longest)].roles.insert(.dataWord)
            }
        }
        // And that a value without digits may stand behind one.
        for phrase in all where phrase.cue == .password || phrase.cue == .memorable {
            guard !phrase.words.contains(where: { roles[Int($0)].roles.contains(.secretWord) }) else { continue }
            if let longest = phrase.words.max(by: { (names[$0] ?? "").utf8.count < (names[$1] ?? "").utf8.count }) {
                roles[Int(longest)].roles.insert(.secretWord)
            }
        }
        for word in Words.mistyped.map({ "\($0)" }) {
            for slip in Self.slips(of: word) where numbers[slip] == nil { numbers[slip] = numbers[word] }
        }
        all.sort { ($0.words[0], $1.words.count) < ($1.words[0], $0.words.count) }

        wordCount = roles.count
        phrases = .allocate(capacity: all.count)
        phraseWords = .allocate(capacity: all.reduce(0) { $0 + $1.words.count })
        var place = 0
        for (index, phrase) in all.enumerated() {
            (phrases + index).initialize(
                to: Phrase(cue: phrase.cue, firstWord: UInt16(place), count: UInt8(phrase.words.count)))
            for word in phrase.words {
                (phraseWords + place).initialize(to: word)
                place += 1
            }
            let first = Int(phrase.words[0])
            if roles[first].phraseCount == 0 {
                roles[first].firstPhrase = UInt16(index)
                roles[first].roles.insert(.startsCue)
            }
            roles[first].phraseCount += 1
        }
        words = .allocate(capacity: roles.count)
        words.initialize(from: roles, count: roles.count)

        slots = .allocate(capacity: 1 << Self.slotBits)
        slots.initialize(repeating: Slot(), count: 1 << Self.slotBits)
        precondition(roles.count < 1 << (Self.slotBits - 1), "The vocabulary has outgrown its table; widen slotBits.")
        for (word, number) in numbers {
            let hash = word.utf8.reduce(Self.hashSeed) { Self.hash($0, $1) }
            var slot = Int(truncatingIfNeeded: (hash ^ (hash >> 29)) & UInt64((1 << Self.slotBits) - 1))
            while slots[slot].number != 0 { slot = (slot + 1) & ((1 << Self.slotBits) - 1) }
            slots[slot] = Slot(hash: hash, number: number)
        }
    }
}
