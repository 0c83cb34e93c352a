/// Lengths and structures of IBANs by country, from ``IBANRows``.
///
/// `@unchecked Sendable`: the memory is written in `init`, never again, and lives as long as the process.
struct IBANRegistry: @unchecked Sendable {
    static let shared = IBANRegistry()

    /// A country's structure.
    struct Structure {
        /// Characters of the whole IBAN.
        var length: Int
        /// What each place behind the check digits may be: n (digit), a (letter), c (either).
        var kinds: UnsafePointer<UInt8>
    }

    /// The longest IBAN that ISO 13616 allows.
    static let longest = 34

    /// By country, 26 times the first letter and the second: the length, 0 for none.
    private let lengths: UnsafeMutablePointer<UInt8>
    private let kinds: UnsafeMutablePointer<UInt8>
    let countryCount: Int

    private init() {
        let places = 26 * 26
        lengths = .allocate(capacity: places)
        lengths.initialize(repeating: 0, count: places)
        kinds = .allocate(capacity: places * Self.longest)
        kinds.initialize(repeating: 0, count: places * Self.longest)
        var count = 0
        for row in "\(IBANRows.text)".utf8.split(separator: UInt8(ascii: " ")) {
            let bytes = Array(row)
            let place = Int(bytes[0] - 0x41) * 26 + Int(bytes[1] - 0x41)
            var length = 0
            var number = 0
            for byte in bytes.dropFirst(3) {
                if byte >= 0x30, byte <= 0x39 {
                    number = number * 10 + Int(byte - 0x30)
                } else {
                    for _ in 0..<number {
                        kinds[place * Self.longest + length] = byte
                        length += 1
                    }
                    number = 0
                }
            }
            precondition(4 + length <= Self.longest, "The generated IBAN rows are damaged; generate them again.")
            lengths[place] = UInt8(4 + length)
            count += 1
        }
        countryCount = count
    }

    /// The structure for two lower-case letters; nil if no such country has IBANs.
    @inline(__always)
    func structure(_ first: UInt8, _ second: UInt8) -> Structure? {
        guard first >= 0x61, first <= 0x7A, second >= 0x61, second <= 0x7A else { return nil }
        let place = Int(first - 0x61) * 26 + Int(second - 0x61)
        guard lengths[place] > 0 else { return nil }
        return Structure(length: Int(lengths[place]), kinds: UnsafePointer(kinds + place * Self.longest))
    }

    /// Whether lower-case letters and digits are an IBAN: a country's length and structure, and mod 97.
    func holds(_ signs: [UInt8]) -> Bool {
        guard signs.count > 4, let structure = structure(signs[0], signs[1]), structure.length == signs.count else { return false }
        func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
        var remainder = 0
        for place in 4..<signs.count {
            switch structure.kinds[place - 4] {
            case UInt8(ascii: "n"): guard isDigit(signs[place]) else { return false }
            case UInt8(ascii: "a"): guard !isDigit(signs[place]) else { return false }
            default: break
            }
            remainder = Self.mod97(remainder, signs[place])
        }
        return signs[..<4].reduce(remainder, Self.mod97) == 1
    }

    /// One more character of a number that is divided by 97: letters count from 10 on.
    static func mod97(_ remainder: Int, _ byte: UInt8) -> Int {
        byte >= 0x61 ? (remainder * 100 + Int(byte - 0x61) + 10) % 97 : (remainder * 10 + Int(byte - 0x30)) % 97
    }
}
