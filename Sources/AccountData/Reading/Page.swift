/// A folded stretch of text with its tokens, cues and digit groups: what detectors read.
///
/// One allocation holds everything, so its size, and the work on it, are bounded whatever the bytes are.
struct Page: ~Copyable {
    let units: UnsafeMutableBufferPointer<Unit>
    let tokens: UnsafeMutableBufferPointer<Token>
    let cues: UnsafeMutableBufferPointer<CueHit>
    let groups: UnsafeMutableBufferPointer<Group>
    let digits: UnsafeMutableBufferPointer<Digit>
    private let memory: UnsafeMutableRawPointer

    var unitCount = 0
    var tokenCount = 0
    var cueCount = 0
    var groupCount = 0
    var digitCount = 0
    /// Everything any word of the page may do.
    var roles: Role = []
    /// What stands behind the last token.
    var tail: Gap = []
    /// Cues of the page, as bits.
    var cueBits: UInt64 = 0
    /// Whether letters and digits stand in one token, digits in any.
    var hasMixed = false
    var hasNumbers = false
    var hasAtSign = false
    /// "(a)": may stand for the sign of an address.
    var hasBracketedLetter = false
    /// The group that was claimed last.
    var lastClaim = 0
    /// The operator's table for checking sort code and account number together.
    var weights: ModulusWeights?
    /// Hashes of the words of custom classes that stand in redactions' marks.
    var ownMarks: Set<UInt64> = []
    let vocabulary = Vocabulary.shared

    /// Tokens and units behind the last one that may be looked at: they are nothing, and end everything. Detectors look ahead a few words.
    static let spare = 8

    /// Room for this many units.
    init(capacity: Int) {
        // Tokens are at least a unit apart; a number word is longer than its digits, "double o" than its two.
        let tokenRoom = capacity / 2 + 2 + Self.spare
        let unitRoom = capacity + Self.spare
        let sizes = (
            MemoryLayout<Unit>.stride * unitRoom, MemoryLayout<Token>.stride * tokenRoom, MemoryLayout<CueHit>.stride * tokenRoom,
            MemoryLayout<Group>.stride * tokenRoom, MemoryLayout<Digit>.stride * (capacity + 8)
        )
        let memory = UnsafeMutableRawPointer.allocate(byteCount: sizes.0 + sizes.1 + sizes.2 + sizes.3 + sizes.4 + 64, alignment: 16)
        self.memory = memory
        var offset = 0
        func carve<T>(_ type: T.Type, _ count: Int) -> UnsafeMutableBufferPointer<T> {
            let start = (memory + offset).bindMemory(to: type, capacity: count)
            offset += (MemoryLayout<T>.stride * count + 7) & ~7
            return UnsafeMutableBufferPointer(start: start, count: count)
        }
        units = carve(Unit.self, unitRoom)
        tokens = carve(Token.self, tokenRoom)
        cues = carve(CueHit.self, tokenRoom)
        groups = carve(Group.self, tokenRoom)
        digits = carve(Digit.self, capacity + 8)
    }

    deinit {
        // What was read may be secret: nothing of it stays in freed memory.
        overwrite(UnsafeMutableRawBufferPointer(start: units.baseAddress, count: unitCount * MemoryLayout<Unit>.stride))
        overwrite(UnsafeMutableRawBufferPointer(start: digits.baseAddress, count: digitCount * MemoryLayout<Digit>.stride))
        memory.deallocate()
    }

    /// Moves the units from `first` on to the front, so that reading goes on behind them.
    mutating func keep(from first: Int) {
        for place in first..<unitCount { units[place - first] = units[place] }
        unitCount -= first
    }

    /// Takes a found value out, as if a redaction's mark stood there.
    func blank(_ start: Int32, _ end: Int32) {
        for place in Int(start)..<Int(end) {
            units[place].byte = FoldedByte.blank
            units[place].kind = .joiner
        }
    }

    /// The bytes of units that are to be blanked for a while.
    func bytes(_ start: Int32, _ end: Int32) -> [UInt8] { (Int(start)..<Int(end)).map { units[$0].byte } }

    /// Puts back what ``blank(_:_:)`` took out.
    func restore(_ bytes: [UInt8], at start: Int32) {
        for (distance, byte) in bytes.enumerated() {
            units[Int(start) + distance].byte = byte
            units[Int(start) + distance].kind = Unit.Kind.byByte[byte]
        }
    }

    /// Whether enough digits, or a word that a value without digits hangs on, are left after blanking.
    var mayHoldMore: Bool {
        if hasAtSign || hasBracketedLetter || !roles.isDisjoint(with: [.secretWord, .spelling, .dotWord, .mailWord]) { return true }
        if hasMixed {
            for token in 0..<tokenCount where tokens[token].kind == .mixed && units[Int(tokens[token].start)].byte != FoldedByte.blank {
                return true
            }
        }
        var left = 0
        for place in 0..<groupCount where units[Int(digits[Int(groups[place].digitStart)].start)].byte != FoldedByte.blank {
            left += Int(groups[place].digitCount)
            if left > 2 { return true }
        }
        return left > 0 && !roles.isDisjoint(with: [.streetType, .streetLead, .month])
    }

    mutating func read() {
        tokenCount = 0
        cueCount = 0
        groupCount = 0
        digitCount = 0
        roles = []
        cueBits = 0
        (hasMixed, hasNumbers, hasAtSign, hasBracketedLetter) = (false, false, false, false)
        lastClaim = 0
        readTokens()
        endWithNothing()
        readCues()
        readGroups()
    }

    private func endWithNothing() {
        let end = unitCount == 0 ? 0 : units[unitCount - 1].end
        for place in unitCount..<unitCount + Self.spare {
            units[place] = Unit(start: end, end: end, byte: UInt8(ascii: "\n"), kind: .newline, flags: 0)
        }
        for place in tokenCount..<tokenCount + Self.spare {
            tokens[place] = Token(
                start: Int32(unitCount), end: Int32(unitCount), word: 0, kind: .letters, gap: [.sentenceEnd, .newline, .mark],
                gapLength: .max, separator: 0, isCue: false)
        }
    }

    /// What there is for detectors to read.
    var offers: Detector.Needs {
        var offers: Detector.Needs = .any
        if groupCount > 0 { offers.insert(.digits) }
        if cueCount > 0 { offers.insert(.cues) }
        if mayHoldCode || cueBits & CueSet(.bic, .iban).bits != 0 { offers.insert(.codes) }
        if hasAtSign || hasBracketedLetter || roles.contains(.atWord) { offers.insert(.addresses) }
        if hasNumbers || roles.contains(.number) && !roles.isDisjoint(with: [.streetType, .streetLead]) { offers.insert(.streets) }
        if hasNumbers && !roles.isDisjoint(with: .movement) || roles.contains(.accountState) || cueBits & Cue.balance.bit != 0 {
            offers.insert(.facts)
        }
        return offers
    }

    /// Whether any code may stand without a word that names it.
    var mayHoldCode: Bool { hasMixed || hasNumbers || !roles.isDisjoint(with: [.spelling, .number]) }

    /// Scalars of the original that the units from `first` up to `end` stand for.
    @inline(__always)
    func scalars(_ first: Int32, _ end: Int32) -> Range<Int> {
        Int(units[Int(first)].start)..<Int(units[Int(end) - 1].end)
    }

    /// The disguises of the units from `first` up to `end`; what was dropped before the first does not count.
    @inline(__always)
    func flags(_ first: Int32, _ end: Int32) -> UInt16 {
        var flags: UInt16 = units[Int(first)].flags & ~Folds.zeroWidth
        for place in Int(first) + 1..<max(Int(end), Int(first) + 1) { flags |= units[place].flags }
        return flags & ~Folds.upper
    }

    @inline(__always)
    func has(_ role: Role, _ token: Int) -> Bool {
        vocabulary[tokens[token].word].roles.contains(role)
    }
}
