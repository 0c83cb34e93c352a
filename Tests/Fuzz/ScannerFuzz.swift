import AccountData

/// What every text must keep to, whatever its bytes: it is read or refused, spans lie inside it, spans of one class never overlap, and
/// a conversation cut anywhere is read as well.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    switch Fuzzed.scanner.scan(utf8: bytes, minimum: .possible) {
    case .unscannable:
        precondition(String(validating: bytes, as: UTF8.self) == nil, "Well-formed text was refused.")
    case .findings(let findings):
        guard let text = String(validating: bytes, as: UTF8.self) else { preconditionFailure("Malformed bytes were read.") }
        let scalars = text.unicodeScalars.count
        var ends: [DataClass: Int] = [:]
        for finding in findings {
            precondition(!finding.range.isEmpty && finding.range.upperBound <= scalars, "A span lies outside the text.")
            precondition(finding.range.lowerBound >= ends[finding.dataClass, default: 0], "Spans of one class overlap.")
            ends[finding.dataClass] = finding.range.upperBound
        }
        _ = Redaction.redact(text, findings, keepLast: 4)
        let cut = text.unicodeScalars.index(text.unicodeScalars.startIndex, offsetBy: scalars / 2)
        var memory = AuthorMemory(scanner: Fuzzed.scanner)
        for half in [text.unicodeScalars[..<cut], text.unicodeScalars[cut...]] {
            var words = ""
            words.unicodeScalars.append(contentsOf: half)
            let result = memory.next(words, at: 0, author: .customer)
            for finding in result.findings {
                precondition(finding.range.upperBound <= half.count, "A span lies outside the message.")
            }
        }
    }
    return 0
}

private enum Fuzzed {
    static let scanner = Scanner(classes: Scanner.allClasses)
}
