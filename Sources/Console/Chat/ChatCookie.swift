import HTTPTypes
import Hummingbird

/// The cookie that holds a visit's token: for one chat's addresses only, and out of every script's reach.
///
/// In a frame on the firm's site the chat's own host is a third party, so over HTTPS the cookie is `SameSite=None`; `Partitioned` gives each
/// site that shows the chat a jar of its own, so that it follows nobody from site to site (CHIPS, RFC 6265bis). What `None` opens is closed
/// again by looking at where each POST comes from. Without HTTPS browsers refuse `None`: there it is `Lax`, which serves the page by itself
/// and frames on the same site.
struct ChatCookie: Sendable {
    let isSecure: Bool
    let path: String

    init(chat: String, address: String) {
        isSecure = address.hasPrefix("https:")
        path = "/chat/\(chat)"
    }

    private var name: String { isSecure ? "__Secure-chat" : "chat" }
    private var attributes: String {
        "; Path=\(path); HttpOnly; " + (isSecure ? "Secure; SameSite=None; Partitioned" : "SameSite=Lax")
    }

    /// - Parameter lifetime: in seconds, as long as the visit.
    func setting(_ token: String, lifetime: Int64) -> String { "\(name)=\(token)\(attributes); Max-Age=\(lifetime)" }
    var clearing: String { "\(name)=\(attributes); Max-Age=0" }

    /// What a request brings under the name; more than one where another host of the domain has put one beside ours.
    func tokens(of request: Request) -> [String] {
        request.headers[values: .cookie].flatMap { $0.split(separator: ";") }.compactMap { pair in
            let parts = pair.split(separator: "=", maxSplits: 1).map { $0.trimmingPrefix(while: { $0 == " " }) }
            return parts.count == 2 && parts[0] == name ? String(parts[1]) : nil
        }
    }
}
