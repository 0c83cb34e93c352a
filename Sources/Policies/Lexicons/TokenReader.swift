/// Reads text once from front to back and cuts it into tokens.
struct TokenReader {
    private var sentence: Int32 = 0
    private var clause: Int32 = 0
    private var sentenceStart = 0
    private var wordStart = 0
    private var isInWord = false
    private var wordIsNumber = false
    /// The first token inside a quotation that has not ended yet.
    private var quotationStart: Int?
    private var singleMarks = SingleMarks()
    /// The last byte of punctuation that may turn out to stand inside a number or an abbreviation.
    private var pending: UInt8 = 0

    mutating func read(_ text: some Collection<UInt8>, into folded: inout [UInt8], _ tokens: inout [TextTokens.Token]) {
        var decoder = FoldingDecoder()
        for byte in text {
            if byte < 0x80 && decoder.isIdle {
                take(FoldingDecoder.lowered(byte), into: &folded, &tokens)
            } else {
                let scalar = decoder.next(byte)
                if scalar == FoldingDecoder.incomplete { continue }
                takeScalar(scalar, into: &folded, &tokens)
            }
        }
        settleMark(isLetter: false, &folded, &tokens)
        endWord(&folded, &tokens)
        endSentence(isQuestion: false, &tokens)
    }

    private mutating func takeScalar(_ scalar: UInt32, into folded: inout [UInt8], _ tokens: inout [TextTokens.Token]) {
        switch FoldingDecoder.fold(scalar) {
        case .nothing: break
        case .ascii(let first, let second):
            take(first, into: &folded, &tokens)
            if second != 0 { take(second, into: &folded, &tokens) }
        case .symbol:
            settleMark(isLetter: false, &folded, &tokens)
            endWord(&folded, &tokens)
            wordStart = folded.count
            append(scalar, to: &folded)
            addToken(isNumber: false, folded, &tokens)
        case .letter:
            settleMark(isLetter: true, &folded, &tokens)
            singleMarks.passLetter()
            settlePending(joins: false, &folded, &tokens)
            beginWord(folded, isNumber: false)
            append(scalar, to: &folded)
        case .space: take(UInt8(ascii: " "), into: &folded, &tokens)
        }
    }

    private mutating func take(_ byte: UInt8, into folded: inout [UInt8], _ tokens: inout [TextTokens.Token]) {
        if singleMarks.isAtMark { settleMark(isLetter: SingleMarks.isOfWord(byte), &folded, &tokens) }
        defer { singleMarks.pass(byte) }
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"):
            // "c.v.v." is one word, "end.Start" is not.
            settlePending(joins: pending == UInt8(ascii: ".") && isAbbreviation(folded), &folded, &tokens)
            // A number and the letters after it are two words ("3bd", "7pc", "2nd"), so that patterns see the number.
            if isInWord && wordIsNumber { endWord(&folded, &tokens) }
            beginWord(folded, isNumber: false)
            folded.append(byte)
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            settlePending(joins: wordIsNumber, &folded, &tokens)
            beginWord(folded, isNumber: true)
            folded.append(byte)
        case UInt8(ascii: "'"): singleMarks.take()
        case UInt8(ascii: "."), UInt8(ascii: ","):
            if isInWord && pending == 0 { pending = byte } else { breakAt(byte, &folded, &tokens) }
        case UInt8(ascii: "%"), UInt8(ascii: "$"), 0xA3:
            endWord(&folded, &tokens)
            wordStart = folded.count
            folded.append(byte)
            addToken(isNumber: false, folded, &tokens)
        case UInt8(ascii: "\""):
            endWord(&folded, &tokens)
            quote(&tokens)
        case UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "\n"), UInt8(ascii: "("),
            UInt8(ascii: ")"):
            endWord(&folded, &tokens)
            breakAt(byte, &folded, &tokens)
        default: endWord(&folded, &tokens)
        }
    }

    /// One letter, alone or after other single letters: what stands before the point of an abbreviation.
    private func isAbbreviation(_ folded: [UInt8]) -> Bool {
        isInWord && !wordIsNumber && folded.count - wordStart <= 4 && (folded.count - wordStart == 1 || abbreviating)
    }

    private var abbreviating = false

    private mutating func settlePending(joins: Bool, _ folded: inout [UInt8], _ tokens: inout [TextTokens.Token]) {
        guard pending != 0 else {
            // Two letters in a row: no abbreviation, or the end of one.
            abbreviating = false
            return
        }
        if joins {
            if wordIsNumber { folded.append(pending) } else { abbreviating = true }
            pending = 0
        } else {
            endWord(&folded, &tokens)
        }
    }

    private mutating func beginWord(_ folded: [UInt8], isNumber: Bool) {
        guard !isInWord else { return }
        isInWord = true
        wordIsNumber = isNumber
        wordStart = folded.count
        abbreviating = false
    }

    private mutating func endWord(_ folded: inout [UInt8], _ tokens: inout [TextTokens.Token]) {
        let punctuation = pending
        pending = 0
        if isInWord {
            isInWord = false
            addToken(isNumber: wordIsNumber, folded, &tokens)
        }
        if punctuation != 0 { breakAt(punctuation, &folded, &tokens) }
    }

    private mutating func addToken(isNumber: Bool, _ folded: [UInt8], _ tokens: inout [TextTokens.Token]) {
        tokens.append(
            TextTokens.Token(
                start: Int32(wordStart), end: Int32(folded.count), sentence: sentence, clause: clause, isNumber: isNumber,
                isQuoted: false, isQuestion: false))
    }

    private mutating func breakAt(_ byte: UInt8, _ folded: inout [UInt8], _ tokens: inout [TextTokens.Token]) {
        clause += 1
        switch byte {
        case UInt8(ascii: "?"): endSentence(isQuestion: true, &tokens)
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: ";"), UInt8(ascii: "\n"): endSentence(isQuestion: false, &tokens)
        default: break
        }
    }

    private mutating func endSentence(isQuestion: Bool, _ tokens: inout [TextTokens.Token]) {
        guard tokens.count > sentenceStart else { return }
        if isQuestion {
            for index in sentenceStart..<tokens.count { tokens[index].isQuestion = true }
        }
        sentenceStart = tokens.count
        sentence += 1
    }

    /// Only what stands between two marks is quoted; a mark without a partner quotes nothing.
    private mutating func quote(_ tokens: inout [TextTokens.Token]) {
        guard let start = quotationStart else {
            quotationStart = tokens.count
            return
        }
        for index in start..<tokens.count { tokens[index].isQuoted = true }
        quotationStart = nil
    }

    /// An apostrophe before a word may open a quotation, one behind a word may end it; one inside a word is none.
    private mutating func settleMark(isLetter: Bool, _ folded: inout [UInt8], _ tokens: inout [TextTokens.Token]) {
        switch singleMarks.settle(isLetter: isLetter, next: tokens.count) {
        case .nothing: break
        case .closes(let start):
            endWord(&folded, &tokens)
            guard tokens.count - start >= SingleMarks.fewestWords else { return }
            let first = tokens[start]
            if SingleMarks.isClipped(folded[Int(first.start)..<Int(first.end)]) { return }
            for index in start..<tokens.count { tokens[index].isQuoted = true }
        }
    }

    private func append(_ scalar: UInt32, to folded: inout [UInt8]) {
        guard let scalar = Unicode.Scalar(scalar) else { return }
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { folded.append(byte) }
    }
}
