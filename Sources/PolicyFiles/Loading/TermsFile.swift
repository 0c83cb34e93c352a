import Crypto

/// A file that is part of the terms, with its bytes and their hash.
public struct TermsFile: Hashable, Sendable {
    /// The path within the folder, with `/`.
    public let name: String
    /// SHA-256 of the bytes, 64 lower-case hexadecimal digits.
    public let sha256: String
    public let bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        sha256 = Self.hexadecimal(SHA256.hash(data: bytes))
    }

    /// Stands for tables that belong to others: who may have the terms may not have those, but sees which ones they were.
    static let tableHashes = "registries/sha256.txt"

    /// The file among the terms that names the tables of a folder by their hashes; nil if there is none.
    static func hashes(of tables: [TermsFile]) -> TermsFile? {
        guard !tables.isEmpty else { return nil }
        return TermsFile(name: tableHashes, bytes: tables.flatMap { Array("\($0.sha256)  \($0.name)\n".utf8) })
    }

    private static func hexadecimal(_ digest: SHA256.Digest) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
