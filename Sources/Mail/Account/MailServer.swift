/// Where a mail server listens and whom its certificate must lead back to.
public struct MailServer: Sendable, Equatable {
    /// Both end in TLS; mail is never spoken in the clear.
    public enum Security: String, Sendable, Equatable, CaseIterable {
        /// The connection is upgraded before anything else is said (ports 143, 587, 25).
        case startTLS = "starttls"
        /// TLS from the first byte (ports 993, 465).
        case implicitTLS = "tls"
    }

    public let host: String
    public let port: UInt16
    public let security: Security
    /// A PEM file with the authorities to trust instead of the system's; nil for the system's.
    public let authorityFile: String?

    /// Refuses a host that is not a plain DNS name or address: it becomes part of a URL.
    public init(host: String, port: UInt16, security: Security, authorityFile: String? = nil) throws(MailFailure) {
        let plain = host.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "."), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard plain, !host.isEmpty, host.utf8.count <= 253, port != 0 else {
            throw MailFailure(.misconfigured, "mail server", "host must be a DNS name (A-labels) and the port not 0")
        }
        self.host = host
        self.port = port
        self.security = security
        self.authorityFile = authorityFile
    }
}
