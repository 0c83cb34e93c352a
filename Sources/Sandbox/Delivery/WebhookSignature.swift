import Crypto
import FoundationEssentials

/// The network's side of the secret it shares with an app.
enum WebhookSignature {
    static func of(_ bytes: [UInt8], secret: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: Array(secret.utf8)))
        return "sha256=" + Data(code).base64EncodedString()
    }
}
