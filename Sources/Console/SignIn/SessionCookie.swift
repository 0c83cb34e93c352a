import HTTPTypes
import Hummingbird

/// The cookie of a session: out of scripts' reach, sent to this site only and from this site only (OWASP, Session Management).
struct SessionCookie: Sendable {
    let isSecure: Bool

    /// Over HTTPS with the prefix that keeps other hosts and paths from setting it (RFC 6265bis, 4.1.3.2).
    private var name: String { isSecure ? "__Host-parley" : "parley" }
    private var attributes: String { "; Path=/; HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "") }

    init(address: String) { isSecure = address.hasPrefix("https:") }

    func setting(_ token: String) -> String { "\(name)=\(token)\(attributes)" }
    var clearing: String { "\(name)=\(attributes); Max-Age=0" }

    /// The token of a request: 64 hexadecimal digits, from exactly one cookie of the name.
    func token(of request: Request) -> String? {
        let values = request.headers[values: .cookie].flatMap { $0.split(separator: ";") }.compactMap { pair -> Substring? in
            let parts = pair.split(separator: "=", maxSplits: 1).map { $0.trimmingPrefix(while: { $0 == " " }) }
            return parts.count == 2 && parts[0] == name ? parts[1] : nil
        }
        guard values.count == 1, values[0].utf8.count == 64 else { return nil }
        return String(values[0])
    }
}
