import Crypto
import FoundationEssentials

/// A 32-byte key under another: AES-256-GCM with a random nonce, bound to what the key is for.
enum KeyWrap {
    static let keyByteCount = 32
    static let nonceByteCount = 12
    /// Nonce, key, tag.
    static let byteCount = 60

    /// What the wrapped key is bound to; under another purpose or for another owner it does not open.
    enum Purpose: String {
        case check = "parley/key/check/v1\n"
        case firm = "parley/key/firm/v1\n"
        case owner = "parley/key/owner/v1\n"
        case object = "parley/key/object/v1\n"
    }

    static func wrap(
        _ key: ArraySlice<UInt8>, nonce: ArraySlice<UInt8>, under wrapping: SymmetricKey, _ purpose: Purpose, _ binding: [UInt8]
    ) throws -> [UInt8] {
        let sealed = try AES.GCM.seal(
            key, using: wrapping, nonce: AES.GCM.Nonce(data: nonce), authenticating: Array(purpose.rawValue.utf8) + binding)
        // `combined` is nil only for a nonce of another length.
        return [UInt8](sealed.combined!)
    }

    static func unwrap(_ wrapped: [UInt8], under wrapping: SymmetricKey, _ purpose: Purpose, _ binding: [UInt8]) -> SymmetricKey? {
        guard wrapped.count == byteCount, let box = try? AES.GCM.SealedBox(combined: wrapped) else { return nil }
        // A nil says what there is to say: the tag does not fit.
        guard var bytes = try? AES.GCM.open(box, using: wrapping, authenticating: Array(purpose.rawValue.utf8) + binding) else {
            return nil
        }
        defer { erase(&bytes) }
        return SymmetricKey(data: bytes)
    }
}
