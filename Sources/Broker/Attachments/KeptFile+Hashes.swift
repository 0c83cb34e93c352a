import Conversations
import Crypto
import Storage

extension [KeptFile] {
    /// What the entry's content says of them; nil where there are none.
    var hashes: String? {
        isEmpty ? nil : map { "\($0.place) \($0.hash)" }.joined(separator: "\n")
    }
}

extension KeptFile {
    /// SHA-256, 64 lower-case hexadecimal digits.
    var hash: String { SHA256.hash(data: bytes).map { String(String(UInt16($0) + 256, radix: 16).suffix(2)) }.joined() }
}

extension ObjectID {
    /// 32 hexadecimal digits, as facts name it.
    var name: String { bytes.map { String(String(UInt16($0) + 256, radix: 16).suffix(2)) }.joined() }
}
