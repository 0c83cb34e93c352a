import FoundationEssentials
import Signer
public import Verifier

/// An officer's own cosignature: put on a checkpoint only once the whole export has verified and continues what the officer kept before.
public enum CheckpointCosigning {
    /// Makes the officer's secret key, once; the file is for its owner alone.
    /// - Returns: the public key, for other people's witness policies.
    public static func createKey(at path: String, name: KeyName) throws -> VerifierKey { try Witness.createKey(path, name: name) }

    /// The export's checkpoint with the officer's line.
    /// - Parameter note: the bytes that were verified and are kept in the history by now.
    public static func cosign(_ note: [UInt8], verified checkpoint: OpenedCheckpoint, with keyFile: String) throws -> SignedNote {
        let key = try Witness.key(keyFile)
        let signed = try SignedNote(parsing: note)
        let own = try Checkpoint(parsing: signed.text)
        // Two readings of the same bytes, by code that shares nothing.
        guard own.size == checkpoint.size, own.root.bytes == checkpoint.root.bytes, own.origin == checkpoint.origin else {
            throw StorageError.damaged("the checkpoint is not the one that was verified")
        }
        let before = signed.signatures.filter { !key.verifierKey.isNamed(by: $0) }
        return try SignedNote(
            text: signed.text, signatures: before + [key.cosign(own, time: UInt64(max(1, Date().timeIntervalSince1970)))])
    }
}
