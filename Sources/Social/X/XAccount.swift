/// One of our accounts on X and the right to act for it.
public struct XAccount: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    public let id: XUserID
    /// The user access token with the scopes tweet.write, tweet.moderate.write, dm.write and their reads.
    let accessToken: String

    public init(id: XUserID, accessToken: String) {
        self.id = id
        self.accessToken = accessToken
    }

    public var description: String { "XAccount(\(id))" }
    public var debugDescription: String { description }
}
