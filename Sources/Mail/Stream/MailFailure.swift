/// Why a mail server could not be used: what was tried, what went wrong, and whether trying again can help.
///
/// The text comes from libcurl or from the server, cut and cleaned of control characters; it never holds mail content.
public struct MailFailure: Error, Hashable, Sendable {
    public enum Code: Hashable, Sendable {
        /// No such host, or nobody listens there.
        case unreachable
        /// The certificate does not lead to the configured authority, or there is no TLS at all.
        case untrusted
        /// The server does not accept the name and password, or the token.
        case loginRefused
        /// A deadline passed.
        case timedOut
        /// The waiting task was cancelled.
        case cancelled
        /// The connection ended.
        case disconnected
        /// The server understood and said no.
        case refused
        /// The server sent what the protocol does not allow.
        case malformed
        /// The server sent more than the limits allow.
        case tooLarge
        /// The server lacks an extension that this needs.
        case unsupported
        /// The account's settings cannot be right.
        case misconfigured
    }

    public let code: Code
    /// The step that failed, such as `UID FETCH`.
    public let operation: String
    public let text: String

    init(_ code: Code, _ operation: String, _ text: String = "") {
        self.code = code
        self.operation = operation
        self.text = Self.clean(text.utf8)
    }

    init(_ code: Code, _ operation: String, bytes: some Collection<UInt8>) {
        self.code = code
        self.operation = operation
        self.text = Self.clean(bytes)
    }

    /// Whether the same step may succeed later without anybody changing a setting.
    public var isTemporary: Bool {
        switch code {
        case .unreachable, .timedOut, .disconnected, .cancelled: true
        case .untrusted, .loginRefused, .refused, .malformed, .tooLarge, .unsupported, .misconfigured: false
        }
    }

    private static func clean(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: bytes.prefix(200).map { (0x20..<0x7f).contains($0) ? $0 : 0x20 }, as: UTF8.self)
    }
}

extension MailFailure: CustomStringConvertible {
    public var description: String {
        text.isEmpty ? "\(operation): \(code)" : "\(operation): \(code): \(text)"
    }
}
