public import Crypto

/// A fresh key for one object. It may encrypt at once; nothing that it encrypted may be committed before ``KeyStore/sync()`` has returned.
public struct StagedKey: Sendable {
    public let id: ObjectID
    public let key: SymmetricKey
}

/// An object's row on its way to the file.
struct StagedObject {
    let id: ObjectID
    let row: ObjectRow
}

/// An owner's row on its way to the file.
struct StagedOwner {
    let number: UInt64
    let row: OwnerRow
    let key: SymmetricKey
}
