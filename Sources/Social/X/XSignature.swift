import Crypto

/// Proves webhooks to X and X to us, with the consumer secret that both hold.
public struct XSignature: Sendable {
    /// The header that carries the signature of a POST.
    public static let header = "x-twitter-webhooks-signature"

    private let key: SymmetricKey

    /// - Parameter consumerSecret: the app's API secret, as X shows it.
    public init(consumerSecret: String) { key = SymmetricKey(data: Array(consumerSecret.utf8)) }

    /// Whether a header is X's signature of exactly these bytes. A missing, short or differently spelt header is a no.
    ///
    /// The signature covers the raw body: it is checked before anything is parsed, and never against re-encoded JSON.
    public func verifies(_ body: [UInt8], header: String?) -> Bool {
        guard let header, header.utf8.count == 51, header.utf8.starts(with: "sha256=".utf8),
            let code = Base64.decode(header.utf8.dropFirst(7)), code.count == 32
        else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: body, using: key)
    }

    /// The JSON body that answers X's challenge (`GET …?crc_token=…`); nil where the token is empty or longer than 512 bytes.
    public func answer(toChallenge token: String) -> [UInt8]? {
        guard (1...512).contains(token.utf8.count) else { return nil }
        let code = HMAC<SHA256>.authenticationCode(for: Array(token.utf8), using: key)
        return JSONWriter.object { $0.member("response_token", "sha256=" + Base64.encode(Array(code))) }
    }
}
