/// Words in a row, as lexicons write them.
///
/// Parts stand apart by spaces: `word`, `one|another`, `stem*` (any word that begins so), `?word` (may be missing), `_` (any one word),
/// `..` (up to three words of the same sentence), `#` (a number). Apostrophes, case and accents do not matter.
public struct Phrase: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case word([UInt8])
        case stem([UInt8])
        case number
        case anyWord
        case gap
    }

    /// Most words in a row that one way of reading the phrase may have.
    public static let longest = 12
    /// Most ways in which alternatives and missing words may multiply.
    public static let mostReadings = 4096

    /// Each way of reading it, without alternatives.
    let readings: [[Part]]

    public init(_ text: String) throws(PhraseError) {
        var readings: [[Part]] = [[]]
        for field in text.utf8.split(separator: UInt8(ascii: " ")) {
            let options = try Self.options(Array(field))
            guard readings.count * options.count <= Self.mostReadings else { throw .tooManyReadings }
            readings = readings.flatMap { reading in options.map { reading + $0 } }
        }
        guard readings.allSatisfy({ $0.count <= Self.longest }) else { throw .tooLong }
        // A phrase that begins or ends anywhere, or that needs no word at all, would match everything.
        for reading in readings {
            guard let first = reading.first, let last = reading.last else { throw .empty }
            guard first != .gap, first != .anyWord, last != .gap, reading.count(where: { $0 == .gap }) <= 2 else { throw .openEnd }
        }
        self.readings = readings
    }

    /// The rows of parts that one field stands for.
    private static func options(_ field: [UInt8]) throws(PhraseError) -> [[Part]] {
        var field = field[...]
        let isOptional = field.first == UInt8(ascii: "?") && field.count > 1
        if isOptional { field = field.dropFirst() }
        var options: [[Part]] = isOptional ? [[]] : []
        for choice in field.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false) {
            switch Array(choice) {
            case [UInt8(ascii: "#")]: options.append([.number])
            case [UInt8(ascii: "_")]: options.append([.anyWord])
            case [UInt8(ascii: "."), UInt8(ascii: ".")]: options.append([.gap])
            case []: throw .empty
            default: options.append(try words(Array(choice)))
            }
        }
        return options
    }

    /// A choice may fold to more than one word, as `7%` does.
    private static func words(_ choice: [UInt8]) throws(PhraseError) -> [Part] {
        let isStem = choice.last == UInt8(ascii: "*")
        let tokens = TextTokens(isStem ? choice.dropLast() : choice)
        guard tokens.count > 0 else { throw .noWord }
        var parts = (0..<tokens.count).map { Part.word(Array(tokens.bytes(of: $0))) }
        if isStem, case .word(let bytes)? = parts.popLast() {
            guard bytes.count >= 3 else { throw .shortStem }
            parts.append(.stem(bytes))
        }
        return parts
    }
}

/// Why a text is no phrase.
public enum PhraseError: Error, Hashable, Sendable, CustomStringConvertible {
    case empty, noWord, shortStem, openEnd, tooLong, tooManyReadings

    public var description: String {
        switch self {
        case .empty: "expected at least one word, and one on each side of every |"
        case .noWord: "expected letters or digits"
        case .shortStem: "expected at least three letters before *"
        case .openEnd: "expected a phrase that begins with a word, ends with one, and has at most two gaps (..)"
        case .tooLong: "expected at most \(Phrase.longest) words in a row"
        case .tooManyReadings: "expected fewer alternatives; split the phrase in two"
        }
    }
}
