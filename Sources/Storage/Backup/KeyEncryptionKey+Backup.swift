import Crypto
public import Ledger

extension KeyEncryptionKey {
    /// The key that signs manifests of backups. It follows from the key without which a backup cannot be opened anyway, so that nothing else
    /// has to be kept, and nobody who lacks that one can make a backup that is taken for the firm's (HKDF, RFC 5869).
    public func backupKey(origin: String) -> SigningKey? {
        let seed = HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Array("parley/backup/v1\n".utf8), outputByteCount: 32)
        guard let name = KeyName("\(origin)/backup") else { return nil }
        return seed.withUnsafeBytes { SigningKey(name: name, seed: Array($0)) }
    }
}
