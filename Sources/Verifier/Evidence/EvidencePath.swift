/// What a file of an evidence file is, by its name; no other name is allowed, so that nothing is written outside a folder it is unpacked into.
enum EvidencePath: Equatable {
    case key
    case disclosures
    case index
    case conversation(RandomID)
    case entry(UInt64)
    case terms(String)
    /// The proof that the announcement of a key stands in a tree which the key before it signed.
    case handover(UInt64)
    /// Of a key of the log by its eight digits, or of the authority.
    case certificate(String)
    /// A time-stamp token by its SHA-256, and the checkpoint that it is over.
    case token(String)
    case stamped(String)
    /// The proof that the file's checkpoint continues one that was stamped.
    case consistency(UInt64)
    case sealDisclosures
    case sealEntry(UInt64)
    case sealProof(UInt64)

    /// Whether the manifest names it; the others came after it.
    var isNamed: Bool {
        switch self {
        case .disclosures, .index, .conversation, .entry, .terms, .handover, .certificate, .token, .stamped: true
        case .key, .sealDisclosures, .sealEntry, .sealProof, .consistency: false
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
            } else if let index = Self.index(path, "handovers/", ".tlog-proof") {
                self = .handover(index)
            } else if let index = Self.index(path, "seal/consistency/", ".proof") {
                self = .consistency(index)
            } else if let name = Self.digits(path, "certificates/", ".der", count: 4) ?? Self.named(path, "certificates/authority.der") {
                self = .certificate(name)
            } else if let name = Self.digits(path, "stamps/", ".token", count: 32) {
                self = .token(name)
            } else if let name = Self.digits(path, "stamps/", ".note", count: 32) {
                self = .stamped(name)
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

    static let authority = "authority"
    static func certificate(_ name: String) -> String { "certificates/\(name).der" }
    static func token(_ name: String) -> String { "stamps/\(name).token" }
    static func stamped(_ name: String) -> String { "stamps/\(name).note" }
    static func consistency(from size: UInt64) -> String { "seal/consistency/\(name(size)).proof" }

    private static func named(_ path: String, _ known: String) -> String? { path == known ? authority : nil }

    /// The hexadecimal digits of so many bytes between two texts.
    private static func digits(_ path: String, _ prefix: String, _ suffix: String, count: Int) -> String? {
        guard path.hasPrefix(prefix), path.hasSuffix(suffix) else { return nil }
        let digits = path.dropFirst(prefix.count).dropLast(suffix.count)
        return HexText.decode(Array(digits.utf8))?.count == count ? String(digits) : nil
    }

    static func handover(of index: UInt64) -> String { "handovers/\(name(index)).tlog-proof" }

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
