import FoundationEssentials
import Glibc
public import Verifier

/// Reads the keys that somebody names on a command line.
public enum LogKeys {
    /// The verifier key that a text is, or that stands on the first line of the file it names.
    public static func verifying(_ textOrPath: String) throws -> VerifyingKey {
        if let key = try? VerifyingKey(textOrPath) { return key }
        guard let data = FileManager.default.contents(atPath: textOrPath), data.count <= 1 << 16 else {
            throw StorageError.cannotOpen("'\(textOrPath)' is neither a verifier key (name+id+key) nor a file that holds one.")
        }
        let line = String(decoding: data.prefix { $0 != 0x0A }, as: UTF8.self)
        do { return try VerifyingKey(line) } catch {
            throw StorageError.cannotOpen("\(textOrPath) does not hold a verifier key on its first line: \(error).")
        }
    }

    /// The text, or the first line of the file that it names where it is no key itself.
    public static func line(_ textOrPath: String) throws -> String {
        if (try? VerifierKey(parsing: textOrPath)) != nil { return textOrPath }
        return String(decoding: try file(textOrPath, limit: 1 << 16).prefix { $0 != 0x0A }, as: UTF8.self)
    }

    /// Certificates in PEM.
    static func certificates(_ path: String) throws -> TimeStampAuthority {
        do { return try TimeStampAuthority(pem: file(path)) } catch let error as FormatError {
            throw StorageError.cannotOpen("\(path) holds no certificates of an authority: \(error.reason), at byte \(error.offset).")
        }
    }

    private static func reason(_ path: String) -> String {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG { return "it is no regular file" }
        return String(cString: strerror(access(path, R_OK) == 0 ? EIO : errno))
    }

    /// A whole file, at most so many bytes.
    public static func file(_ path: String, limit: Int = 1 << 20) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw StorageError.cannotOpen("The file '\(path)' cannot be read: \(Self.reason(path)).")
        }
        guard data.count <= limit else { throw StorageError.cannotOpen("The file \(path) has more than \(limit) bytes.") }
        return Array(data)
    }
}

extension Home {
    /// The key that whoever begins to verify now should pin.
    public func logKey() throws -> VerifierKey {
        let line = String(decoding: try LogKeys.file(verifierKey).prefix { $0 != 0x0A }, as: UTF8.self)
        do { return try VerifierKey(parsing: line) } catch {
            throw StorageError.damaged("\(verifierKey) does not hold a verifier key")
        }
    }
}
