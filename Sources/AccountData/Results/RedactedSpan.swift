/// All that may remain of a secret once it is redacted: what it was, how long, where, and how it was disguised.
public struct RedactedSpan: Sendable, Hashable {
    public let dataClass: DataClass
    /// Digits, or letters and digits, that the value had.
    public let count: Int
    /// Unicode scalar offset at which the value began in the text as received.
    public let position: Int
    public let disguises: [Disguise]

    public init(_ finding: Finding) {
        dataClass = finding.dataClass
        count = finding.digitCount
        position = finding.range.lowerBound
        disguises = finding.disguises
    }
}
