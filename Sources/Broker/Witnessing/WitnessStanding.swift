/// How a witness stands to the log, for people: what it cosigned last and, while it does not, why.
public struct WitnessStanding: Codable, Sendable, Equatable {
    /// The name of its key.
    public var name: String
    /// The newest checkpoint's size that it has cosigned since the start.
    public var size: UInt64
    /// When it did, by the witness's own clock, in seconds since 1970.
    public var seconds: UInt64?
    /// Why it does not cosign, while that is so.
    public var failure: String?
    /// So many rounds in a row.
    public var failures: Int

    init(name: String) {
        self.name = name
        size = 0
        failures = 0
    }
}

/// What the server knows of all its witnesses.
public struct WitnessingStatus: Codable, Sendable, Equatable {
    /// How many entries a quorum has seen.
    public var witnessed: UInt64
    public var witnesses: [WitnessStanding]
}
