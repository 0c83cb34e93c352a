import CryptoExtras
import FoundationEssentials
import Glibc

/// A password as it is kept: scrypt (RFC 7914) over it with a salt of its own.
struct PasswordHash: Sendable, Equatable {
    /// The binary logarithm of N.
    var work: Int
    var salt: [UInt8]
    var hash: [UInt8]

    /// OWASP's Password Storage Cheat Sheet asks for N = 2^17, r = 8, p = 1, or as little as N = 2^15 with p = 3; both cost the same work.
    /// 32 MB a hash instead of 128 keeps two at once from taking the server's memory.
    static let work = 15
    private static let blockSize = 8
    private static let lanes = 3

    /// Blocking: about a fifth of a second. To be called on a thread of its own.
    static func of(_ password: String, salt: [UInt8], work: Int = Self.work) throws -> PasswordHash {
        let key = try KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: 32, rounds: 1 << work, blockSize: blockSize, parallelism: lanes,
            maxMemory: 128 * blockSize * (1 << work) * 2 + (1 << 20))
        return PasswordHash(work: work, salt: salt, hash: key.withUnsafeBytes { Array($0) })
    }

    /// Compares without telling by time where the difference is.
    static func equal(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        guard one.count == other.count else { return false }
        var difference: UInt8 = 0
        for index in one.indices { difference |= one[index] ^ other[index] }
        return difference == 0
    }

    /// NIST SP 800-63B, 3.1.1: length counts, composition rules do not; what everybody tries first is refused.
    /// - Returns: what is wrong with it, or nil.
    static func problem(with password: String, login: String) -> String? {
        let characters = password.count
        if characters < 12 { return "A password has at least 12 characters. A few words in a row are easy to remember." }
        if password.utf8.count > 1_024 { return "A password has at most 1,024 bytes." }
        let lower = password.lowercased()
        if Set(lower).count < 5 { return "This password repeats too few characters. Choose a longer sentence." }
        if lower.contains(login) && characters < login.count + 12 { return "A password must not be built on the login." }
        for common in ["password", "passw0rd", "123456789", "qwertyuiop", "letmein", "welcome1", "administrator"]
        where lower.contains(common) && characters < common.count + 12 {
            return "This password is among those that are tried first. Choose a few words of your own."
        }
        return nil
    }
}
