/// Takes findings out of a text and leaves marks that say what stood there.
public enum Redaction {
    /// The text with each finding's span replaced by a mark such as `⟦card.pan⟧`, which yields no finding when scanned again.
    ///
    /// - Parameters:
    ///   - findings: Findings of this very text, in any order. Where spans overlap, one mark covers them.
    ///   - keepLast: How many last digits of a card number may stay, at most four; of every other class nothing stays.
    public static func redact(_ text: String, _ findings: [Finding], keepLast: Int = 0) -> String {
        var redacted = ""
        var scalars = text.unicodeScalars[...]
        var offset = 0
        // A request is words, not data: nothing to take out.
        for finding in findings.filter({ !$0.dataClass.isRequest }).sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            let start = max(finding.range.lowerBound, offset)
            guard finding.range.upperBound > offset else { continue }
            redacted.unicodeScalars.append(contentsOf: scalars.prefix(start - offset))
            scalars = scalars.dropFirst(start - offset)
            let value = scalars.prefix(finding.range.upperBound - start)
            redacted += RedactionMark.text(finding.dataClass, kept: kept(value, of: finding, keepLast))
            scalars = scalars.dropFirst(value.count)
            offset = finding.range.upperBound
        }
        redacted.unicodeScalars.append(contentsOf: scalars)
        return redacted
    }

    /// The last digits that may stay, in ASCII; empty unless this is a card number written in digits.
    private static func kept(_ value: Substring.UnicodeScalarView, of finding: Finding, _ keepLast: Int) -> String {
        guard finding.dataClass == .cardPAN, keepLast > 0, !finding.disguises.contains(.reversed) else { return "" }
        var digits: [UInt8] = []
        for scalar in value {
            let byte = FoldTable.shared(scalar.value).byte
            if byte >= 0x30, byte <= 0x39 { digits.append(byte) }
        }
        guard digits.count == finding.digitCount else { return "" }
        return String(decoding: digits.suffix(min(keepLast, RedactionMark.keptAtMost)), as: UTF8.self)
    }
}
