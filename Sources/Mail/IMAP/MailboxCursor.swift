/// How far a mailbox has been taken in. Only valid while the server keeps the same UIDVALIDITY.
public struct MailboxCursor: Hashable, Sendable {
    public let uidValidity: UInt32
    /// Every message up to here has been fetched; 0 for none.
    public let lastUID: UInt32

    public init(uidValidity: UInt32, lastUID: UInt32) {
        self.uidValidity = uidValidity
        self.lastUID = lastUID
    }
}
