/// The answer to bytes from outside: findings, or the reason why there can be none.
public enum ScanResult: Sendable, Equatable {
    case findings([Finding])
    /// Nothing was looked at; the caller quarantines the bytes.
    case unscannable(Reason)

    public enum Reason: Sendable, Equatable {
        /// Not UTF-8 (RFC 3629) from this byte offset on.
        case invalidUTF8(at: Int)
        /// Longer than ``Scanner/sizeLimit`` bytes.
        case tooLong(bytes: Int)
    }
}
