/// A span of text with a data class and a level; says where a value stands, never what it is.
public struct Finding: Sendable, Equatable {
    public let dataClass: DataClass
    /// Unicode scalar offsets of the original text: the value with its inner separators, never its cue.
    /// For a request, the words that name what is asked for.
    public let range: Range<Int>
    public let level: Level
    public let evidence: [Evidence]
    /// Digits in the value; for IBANs and words the letters and digits.
    public let digitCount: Int

    /// The disguises among the evidence.
    public var disguises: [Disguise] {
        evidence.compactMap { if case .folded(let disguise) = $0 { disguise } else { nil } }
    }

    /// How much harm the value does where it stands. Whoever takes the trouble to disguise it means it to pass unseen.
    public var severity: Severity {
        let base: Severity = dataClass.isRequest ? .ordinary : dataClass.isSecret || dataClass == .cardPAN ? .serious : .ordinary
        guard disguises.contains(where: \.isDeliberate) else { return base }
        return base == .serious ? .severe : .serious
    }

    /// Three steps, each worse than the one before.
    public enum Severity: Int, Sendable, Comparable, CaseIterable {
        case ordinary, serious, severe

        public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
    }

    public init(dataClass: DataClass, range: Range<Int>, level: Level, evidence: [Evidence], digitCount: Int) {
        self.dataClass = dataClass
        self.range = range
        self.level = level
        self.evidence = evidence
        self.digitCount = digitCount
    }
}
