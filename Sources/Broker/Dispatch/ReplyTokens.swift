public import Conversations
import Crypto
import Ledger

/// The token in a reply address: names the conversation, and nobody but us can make one.
///
/// 16 bytes of conversation and 10 of a keyed code over conversation and sender, in lower-case base 32 (RFC 4648 section 6): 42 characters,
/// which fit a local part and survive every mail program's idea of upper and lower case.
public struct ReplyTokens: Sendable {
    private let hashes: @Sendable (String, String) -> KeyedHash
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

    public init(hashes: @escaping @Sendable (_ purpose: String, _ value: String) -> KeyedHash) { self.hashes = hashes }

    public func make(for conversation: ConversationID, sender: KeyedHash?) -> String {
        var bytes = conversation.stream.bytes
        bytes += code(conversation, sender).prefix(10)
        var text: [UInt8] = []
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(Self.alphabet[Int(buffer >> bits & 31)])
            }
        }
        if bits > 0 { text.append(Self.alphabet[Int(buffer << (5 - bits) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// The conversation, if the token is ours and was made for this sender.
    public func conversation(of token: String, sender: KeyedHash) -> ConversationID? {
        var bytes: [UInt8] = []
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for character in token.utf8 {
            let lower = character | 0x20
            guard let value = Self.alphabet.firstIndex(of: character < 0x41 ? character : lower) else { return nil }
            buffer = buffer << 5 | UInt32(value)
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
            }
        }
        guard bytes.count == 26, let stream = StreamID(Array(bytes.prefix(16))) else { return nil }
        let conversation = ConversationID(stream)
        let expected = code(conversation, sender).prefix(10)
        // Without a branch on the first difference.
        let difference = zip(expected, bytes.suffix(10)).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
        return difference == 0 ? conversation : nil
    }

    private func code(_ conversation: ConversationID, _ sender: KeyedHash?) -> [UInt8] {
        hashes("reply token", "\(conversation) \(sender?.description ?? "")").bytes
    }
}
