/// Tells quotation in single marks ('like this') from apostrophes.
struct SingleMarks {
    enum Settled {
        case nothing
        /// A quotation ends that began with this token.
        case closes(Int)
    }

    /// What stands between single marks counts as somebody's words from so many words on; fewer are a name or an irony.
    static let fewestWords = 3

    /// Words of which people leave out the beginning, so that the mark before them opens nothing.
    private static let clipped: Set<String> = [
        "appen", "av", "ave", "bout", "cause", "cos", "course", "coz", "cuz", "ello", "em", "er", "ere", "im", "is", "n", "ome", "til",
        "till",
        "tis", "twas",
    ]

    /// Whether the last byte was a mark of which it is not yet known what it does.
    private(set) var isAtMark = false
    private var followsWord = false
    private var markFollowsWord = false
    /// The first token of a quotation that has not ended yet.
    private var start: Int?

    static func isOfWord(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    static func isClipped(_ word: ArraySlice<UInt8>) -> Bool { clipped.contains(String(decoding: word, as: UTF8.self)) }

    mutating func take() {
        isAtMark = true
        markFollowsWord = followsWord
    }

    /// Called with each byte when it has been read: what stands before a mark decides what the mark can be.
    mutating func pass(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: ","),
            UInt8(ascii: "!"), UInt8(ascii: "?"):
            followsWord = true
        case UInt8(ascii: "'"): break
        case UInt8(ascii: "\n"):
            // A quotation does not run on over lines.
            followsWord = false
            start = nil
        default: followsWord = false
        }
    }

    /// The same for a letter that is not ASCII.
    mutating func passLetter() { followsWord = true }

    /// - Parameters:
    ///   - isLetter: whether what follows the mark belongs to a word.
    ///   - next: the token that comes next.
    mutating func settle(isLetter: Bool, next: Int) -> Settled {
        guard isAtMark else { return .nothing }
        isAtMark = false
        if isLetter {
            if !markFollowsWord { start = next }
            return .nothing
        }
        guard markFollowsWord, let first = start else { return .nothing }
        start = nil
        return .closes(first)
    }
}
