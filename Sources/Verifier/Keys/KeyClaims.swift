/// What the disclosures of an export say of the log's keys, read before anything is proved: the checkpoint's own signature depends on it. Whether
/// the entries really say so is compared once their commitments have been checked.
enum KeyClaims {
    /// One a month for some hundred years.
    static let most = 1_024

    static func read(_ files: ExportFiles) throws(FileFault) -> FormerLogs {
        var lines = FileLines(files, path: DisclosureCheck.path)
        // The check of disclosures says what is missing or broken.
        guard try lines.open() else { return FormerLogs(continuations: [], statements: []) }
        var claims: [(index: UInt64, statement: KeyStatement)] = []
        var continuations: [Continuation] = []
        while let line = try lines.next() {
            guard case .whole(let bytes, _) = line, claims.count < most,
                let disclosed = try? DisclosureLine(bytes[...]), let field = disclosed.fields.first, field.id == 1,
                case .disclosed(_, let bytes) = field.content
            else { continue }
            let facts = FactsText(bytes)
            if let statement = facts.keyStatement { claims.append((disclosed.index, statement)) }
            if continuations.count < most, let one = facts.continuation(at: disclosed.index) { continuations.append(one) }
        }
        return FormerLogs(continuations: continuations, statements: claims)
    }
}

extension ExportVerifier {
    /// The keys of this log and of those it goes on from, as the export claims: whoever keeps checkpoints finds by them what he kept of it.
    public static func claimedKeys(_ files: ExportFiles) throws(FileFault) -> [VerifyingKey] { try KeyClaims.read(files).keys }
}

extension FormerLogs {
    var keys: [VerifyingKey] {
        var keys: [VerifyingKey] = []
        for (_, statement) in statements {
            switch statement {
            case .announced(let key, let before): keys += [before, key]
            case .retired(let key): keys.append(key)
            }
        }
        return (keys + continuations.map(\.former)).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
