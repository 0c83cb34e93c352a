/// How long X takes a post to be: most Latin text weighs one, other scripts and pictures two, an address 23 however long it is.
///
/// Source: X's documentation "Counting characters", configuration 3 (weights of 100 and 200 by range, `transformedURLLength` 23).
public enum XLength {
    /// The most that a post may weigh.
    public static let limit = 280
    /// The most that an address of any length weighs.
    static let address = 23

    public static func of(_ text: String) -> Int {
        var weight = 0
        var rest = Substring(text)
        while let character = rest.first {
            if character == "h", let end = endOfAddress(rest) {
                weight += address
                rest = rest[end...]
                continue
            }
            weight += Self.weight(of: character)
            rest = rest.dropFirst()
        }
        return weight
    }

    /// An emoji counts as two however many scalars make it up; of anything else each scalar counts.
    private static func weight(of character: Character) -> Int {
        let scalars = character.unicodeScalars
        if scalars.contains(where: { $0.properties.isEmojiPresentation || $0 == "\u{FE0F}" || $0 == "\u{20E3}" }) { return 2 }
        return scalars.reduce(0) { sum, scalar in
            switch scalar.value {
            case 0...0x10FF, 0x2000...0x200D, 0x2010...0x201F, 0x2032...0x2037: sum + 1
            default: sum + 2
            }
        }
    }

    private static func endOfAddress(_ text: Substring) -> Substring.Index? {
        guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else { return nil }
        let rest = text.dropFirst(scheme.count)
        let end = rest.firstIndex { $0.isWhitespace || $0 == "<" || $0 == ">" || $0 == "\"" } ?? rest.endIndex
        // Signs at the end belong to the sentence, not to the address.
        let signs: Set<Character> = [".", ",", ";", ":", "!", "?", ")", "'"]
        let address = rest[..<end]
        let last = address.lastIndex { !signs.contains($0) }
        guard let last, address.contains(".") || address.hasPrefix("localhost") else { return nil }
        return address.index(after: last)
    }
}
