import Glibc
public import Ledger

/// Random ids and secrets, made at the edge and handed in as values.
public enum RandomIDs {
    /// 128 bits that nobody can guess.
    static func bytes(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        // At most 256 bytes a call; it fails only for more, or without a kernel (getentropy(3)).
        precondition(count <= 256 && getentropy(&bytes, count) == 0, "no random bytes: \(String(cString: strerror(errno)))")
        return bytes
    }

    public static func event() -> EventID {
        while true { if let id = EventID(bytes(16)) { return id } }
    }

    public static func stream() -> StreamID {
        while true { if let id = StreamID(bytes(16)) { return id } }
    }

    /// A token for a link: 26 letters and digits that survive every mail program, 130 bits.
    public static func token() -> String {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
        return String(decoding: bytes(26).map { alphabet[Int($0 & 31)] }, as: UTF8.self)
    }

    /// 256 bits as 64 lower-case hexadecimal digits: a session's token.
    public static func secret() -> String {
        bytes(32).map { String(String(UInt16($0) + 256, radix: 16).suffix(2)) }.joined()
    }

    /// Six digits, each value as likely as any other.
    public static func code() -> String {
        while true {
            let number = bytes(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            // Beyond the last whole million some codes would come up more often.
            if number < 4_294_000_000 { return String(String(number % 1_000_000 + 1_000_000).dropFirst()) }
        }
    }
}
