/// Whether a mail really comes from the domain in its From, as our own receiving server found out (RFC 8601, RFC 7489).
///
/// Only the topmost `Authentication-Results` counts, and only if it bears the name of a configured server: every other one may be the
/// sender's own. The receiving server must remove foreign fields with its name (RFC 8601 section 5).
public struct AuthenticationResults: Sendable, Hashable {
    public enum DMARC: Sendable, Hashable {
        /// The domain in From, for which the check passed.
        case pass(domain: String)
        case fail
        /// No trusted server said anything.
        case none
    }

    public let dmarc: DMARC

    /// The sender's address if the check passed for exactly its domain.
    public let authenticatedSender: MailAddress?

    public init(_ mail: ParsedMail, trustedServers: some Collection<String>) {
        dmarc = Self.dmarc(mail, trustedServers)
        if case .pass = dmarc { authenticatedSender = mail.from?.address } else { authenticatedSender = nil }
    }

    private static func dmarc(_ mail: ParsedMail, _ trusted: some Collection<String>) -> DMARC {
        guard let field = mail.header.first("authentication-results") else { return .none }
        let results = StructuredResults(field.value)
        guard let server = results?.server, trusted.contains(where: { $0.lowercased() == server }) else { return .none }
        guard let results else { return .none }
        let verdicts = results.methods.filter { $0.name == "dmarc" }
        guard let verdict = verdicts.first else { return .none }
        // Two verdicts, or one that is not about the domain a person sees, prove nothing.
        guard verdicts.count == 1, verdict.result == "pass", let from = mail.from?.address,
            verdict.properties["header.from"] == from.domain
        else { return .fail }
        return .pass(domain: from.domain)
    }
}

/// `server; method=result property=value …; …`, without comments, in lower case.
private struct StructuredResults {
    struct Method {
        let name: String
        let result: String
        let properties: [String: String]
    }

    let server: String
    let methods: [Method]

    /// nil if the field is not formed as RFC 8601 section 2.2 says.
    init?(_ bytes: [UInt8]) {
        guard let statements = Self.statements(bytes), let head = statements.first, (1...2).contains(head.count), !head[0].contains("=")
        else {
            return nil
        }
        if head.count == 2, head[1] != "1" { return nil }
        server = head[0]
        var methods: [Method] = []
        for words in statements.dropFirst() where !words.isEmpty {
            if words == ["none"] { continue }
            var pairs: [(String, String)] = []
            for word in words {
                let pair = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard pair.count == 2, !pair[0].isEmpty else { return nil }
                pairs.append((String(pair[0]), String(pair[1])))
            }
            let name = pairs[0].0.prefix { $0 != "/" }
            var properties: [String: String] = [:]
            for (key, value) in pairs.dropFirst() {
                guard properties[key] == nil else { return nil }
                properties[key] = value
            }
            methods.append(Method(name: String(name), result: pairs[0].1, properties: properties))
        }
        self.methods = methods
    }

    /// Words between semicolons. Blanks around `=` go; quoted strings are one word; comments are blanks.
    private static func statements(_ bytes: [UInt8]) -> [[String]]? {
        var statements: [[String]] = [[]]
        var word: [UInt8] = []
        var inQuotes = false
        var comments = 0
        var joins = false
        func flush() {
            guard !word.isEmpty else { return }
            let text = String(decoding: word, as: UTF8.self).lowercased()
            let last = statements.count - 1
            if joins, !statements[last].isEmpty {
                statements[last][statements[last].count - 1] += text
            } else {
                statements[last].append(text)
            }
            joins = false
            word = []
        }
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\\"), inQuotes || comments > 0 {
                guard index < bytes.count else { return nil }
                if inQuotes { word.append(bytes[index]) }
                index += 1
            } else if comments > 0 {
                if byte == UInt8(ascii: "(") { comments += 1 }
                if byte == UInt8(ascii: ")") { comments -= 1 }
            } else if byte == UInt8(ascii: "\"") {
                inQuotes.toggle()
            } else if inQuotes {
                word.append(byte)
            } else if byte == UInt8(ascii: "(") {
                flush()
                comments = 1
            } else if byte == UInt8(ascii: ";") {
                flush()
                joins = false
                statements.append([])
            } else if byte == UInt8(ascii: "=") {
                flush()
                let last = statements.count - 1
                guard !statements[last].isEmpty else { return nil }
                statements[last][statements[last].count - 1] += "="
                joins = true
            } else if byte == 0x20 || byte == 0x09 {
                flush()
            } else {
                word.append(byte)
            }
        }
        guard !inQuotes, comments == 0 else { return nil }
        flush()
        return statements
    }
}
