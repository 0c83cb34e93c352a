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
    /// Earlier checkpoints that the person who verifies has kept: a log forked since is found out where the file shows how it went on.
    public var retained: [ExportVerifier.Retained] = []
    /// The present time in milliseconds since 1970, which freshness is measured against. Nil: no cosignature counts as fresh.
    public var now: Int64?
    /// Whose time stamps are believed; nil: they are whole, and nobody vouches for them.
    public var authority: TimeStampAuthority?

    public init(pinnedKey: VerifyingKey? = nil, witnesses: WitnessPolicy? = nil) {
        self.pinnedKey = pinnedKey
        self.witnesses = witnesses
    }

    public func verify(_ bytes: [UInt8]) -> EvidenceReport {
        var pass = EvidencePass(key: pinnedKey, witnesses: witnesses, anchors: anchors, authority: authority)
        pass.retained = retained
        pass.now = now
        pass.run(bytes)
        return pass.report()
    }

    /// The checkpoint that an evidence file leads to, whether or not it verifies; nil if the bytes are no such file.
    public static func checkpoint(in bytes: [UInt8]) -> [UInt8]? {
        guard let archive = try? TapeArchive(bytes), archive.files.first?.path == EvidenceManifest.path else { return nil }
        for file in archive.files {
            guard case .sealProof? = EvidencePath(file.path), let proof = try? ProofFile(Array(archive.bytes[file.range])) else { continue }
            return proof.checkpoint
        }
        return nil
    }
}
