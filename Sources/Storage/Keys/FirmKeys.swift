import Crypto
import FoundationEssentials

/// Keyed marks that stay the same for the life of the firm: for known messages, for pseudonyms, for search.
///
/// Each use has a key of its own, derived from one firm key (HKDF, RFC 5869), so that a mark of one use says nothing about another.
public struct FirmKeys: Sendable {
    // Codes that have taken in their key: each mark goes on from a copy.
    private let duplicates: HMAC<SHA256>
    private let pseudonyms: HMAC<SHA256>
    private let search: HMAC<SHA256>
    private let lookups: HMAC<SHA256>

    init(_ firm: SymmetricKey) {
        func derive(_ purpose: String) -> HMAC<SHA256> {
            HMAC(key: HKDF<SHA256>.deriveKey(inputKeyMaterial: firm, info: Array("parley/firm/\(purpose)/v1\n".utf8), outputByteCount: 32))
        }
        duplicates = derive("duplicates")
        pseudonyms = derive("pseudonyms")
        search = derive("search")
        lookups = derive("lookups")
    }

    /// The 32-byte mark by which a message is known when it is delivered again; it survives erasure of the provider's id.
    public func duplicateMark(channelAccount: [UInt8], providerID: [UInt8]) -> [UInt8] { mark([channelAccount, providerID], duplicates) }

    /// The 32-byte pseudonym of a member of staff, a part of the system or a network.
    /// - Parameter kind: keeps equal names of different kinds apart.
    public func pseudonym(kind: UInt8, of id: [UInt8]) -> [UInt8] { mark([[kind], id], pseudonyms) }

    /// The 32-byte token that stands for a word in the search index.
    public func searchToken(_ word: [UInt8]) -> [UInt8] { mark([word], search) }

    /// The 32-byte mark by which an address, a thread or a one-time secret is looked up.
    /// - Parameter purpose: keeps equal values of different uses apart.
    func lookup(_ purpose: String, _ parts: [[UInt8]]) -> [UInt8] { mark([Array(purpose.utf8)] + parts, lookups) }

    /// HMAC-SHA-256 over the parts, each with its length before it, so that no two lists of parts give the same bytes.
    private func mark(_ parts: [[UInt8]], _ keyed: HMAC<SHA256>) -> [UInt8] {
        var all: [UInt8] = []
        all.reserveCapacity(parts.reduce(0) { $0 + 8 + $1.count })
        for part in parts {
            all.append(wide: UInt64(part.count))
            all.append(contentsOf: part)
        }
        var code = keyed
        code.update(data: all)
        return Array(code.finalize())
    }
}
