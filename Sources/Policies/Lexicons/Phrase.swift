/// Words in a row, as lexicons write them.
///
/// Fields stand apart by spaces: `word`, `one|another`, `stem*` (any word that begins so), `?word` (may be missing), `_` (any one word),
/// `..` (up to three words of the same sentence), `#` (a number), `~` (a word in letters that are not Latin). Apostrophes, case and accents do not matter.
public struct Phrase: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case word([UInt8])
        case stem([UInt8])
        case number
        case foreign
        case anyWord
        case gap
    }

    /// What may stand in one place: one of these rows of parts, or nothing where it is optional.
    struct Field: Hashable, Sendable {
        var options: [[Part]]
        var isOptional: Bool

        /// Whether a gap or any word at all may stand here.
        var isOpen: Bool { options.contains { $0 == [.gap] || $0 == [.anyWord] } }
    }

    /// Most fields of a phrase.
    public static let mostFields = 16
    /// Most alternatives in one field.
    public static let mostOptions = 64

    let fields: [Field]

    public init(_ text: String) throws(PhraseError) {
        var fields: [Field] = []
        for field in text.utf8.split(separator: UInt8(ascii: " ")) { fields.append(try Self.field(Array(field))) }
        guard fields.count <= Self.mostFields else { throw .tooLong }
        // A phrase that begins or ends anywhere, or that needs no word at all, would match everything.
        guard let first = fields.firstIndex(where: { !$0.isOptional }), let last = fields.lastIndex(where: { !$0.isOptional }) else {
            throw .empty
        }
        guard !fields[...first].contains(where: \.isOpen), !fields[last...].contains(where: \.isOpen),
            fields.count(where: { $0.options.contains([.gap]) }) <= 2
        else { throw .openEnd }
        self.fields = fields
    }

    private static func field(_ field: [UInt8]) throws(PhraseError) -> Field {
        let isOptional = field.first == UInt8(ascii: "?") && field.count > 1
        var options: [[Part]] = []
        for choice in field.dropFirst(isOptional ? 1 : 0).split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false) {
            switch Array(choice) {
            case [UInt8(ascii: "#")]: options.append([.number])
            case [UInt8(ascii: "~")]: options.append([.foreign])
            case [UInt8(ascii: "_")]: options.append([.anyWord])
            case [UInt8(ascii: "."), UInt8(ascii: ".")]: options.append([.gap])
            case []: throw .empty
            default: options.append(try words(Array(choice)))
            }
        }
        guard options.count <= mostOptions else { throw .tooManyOptions }
        return Field(options: options, isOptional: isOptional)
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
    case empty, noWord, shortStem, openEnd, tooLong, tooManyOptions

    public var description: String {
        switch self {
        case .empty: "at least one word that has to be there, and one on each side of every |"
        case .noWord: "letters or digits"
        case .shortStem: "at least three letters before *"
        case .openEnd: "a phrase that begins and ends with a word and has at most two gaps (..)"
        case .tooLong: "at most \(Phrase.mostFields) words in a row"
        case .tooManyOptions: "at most \(Phrase.mostOptions) alternatives in one place"
        }
    }
}
