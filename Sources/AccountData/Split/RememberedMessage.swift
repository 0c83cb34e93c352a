/// One message as the memory keeps it: its last scalars, with what was found blanked out; overwritten when it is forgotten.
struct RememberedMessage: Sendable {
    let ordinal: Int
    let at: Int64
    /// Scalar offset in the message of the first scalar kept.
    private let base: Int
    private var kept: ErasedScalars
    private var blanked: [Range<Int>] = []
    /// What it brought or completed.
    var classes: Set<DataClass> = []

    /// Stands for each scalar of a found value; a sign across which no number goes on.
    private static let blankSign: Unicode.Scalar = "%"

    init(ordinal: Int, at: Int64, text: String, keeping kept: Int) {
        self.ordinal = ordinal
        self.at = at
        let count = text.unicodeScalars.count
        base = max(0, count - kept)
        self.kept = ErasedScalars(Array(text.unicodeScalars.dropFirst(base)))
    }

    private var scalars: [Unicode.Scalar] { kept.all }

    /// Nothing left to join.
    var isBlank: Bool { scalars.allSatisfy { $0 == Self.blankSign || $0 == " " } }

    var whole: Join.Piece { Join.Piece(message: ordinal, offset: base, scalars: scalars[...]) }

    /// The run of digit groups with the most digits, at least two; what a split number leaves in each of its messages.
    var longestRun: Join.Piece? {
        guard let run = Page.longestRun(of: scalars, atLeast: 2) else { return nil }
        return Join.Piece(message: ordinal, offset: base + run.lowerBound, scalars: scalars[run])
    }

    /// The message up to the end of that run, where words stand behind it: "5315 hang on".
    var upToRun: Join.Piece? {
        guard let run = Page.longestRun(of: scalars, atLeast: 2), run.upperBound < scalars.count else { return nil }
        return Join.Piece(message: ordinal, offset: base, scalars: scalars[..<run.upperBound])
    }

    /// The whole message, where it ends with that run.
    var endingRun: Join.Piece? {
        guard let run = Page.longestRun(of: scalars, atLeast: 2), run.upperBound == scalars.count else { return nil }
        return whole
    }

    /// Whether figures stand by themselves: alone, or at the end behind a thought of a few words ("sorry the kettle. 1901").
    func standsApart(_ range: Range<Int>) -> Bool {
        if words(beside: range) == 0 { return true }
        var end = range.upperBound - base
        var start = range.lowerBound - base
        let kept = scalars
        while end < kept.count, !kept[end].properties.isAlphabetic, kept[end].properties.numericType == nil { end += 1 }
        guard end == kept.count, start > 0 else { return false }
        while start > 0, kept[start - 1] == " " { start -= 1 }
        guard start > 0, start < range.lowerBound - base else { return false }
        return ".!?,".unicodeScalars.contains(kept[start - 1]) && words(beside: range) <= Self.wordsOfThought
    }

    private static let wordsOfThought = 6

    /// Nothing but a few words that name data, at its end.
    var isCueOnly: Bool {
        Page.of(scalars) { page in
            guard page.cueCount == 1, page.tokenCount <= Self.wordsOfCue else { return false }
            let (first, last) = (Int(page.cues[0].first), Int(page.cues[0].last))
            // "here comes the pin:", "the code is this"
            return (0..<first).allSatisfy { page.has(.connector, $0) || page.has(.article, $0) || page.has(.pronoun, $0) }
                && (last + 1..<page.tokenCount).allSatisfy {
                    page.has(.connector, $0) && !page.has(.predicate, $0) || page.has(.copula, $0)
                }
        } ?? false
    }

    private static let wordsOfCue = 8

    /// Words without a figure, and nothing that names data: what is said between two pieces of a value.
    var isChatter: Bool {
        Page.of(scalars) { page in
            page.cueCount == 0 && page.groupCount == 0 && !page.hasNumbers && !page.hasAtSign && page.tokenCount > 0
                && !(0..<page.tokenCount).contains { page.tokens[$0].count == 1 && page.has(.number, $0) || page.has(.spelling, $0) }
        } ?? true
    }

    /// Whether an address goes on in another message: its sign, or a dot within it, ends this one or begins that.
    func isGlued(to next: RememberedMessage) -> Bool {
        let (end, start) = (scalars, next.scalars)
        guard let last = end.last, let first = start.first, !start.contains(" ") else { return false }
        let chunk = end.reversed().prefix { $0 != " " && $0 != "\n" }
        func isSign(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic || scalar.properties.numericType != nil }
        if chunk.count > 1, last == "@" || last == "." && chunk.contains("@") {
            return isSign(first) && start.contains(".") || last == "." && isSign(first)
        }
        guard isSign(last), start.count > 2, isSign(start[1]) else { return false }
        return first == "@" && start.contains(".") || first == "." && chunk.contains("@")
            || first == "/" && last.properties.numericType != nil && start[1].properties.numericType != nil
    }

    /// "04/07", "4.7" at its end.
    var endsWithDayAndMonth: Bool {
        let tail = Array(scalars.suffix(5))
        guard let sign = tail.lastIndex(where: { $0 == "/" || $0 == "." }), sign > 0, sign + 1 < tail.count else { return false }
        return tail[(sign + 1)...].allSatisfy { $0.properties.numericType != nil } && tail[sign - 1].properties.numericType != nil
            && tail.count - sign <= 3
    }

    /// Whether what was found last stands at its end.
    var endsWithFinding: Bool { scalars.last == Self.blankSign }

    /// All that it says, where that is one run of signs without a blank.
    var onlyChunk: Join.Piece? {
        let kept = scalars
        guard let first = kept.firstIndex(where: { $0 != " " }), let last = kept.lastIndex(where: { $0 != " " }) else { return nil }
        let chunk = kept[first...last]
        guard !chunk.contains(where: { $0 == " " || $0 == "\n" || $0 == Self.blankSign }) else { return nil }
        return Join.Piece(message: ordinal, offset: base + first, scalars: chunk)
    }

    /// Names no data.
    var isWithoutCues: Bool {
        Page.of(scalars) { page in
            page.cueCount == 0 && page.tokenCount <= 3 && !(0..<page.tokenCount).contains { page.has(.preposition, $0) }
        } ?? false
    }

    /// What it says of pieces of a value.
    var announcement: Announcement? { Page.of(scalars) { Announcement($0) } }

    /// The words, or the piece, at scalars of ``announcement``.
    func piece(_ range: Range<Int>) -> Join.Piece { Join.Piece(message: ordinal, offset: base + range.lowerBound, scalars: scalars[range]) }

    /// Whether scalars of the message are an amount of money, a share, or a day: nothing that is a part of a number.
    func isAmountOrDay(_ range: Range<Int>) -> Bool {
        let (first, end) = (range.lowerBound - base, range.upperBound - base)
        guard first >= 0, end <= kept.count, first < end else { return false }
        if first > 0, kept[first - 1].properties.generalCategory == .currencySymbol { return true }
        if end < kept.count, kept[end] == "%" || kept[end].properties.generalCategory == .currencySymbol { return true }
        var sizes = [0]
        var signs: Set<Unicode.Scalar> = []
        for place in first..<end {
            if ("0"..."9").contains(kept[place]) {
                sizes[sizes.count - 1] += 1
            } else {
                signs.insert(kept[place])
                sizes.append(0)
            }
        }
        guard signs.count == 1, let sign = signs.first else { return false }
        let isAmount = sizes.count == 2 && sizes[1] == 2 && sizes[0] != 4 && (sign == "." || sign == ",")
        let isDay = sizes.count == 3 && sizes[0] <= 2 && sizes[1] <= 2 && (sizes[2] == 2 || sizes[2] == 4) && (sign == "/" || sign == ".")
        return isAmount || isDay
    }

    /// Whether the figures of a part of the message are those of a year of these two centuries: "again in 2021".
    func isYear(_ range: Range<Int>) -> Bool {
        let (first, end) = (range.lowerBound - base, range.upperBound - base)
        guard first >= 0, end <= kept.count, first < end else { return false }
        let figures = (first..<end).compactMap { ("0"..."9").contains(kept[$0]) ? kept[$0] : nil }
        return figures.count == 4 && (figures[0] == "1" && figures[1] == "9" || figures[0] == "2" && figures[1] == "0")
    }

    mutating func blank(_ range: Range<Int>) {
        // Nothing is ever joined with what is not kept.
        guard range.upperBound > base else { return }
        blanked.append(range)
        if !isKnownUniquelyReferenced(&kept) { kept = kept.copy() }
        for place in range where place >= base && place - base < kept.count { kept[place - base] = Self.blankSign }
    }

    func isBlanked(_ range: Range<Int>) -> Bool { blanked.contains { $0.overlaps(range) } }

    /// Figures in a span.
    func digits(in span: Range<Int>) -> Int {
        span.count { $0 >= base && $0 - base < kept.count && kept[$0 - base].properties.numericType != nil }
    }

    /// Words outside a span, counted by the blanks between them.
    func words(beside span: Range<Int>) -> Int {
        var words = 0
        var isInWord = false
        for (place, scalar) in scalars.enumerated() {
            let isWord = !span.contains(base + place) && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            if isWord, !isInWord { words += 1 }
            isInWord = isWord || isInWord && (scalar == "'" || scalar == "\u{2019}")
        }
        return words
    }
}
