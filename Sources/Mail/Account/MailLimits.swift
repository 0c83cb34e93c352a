/// How much and how long a mail server may take.
public struct MailLimits: Sendable, Equatable {
    /// Bytes of the largest mail that is fetched or sent.
    public var mail = 35 * 1024 * 1024
    /// Bytes of mail fetched at one time, unless a single mail is larger.
    public var window = 64 * 1024 * 1024
    /// For each exchange with a server, and for connecting.
    public var timeout: Duration = .seconds(60)

    public init() {}
}
