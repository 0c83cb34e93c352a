public import AccountData

/// A text after scanning and labelling: what may be kept of it, and what policy says.
///
/// The raw text is a parameter of ``Reader/inbound(_:_:)`` and goes no further; whatever holds a `Reading` cannot leak what was taken out.
public struct Reading: Sendable {
    /// As redacted: what is kept, shown and sent.
    public var text: String
    public var redactions: [RedactionNote]
    /// Every data class found with its best level, redacted or not, requests among them.
    public var findings: [DataClass: Level]
    /// What lexicons found in the text.
    public var labels: Set<Label>
    /// Policy's answer for a message that comes in; an outbound act is decided when it is submitted, on the conversation's state.
    public var decision: Decision
    /// What that answer was given to; nil for an outbound act.
    public var asked: Asked?
    /// The fingerprint of the terms that it was read under.
    public var terms: [UInt8]

    public init(
        text: String, redactions: [RedactionNote], findings: [DataClass: Level], labels: Set<Label>, decision: Decision,
        asked: Asked? = nil, terms: [UInt8]
    ) {
        self.text = text
        self.redactions = redactions
        self.findings = findings
        self.labels = labels
        self.decision = decision
        self.asked = asked
        self.terms = terms
    }
}
