/// Verifies an evidence file: a conversation, a customer's, a complaint's or a piece of a log, from the file and the log's key alone.
///
/// The manifest names every file by its hash and is signed with a key that an entry of the log announced; the entries of the export hold the
/// manifest's hash and stand in the log directly after the last entry of each stream. So nothing can be left out at the end, put in, or
/// changed without the log's key.
public struct EvidenceVerifier: Sendable {
    /// The log's key, known from elsewhere; nil to take the one in the file.
    public var pinnedKey: VerifyingKey?
    public var witnesses: WitnessPolicy?
    /// Certificates, known from elsewhere, under which the log's keys must be certified; nil to take the file's own authority.
    public var anchors: TimeStampAuthority?
    /// Whose time stamps are believed; nil: they are whole, and nobody vouches for them.
    public var authority: TimeStampAuthority?

    public init(pinnedKey: VerifyingKey? = nil, witnesses: WitnessPolicy? = nil) {
        self.pinnedKey = pinnedKey
        self.witnesses = witnesses
    }

    public func verify(_ bytes: [UInt8]) -> EvidenceReport {
        var pass = EvidencePass(key: pinnedKey, witnesses: witnesses, anchors: anchors, authority: authority)
        pass.run(bytes)
        return pass.report()
    }
}
