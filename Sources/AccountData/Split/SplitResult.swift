/// What one message brought: its findings, and what it completed in messages before it.
public struct SplitResult: Sendable, Equatable {
    /// Ordinal of the message among all messages of the memory, from 0 on.
    public let message: Int
    /// Spans in this message: values of its own, and this message's part of a completed one. In order, without overlaps.
    public let findings: [Finding]
    /// Spans in earlier messages that this message gave away, for redaction after the fact.
    public let earlier: [EarlierFinding]

    /// The classes of which this message brought or completed a value, each once, in order.
    public var classes: [DataClass] {
        Set(findings.map(\.dataClass) + earlier.map(\.finding.dataClass)).sorted()
    }
}

/// A span in a message before.
public struct EarlierFinding: Sendable, Equatable {
    /// Ordinal of that message.
    public let message: Int
    /// Offsets count in that message's text as it was handed in.
    public let finding: Finding
}
