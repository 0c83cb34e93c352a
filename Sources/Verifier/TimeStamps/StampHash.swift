import Crypto

/// A hash function that time stamps may use; SHA-1 is refused.
enum StampHash {
    case sha256, sha384, sha512

    init?(_ identifier: [UInt8]) {
        switch identifier {
        case ObjectIdentifiers.sha256: self = .sha256
        case ObjectIdentifiers.sha384: self = .sha384
        case ObjectIdentifiers.sha512: self = .sha512
        default: return nil
        }
    }

    func hash(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        let bytes = [UInt8](bytes)
        return switch self {
        case .sha256: Array(SHA256.hash(data: bytes))
        case .sha384: Array(SHA384.hash(data: bytes))
        case .sha512: Array(SHA512.hash(data: bytes))
        }
    }
}
