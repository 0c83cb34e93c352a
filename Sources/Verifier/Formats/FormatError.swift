/// Says why bytes are not in the format they claim, and where.
public struct FormatError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was being read.
    public enum Part: String, Sendable, CaseIterable {
        case base64
        case number
        case verifierKey = "verifier key"
        case note
        case checkpoint
        case cosignature
        case tilePath = "tile path"
        case bundle = "entry bundle"
        case leaf
        case disclosureLine = "disclosure"
        case proof
        case witnessPolicy = "witness policy"
        case compactRange = "compact range"
        case archive
        case manifest
        case page
        case timeStamp = "time stamp"
    }

    public let part: Part
    /// Byte offset from the beginning of what was handed in.
    public let offset: Int
    /// What is wrong, in words; never the bytes themselves.
    public let reason: String

    public init(_ part: Part, at offset: Int, _ reason: String) {
        self.part = part
        self.offset = offset
        self.reason = reason
    }

    public var description: String { "\(part.rawValue), byte \(offset): \(reason)" }
}
