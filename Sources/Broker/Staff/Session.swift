/// A browser that somebody of the firm signed in with.
public struct Session: Sendable {
    public var member: Member
    /// Stands in every form of this session.
    public var csrf: String
    /// Names the session without being able to open it: the SHA-256 of its token.
    public var id: [UInt8]

    /// Without a request for so long, it ends: 2 hours, in milliseconds.
    static let idle: Int64 = 2 * 3_600 * 1_000
    /// It ends in any case, after a shift: 12 hours, in milliseconds (NIST SP 800-63B, AAL2).
    static let longest: Int64 = 12 * 3_600 * 1_000
    /// A one-time link is good for 24 hours, in milliseconds.
    static let link: Int64 = 24 * 3_600 * 1_000
    /// A token for programs is good for 90 days, in milliseconds.
    static let token: Int64 = 90 * 24 * 3_600 * 1_000
}
