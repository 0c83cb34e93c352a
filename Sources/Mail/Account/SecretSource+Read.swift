import Glibc

extension MailAccount.SecretSource {
    private static let limit = 16 * 1024

    /// The secret, or what is wrong with its source.
    func read() throws(MailFailure) -> String {
        switch self {
        case .environment(let variable):
            guard let value = getenv(variable), value.pointee != 0 else {
                throw MailFailure(.misconfigured, "secret", "the environment has no variable \(variable)")
            }
            return String(cString: value)
        case .file(let path):
            return try Self.readFile(path)
        }
    }

    private static func readFile(_ path: String) throws(MailFailure) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard file >= 0 else { throw MailFailure(.misconfigured, "secret", "\(path) cannot be read") }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw MailFailure(.misconfigured, "secret", "\(path) is no file")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw MailFailure(.misconfigured, "secret", "\(path) is open to others; chmod 600")
        }
        var bytes = [UInt8](repeating: 0, count: limit)
        let count = Glibc.read(file, &bytes, limit)
        guard count > 0, let secret = String(validating: bytes[..<count].prefix { $0 != 0x0a && $0 != 0x0d }, as: UTF8.self),
            !secret.isEmpty
        else { throw MailFailure(.misconfigured, "secret", "\(path) has no secret on its first line") }
        return secret
    }
}
