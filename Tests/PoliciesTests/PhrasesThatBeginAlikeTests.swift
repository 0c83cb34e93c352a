import Policies
import Testing

/// Phrases share nodes where they begin alike; each is found where it stands, and nowhere else, as if it were alone.
struct PhrasesThatBeginAlikeTests {
    private static let words = ["i", "my", "card", "cards", "carded", "not", "7", "lost"]

    /// One field of a phrase, as the oracle reads it.
    private enum Field {
        case words([String], isOptional: Bool)
        case stem(String)
        case number, anyWord, gap

        var text: String {
            switch self {
            case .words(let words, let isOptional): (isOptional ? "?" : "") + words.joined(separator: "|")
            case .stem(let stem): stem + "*"
            case .number: "#"
            case .anyWord: "_"
            case .gap: ".."
            }
        }
    }

    @Test(arguments: 0..<24)
    func eachIsFoundAsIfItWereAlone(_ seed: Int) throws {
        var random = Drawing(state: UInt64(seed) &* 977 &+ 5)
        let phrases = (0..<60).map { _ in Self.phrase(&random) }
        let set = LexiconSet([
            Lexicon(
                reference: PackReference(id: "x", version: 1, sha256: ""), language: "en", directions: [.inbound],
                groups: try phrases.enumerated().map { place, fields in
                    Lexicon.Group(name: "g\(place)", phrases: [try Phrase(fields.map(\.text).joined(separator: " "))])
                }, clues: phrases.indices.map { Lexicon.Clue(label: Label("l\($0)"), all: [$0]) }, examples: [])
        ])
        var found = 0
        for _ in 0..<60 {
            let words = (0..<Int.random(in: 1...9, using: &random)).map { _ in Self.words.randomElement(using: &random)! }
            let labels = set.labels(in: Array(words.joined(separator: " ").utf8))
            for (place, fields) in phrases.enumerated() {
                let isThere = words.indices.contains { Self.matches(fields[...], words[$0...]) }
                #expect(
                    labels.contains(Label("l\(place)")) == isThere,
                    "\(fields.map(\.text).joined(separator: " ")) in \(words.joined(separator: " "))")
                if isThere { found += 1 }
            }
        }
        #expect(found > 100)
    }

    private static func phrase(_ random: inout Drawing) -> [Field] {
        let first = Field.words([["i", "my", "card"].randomElement(using: &random)!], isOptional: false)
        let middle = (0..<Int.random(in: 0...2, using: &random)).map { _ -> Field in
            switch Int.random(in: 0..<8, using: &random) {
            case 0: .anyWord
            case 1: .gap
            case 2: .stem("card")
            case 3: .words([words.randomElement(using: &random)!], isOptional: true)
            default: .words([words.randomElement(using: &random)!, words.randomElement(using: &random)!], isOptional: false)
            }
        }
        let last: Field =
            switch Int.random(in: 0..<4, using: &random) {
            case 0: .number
            case 1: .stem("card")
            default: .words([words.randomElement(using: &random)!], isOptional: false)
            }
        return [first] + middle + [last]
    }

    /// Whether the fields stand at the very start of the words; up to three words may stand in a gap.
    private static func matches(_ fields: ArraySlice<Field>, _ words: ArraySlice<String>) -> Bool {
        guard let field = fields.first else { return true }
        let rest = fields.dropFirst()
        switch field {
        case .gap: return (0...3).contains { words.count > $0 && matches(rest, words.dropFirst($0)) }
        case .words(let options, let isOptional):
            if isOptional && matches(rest, words) { return true }
            return words.first.map { options.contains($0) } == true && matches(rest, words.dropFirst())
        case .stem(let stem): return words.first?.hasPrefix(stem) == true && matches(rest, words.dropFirst())
        case .number: return words.first == "7" && matches(rest, words.dropFirst())
        case .anyWord: return !words.isEmpty && matches(rest, words.dropFirst())
        }
    }

    /// The same draws for the same seed.
    private struct Drawing: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            // SplitMix64 (Steele, Lea, Flood 2014).
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
            return mixed ^ mixed >> 31
        }
    }
}
