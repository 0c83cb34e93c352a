/// A clean file that somebody of the firm opens.
public struct OpenedFile: Sendable {
    /// As its sender called it, as redacted, with the ending of what it is where its own says something else.
    public var name: String
    public var bytes: [UInt8]
}
