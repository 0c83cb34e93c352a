/// What a server says of its own writing since it was started.
public struct IntakeMeasures: Codable, Sendable {
    public var ledgerCommits: UInt64
    public var keyCommits: UInt64
    public var seals: UInt64
    public var sealLagMilliseconds: Double
    /// Why sealing does not go on, while that is so.
    public var sealingFailure: String?
    /// As the writing connection read them back.
    public var journalMode: String
    public var synchronous: Int64
    public var secureDelete: Int64
}
