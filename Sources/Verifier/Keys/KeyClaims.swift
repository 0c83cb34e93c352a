/// What the disclosures of an export say of the log's keys, read before anything is proved: the checkpoint's own signature depends on it. Whether
/// the entries really say so is compared once their commitments have been checked.
enum KeyClaims {
    /// Statements about keys are short.
    private static let longestLine = 1 << 12
    /// One a month for some hundred years.
    static let most = 1_024

    static func read(_ files: ExportFiles) throws(FileFault) -> [(index: UInt64, statement: KeyStatement)] {
        var lines = FileLines(files, path: DisclosureCheck.path)
        // The check of disclosures says what is missing or broken.
        guard try lines.open() else { return [] }
        var claims: [(index: UInt64, statement: KeyStatement)] = []
        while let line = try lines.next() {
            guard case .whole(let bytes, _) = line, bytes.count <= longestLine, claims.count < most,
                let disclosed = try? DisclosureLine(bytes[...]), let field = disclosed.fields.first, field.id == 1,
                case .disclosed(_, let facts) = field.content, let statement = FactsText(facts).keyStatement
            else { continue }
            claims.append((disclosed.index, statement))
        }
        return claims
    }
}
