/// What a mail may be at most. Anything beyond is not parsed in part but quarantined whole.
public struct MIMELimits: Sendable, Equatable {
    /// Bytes of the mail.
    public var size = 36 * 1024 * 1024
    /// Bytes of the header of the mail, and of each part.
    public var header = 256 * 1024
    public var fields = 2000
    public var parts = 1000
    /// Parts within parts.
    public var depth = 50

    public init() {}
}

/// Why a mail is not shown but kept for somebody with the right to look at it.
public enum MIMEQuarantine: String, Sendable, Hashable, CaseIterable {
    case tooLarge = "too_large"
    case headerTooLarge = "header_too_large"
    case tooManyFields = "too_many_fields"
    case tooManyParts = "too_many_parts"
    case tooDeep = "too_deep"
    /// More than one From: programs differ in which one they believe.
    case severalSenders = "several_senders"
    /// Nothing at all, or no header.
    case noHeader = "no_header"
}
