import Crypto

/// What a leaf binds a field by: SHA-256 over tag, event, field id, nonce and bytes.
enum FieldCommitment {
    static func digest(event: RandomID, field: UInt16, nonce: [UInt8], bytes: [UInt8]) -> TreeDigest {
        var hash = SHA256()
        hash.update(data: Array("parley/field/v1\n".utf8))
        hash.update(data: event.bytes)
        hash.update(data: [UInt8(field >> 8), UInt8(field & 255)])
        hash.update(data: nonce)
        hash.update(data: bytes)
        return hash.finalize().withUnsafeBytes { TreeDigest(loading: $0.baseAddress.unsafelyUnwrapped) }
    }

    /// The commitment root: the RFC 6962 tree over the commitments in ascending field id.
    static func root(of commitments: [TreeDigest]) -> TreeDigest {
        var tree = RootAccumulator()
        for commitment in commitments { tree.append(leaf: commitment.bytes) }
        return tree.root
    }
}
