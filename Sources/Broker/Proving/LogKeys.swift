import Glibc
public import Verifier

/// Reads the keys that somebody names on a command line.
public enum LogKeys {
    /// The verifier key that a text is, or that stands on the first line of the file it names.
    public static func verifying(_ textOrPath: String) throws -> VerifyingKey {
        if let key = try? VerifyingKey(textOrPath) { return key }
        let data: [UInt8]
        do { data = try file(textOrPath, limit: 1 << 16) } catch {
            throw StorageError.cannotOpen("'\(textOrPath)' is neither a verifier key (name+id+key) nor a file that holds one. \(error)")
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

    /// A witness policy (C2SP tlog-policy).
    public static func witnesses(_ path: String) throws -> Verifier.WitnessPolicy {
        do { return try Verifier.WitnessPolicy(file(path)) } catch let error as FormatError {
            throw StorageError.cannotOpen("\(path) is no witness policy: \(error.reason), at byte \(error.offset).")
        }
    }

    /// Certificates in PEM.
    static func certificates(_ path: String) throws -> TimeStampAuthority {
        do { return try TimeStampAuthority(pem: file(path)) } catch let error as FormatError {
            throw StorageError.cannotOpen("\(path) holds no certificates of an authority: \(error.reason), at byte \(error.offset).")
        }
    }

    /// A whole file, at most so many bytes: what somebody else made may be a pipe that never ends, or claim to be larger than any disk.
    public static func file(_ path: String, limit: Int = 1 << 20) throws -> [UInt8] {
        func cannotRead(_ reason: String) -> StorageError { .cannotOpen("The file '\(path)' cannot be read: \(reason).") }
        let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { throw cannotRead(String(cString: strerror(errno))) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw cannotRead(String(cString: strerror(errno))) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw cannotRead("it is no regular file") }
        guard status.st_size <= limit else { throw StorageError.cannotOpen("The file \(path) has more than \(limit) bytes.") }
        var failure: Int32?
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
            while count < buffer.count {
                let more = read(file, buffer.baseAddress.map { $0 + count }, buffer.count - count)
                if more < 0, errno == EINTR { continue }
                if more < 0 { failure = errno }
                if more <= 0 { return }
                count += more
            }
        }
        if let failure { throw cannotRead(String(cString: strerror(failure))) }
        return bytes
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
