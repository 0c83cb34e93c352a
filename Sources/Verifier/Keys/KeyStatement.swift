/// What an entry of the log says of the log's own keys.
enum KeyStatement: Equatable {
    /// A second key signs beside the one before it.
    case announced(VerifyingKey, before: VerifyingKey)
    /// A key signs nothing that covers this entry.
    case retired(VerifyingKey)

    /// Whether it is about keys of another log alone: after a continuation the entries of the former log still stand.
    func isAboutOthers(than own: VerifyingKey) -> Bool {
        func isOther(_ key: VerifyingKey) -> Bool { !key.name.utf8.elementsEqual(own.name.utf8) }
        return switch self {
        case .announced(let key, let before): isOther(key) && isOther(before)
        case .retired(let key): isOther(key)
        }
    }
}

extension FactsText {
    /// Nil unless this is all that the entry says.
    var keyStatement: KeyStatement? {
        if let keys = texts(between: [#"{"version":1,"events":[{"logKey":{"_0":{"key":""#, #"","before":""#, #""}}}]}"#]),
            let key = try? VerifyingKey(bytes: keys[0]), let before = try? VerifyingKey(bytes: keys[1])
        {
            return .announced(key, before: before)
        }
        if let keys = texts(between: [#"{"version":1,"events":[{"logKeyRetired":{"_0":{"key":""#, #""}}}]}"#]),
            let key = try? VerifyingKey(bytes: keys[0])
        {
            return .retired(key)
        }
        return nil
    }

    /// What stands between these patterns, which are all else that there is. A key's text has no quotation mark.
    private func texts(between patterns: [String]) -> [[UInt8]]? {
        var rest = bytes[...]
        guard let first = patterns.first, rest.starts(with: first.utf8) else { return nil }
        rest = rest.dropFirst(first.utf8.count)
        var found: [[UInt8]] = []
        for pattern in patterns.dropFirst() {
            let text = rest.prefix { $0 != UInt8(ascii: "\"") }
            rest = rest[text.endIndex...]
            guard rest.starts(with: pattern.utf8) else { return nil }
            rest = rest.dropFirst(pattern.utf8.count)
            found.append(Array(text))
        }
        return rest.isEmpty ? found : nil
    }
}
