/// What a file of an evidence file is, by its name; no other name is allowed, so that nothing is written outside a folder it is unpacked into.
enum EvidencePath: Equatable {
    case key
    case disclosures
    case index
    case conversation(RandomID)
    case entry(UInt64)
    case terms(String)
    case sealDisclosures
    case sealEntry(UInt64)
    case sealProof(UInt64)

    /// Whether the manifest names it; the others came after it.
    var isNamed: Bool {
        switch self {
        case .disclosures, .index, .conversation, .entry, .terms: true
        case .key, .sealDisclosures, .sealEntry, .sealProof: false
        }
    }

    init?(_ path: String) {
        switch path {
        case "log.vkey": self = .key
        case "disclosures.jsonl": self = .disclosures
        case "index.html", "index.jsonl": self = .index
        case "seal/disclosures.jsonl": self = .sealDisclosures
        default:
            if let index = Self.index(path, "entries/", ".leaf") {
                self = .entry(index)
            } else if let index = Self.index(path, "seal/entries/", ".leaf") {
                self = .sealEntry(index)
            } else if let index = Self.index(path, "seal/proofs/", ".tlog-proof") {
                self = .sealProof(index)
            } else if let id = Self.conversation(path, ".html") ?? Self.conversation(path, ".jsonl") {
                self = .conversation(id)
            } else if path.hasPrefix("terms/"), HexText.decode(Array(path.utf8.dropFirst(6)))?.count == 32 {
                self = .terms(String(path.dropFirst(6)))
            } else {
                return nil
            }
        }
    }

    static func entry(at index: UInt64) -> String { "entries/\(name(index)).leaf" }
    static func proof(of index: UInt64) -> String { "seal/proofs/\(name(index)).tlog-proof" }

    private static func conversation(_ path: String, _ suffix: String) -> RandomID? {
        guard path.hasPrefix("conversations/"), path.hasSuffix(suffix) else { return nil }
        return RandomID(hexadecimal: Array(path.utf8.dropFirst(14).dropLast(suffix.utf8.count)))
    }

    /// Twelve digits, so that the order of names is the order of entries.
    private static func name(_ index: UInt64) -> String {
        let digits = String(index)
        return String(repeating: "0", count: max(0, 12 - digits.utf8.count)) + digits
    }

    private static func index(_ path: String, _ prefix: String, _ suffix: String) -> UInt64? {
        guard path.hasPrefix(prefix), path.hasSuffix(suffix), let index = UInt64(path.dropFirst(prefix.count).dropLast(suffix.count)),
            "\(prefix)\(name(index))\(suffix)" == path
        else { return nil }
        return index
    }
}
