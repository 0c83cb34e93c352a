extension WitnessPolicy {
    /// Reads a policy file.
    public init(parsing bytes: [UInt8]) throws(WitnessPolicyError) {
        var reader = WitnessPolicyReader()
        guard bytes.count <= WitnessPolicy.greatestByteCount else { throw .file(line: 1, .tooLong) }
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        // Every line ends with a line feed, so the last piece is empty.
        guard lines.last?.isEmpty == true else { throw .file(line: lines.count, .lineEnd) }
        for (index, line) in lines.dropLast().enumerated() {
            do { try reader.read(line) } catch { throw .file(line: index + 1, error) }
        }
        guard let quorum = reader.quorum else { throw .file(line: lines.count, .quorum) }
        self.init(logs: reader.logs, witnesses: reader.witnesses, groups: reader.groups, quorum: quorum)
    }
}

/// Collects a policy line by line; names are opaque bytes, as the specification wants it.
private struct WitnessPolicyReader {
    var logs: [WitnessPolicy.Party] = []
    var witnesses: [WitnessPolicy.Party] = []
    var groups: [WitnessPolicy.Group] = []
    // Outer nil: no line yet; inner nil: the line says none.
    var quorum: WitnessPolicy.Member??
    private var names: [[UInt8]: WitnessPolicy.Member] = [:]
    private var grouped: Set<[UInt8]> = []

    typealias Problem = WitnessPolicyError.Problem

    mutating func read(_ line: ArraySlice<UInt8>) throws(Problem) {
        for byte in line where (byte < 0x20 && byte != 0x09) || byte == 0x7F { throw .character }
        let words = line.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 }).map { [UInt8]($0) }
        guard let keyword = words.first, keyword.first != UInt8(ascii: "#") else { return }
        switch String(decoding: keyword, as: UTF8.self) {
        case "log": logs.append(try party(words, at: 1, algorithm: .ed25519, known: logs))
        case "witness":
            guard words.count >= 3 else { throw .wordCount }
            witnesses.append(try party(words, at: 2, algorithm: .cosignature, known: witnesses))
            try define(words[1], .witness(witnesses.count - 1))
        case "group": try readGroup(words)
        case "quorum":
            guard words.count == 2 else { throw .wordCount }
            guard quorum == nil else { throw .quorum }
            quorum = .some(isNone(words[1]) ? nil : try member(words[1]))
        default: throw .keyword
        }
    }

    private func party(
        _ words: [[UInt8]], at place: Int, algorithm: SignatureAlgorithm, known: [WitnessPolicy.Party]
    ) throws(Problem) -> WitnessPolicy.Party {
        guard (place + 1...place + 2).contains(words.count) else { throw .wordCount }
        guard known.count < WitnessPolicy.greatestCount else { throw .tooLong }
        guard let key = try? VerifierKey(parsing: words[place]), key.algorithm == algorithm else { throw .key }
        guard !known.contains(where: { $0.key.publicKey == key.publicKey }) else { throw .repeatedKey }
        return WitnessPolicy.Party(key: key, url: words.count > place + 1 ? String(decoding: words[place + 1], as: UTF8.self) : nil)
    }

    private mutating func readGroup(_ words: [[UInt8]]) throws(Problem) {
        guard words.count >= 4 else { throw .wordCount }
        guard groups.count < WitnessPolicy.greatestCount else { throw .tooLong }
        var members: [WitnessPolicy.Member] = []
        for name in words[3...] {
            members.append(try member(name))
            guard grouped.insert(name).inserted else { throw .repeatedMember }
        }
        let threshold: Int
        switch String(decoding: words[2], as: UTF8.self) {
        case "any": threshold = 1
        case "all": threshold = members.count
        default:
            guard let value = Decimal.decode(words[2]), value >= 1, value <= UInt64(members.count) else { throw .threshold }
            threshold = Int(value)
        }
        groups.append(WitnessPolicy.Group(threshold: threshold, members: members))
        try define(words[1], .group(groups.count - 1))
    }

    private func isNone(_ name: [UInt8]) -> Bool { name.elementsEqual("none".utf8) }

    private func member(_ name: [UInt8]) throws(Problem) -> WitnessPolicy.Member {
        guard let member = names[name] else { throw .unknownName }
        return member
    }

    private mutating func define(_ name: [UInt8], _ member: WitnessPolicy.Member) throws(Problem) {
        guard !isNone(name), names[name] == nil else { throw .repeatedName }
        names[name] = member
    }
}
