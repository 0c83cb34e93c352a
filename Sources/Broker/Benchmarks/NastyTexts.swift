/// Texts that are hard on scanners, of any length: what repeats, nests, nearly matches or hides.
enum NastyTexts {
    static let pieces: [(name: String, piece: String)] = [
        ("digits", "4"), ("spaced digits", "4 "), ("card halves", "4111 1111 "), ("broken cards", "4111 1111 1111 1112 "),
        ("valid cards", "4111 1111 1111 1111 "), ("cues", "pin "), ("cue chain", "my pin number code is the card "),
        ("secret cues", "password is "),
        ("trailing cues", "4821 pin "), ("bank pairs", "12-34-56 12345678 "), ("iban starts", "GB82 WEST "),
        ("number words", "double one oh forty "),
        ("spelling", "golf bravo alpha "), ("at signs", "a@b."), ("told addresses", "a dot b at c dot "),
        ("streets", "12 high street road "),
        ("postcodes", "LS1 4DY "), ("combining marks", "\u{301}"), ("zero width", "4\u{200B}"), ("entities", "&#52;"),
        ("marks", "\u{27E6}card.pan"),
        ("code cues", "passport number is A B C 1 2 3 "), ("dates", "born on the 4 of march "), ("phones", "+44 (0) "),
        ("wide", "\u{1D7D2}\u{FF11}"),
    ]

    /// About this many bytes of one piece.
    static func text(_ piece: String, bytes: Int) -> [UInt8] {
        Array(String(repeating: piece, count: max(1, bytes / piece.utf8.count)).utf8)
    }
}
