import Policies
import Yams

/// Reads the nodes of one file, strictly, and collects everything that is wrong.
struct NodeReader {
    let file: String
    private(set) var errors: [PolicyError] = []

    init(file: String) {
        self.file = file
    }

    mutating func fail(_ node: Node, _ problem: String, expected: String) {
        errors.append(
            PolicyError(
                file: file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0, problem: problem, expected: expected))
    }

    // MARK: Mappings and lists

    /// The values of a mapping by key. Unknown and missing keys are errors.
    mutating func fields(_ node: Node, of what: String, required: [String], optional: [String] = []) -> [String: Node] {
        guard case .mapping(let mapping) = node else {
            fail(node, "\(what) is no mapping", expected: "keys and values: \(required.joined(separator: ", "))")
            return [:]
        }
        var fields: [String: Node] = [:]
        for (key, value) in mapping {
            guard let name = scalar(key) else {
                fail(key, "a key of \(what) is no word", expected: "one of \((required + optional).joined(separator: ", "))")
                continue
            }
            guard required.contains(name) || optional.contains(name) else {
                unknown(key, "key", of: what, name, among: required + optional)
                continue
            }
            fields[name] = value
        }
        for key in required where fields[key] == nil {
            // A key that was only misspelt has been reported already.
            fail(node, "\(what) has no \(key)", expected: "the key \(key)")
        }
        return fields
    }

    /// The pairs of a mapping whose keys are free.
    mutating func pairs(_ node: Node, of what: String) -> [(key: Node, name: String, value: Node)] {
        guard case .mapping(let mapping) = node else {
            fail(node, "\(what) is no mapping", expected: "keys and values")
            return []
        }
        return mapping.compactMap { key, value in
            guard let name = scalar(key) else {
                fail(key, "a key of \(what) is no word", expected: "a word")
                return nil
            }
            return (key, name, value)
        }
    }

    mutating func list(_ node: Node, of what: String) -> [Node] {
        guard case .sequence(let sequence) = node else {
            fail(node, "\(what) is no list", expected: "a list, as in [a, b]")
            return []
        }
        return Array(sequence)
    }

    /// A list, or one thing that stands for a list of one.
    func items(_ node: Node) -> [Node] {
        if case .sequence(let sequence) = node { return Array(sequence) }
        return [node]
    }

    // MARK: Scalars

    func scalar(_ node: Node) -> String? {
        if case .scalar(let scalar) = node { return scalar.string }
        return nil
    }

    mutating func text(_ node: Node, of what: String) -> String? {
        guard let text = scalar(node), !text.isEmpty else {
            fail(node, "\(what) is empty or no text", expected: "a text")
            return nil
        }
        return text
    }

    mutating func whole(_ node: Node, of what: String, in range: ClosedRange<Int>) -> Int? {
        guard let text = scalar(node), let number = Int(text), range.contains(number) else {
            fail(node, "\(what) is \(shown(node))", expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    mutating func flag(_ node: Node, of what: String) -> Bool? {
        switch scalar(node) {
        case "true": return true
        case "false": return false
        default:
            fail(node, "\(what) is \(shown(node))", expected: "true or false")
            return nil
        }
    }

    mutating func instant(_ node: Node, of what: String) -> Timestamp? {
        guard let text = scalar(node), let instant = Self.instant(text) else {
            fail(node, "\(what) is \(shown(node))", expected: "an instant such as 2027-02-01T09:00:00+00:00")
            return nil
        }
        return instant
    }

    mutating func date(_ node: Node, of what: String) -> CalendarDate? {
        guard let text = scalar(node), let date = CalendarDate(iso8601: text) else {
            fail(node, "\(what) is \(shown(node))", expected: "a date such as 2027-02-01")
            return nil
        }
        return date
    }

    static func instant(_ text: String) -> Timestamp? {
        do { return try Timestamp(iso8601: text) } catch { return nil }
    }

    // MARK: Words

    /// One of a fixed list of words.
    mutating func choice(_ node: Node, of what: String, among words: [String]) -> String? {
        guard let word = scalar(node) else {
            fail(node, "\(what) is no word", expected: "one of \(words.joined(separator: ", "))")
            return nil
        }
        guard words.contains(word) else {
            unknown(node, "word", of: what, word, among: words)
            return nil
        }
        return word
    }

    mutating func word<Kind>(_ node: Node, of what: String, among words: Set<Word<Kind>>) -> Word<Kind>? {
        guard let text = scalar(node) else {
            fail(node, "\(what) is no word", expected: "one of the words for \(what)")
            return nil
        }
        guard words.contains(Word(text)) else {
            unknown(node, "word", of: what, text, among: words.map(\.text))
            return nil
        }
        return Word(text)
    }

    mutating func words<Kind>(_ node: Node, of what: String, among words: Set<Word<Kind>>) -> Set<Word<Kind>> {
        var found: Set<Word<Kind>> = []
        for item in items(node) {
            guard let word = word(item, of: what, among: words) else { continue }
            if !found.insert(word).inserted { fail(item, "\(word) is there twice", expected: "each word once") }
        }
        return found
    }

    /// Words that are defined here: letters of the ASCII lower case, digits, `_` and `-`.
    mutating func newWord(_ node: Node, of what: String) -> String? {
        guard let text = scalar(node), Self.isWord(text) else {
            fail(node, "\(what) is \(shown(node))", expected: "lower-case letters, digits, _ and -, beginning with a letter")
            return nil
        }
        return text
    }

    mutating func newWords<Kind>(_ node: Node, of what: String) -> Set<Word<Kind>> {
        var found: Set<Word<Kind>> = []
        for item in list(node, of: what) {
            guard let text = newWord(item, of: what) else { continue }
            if !found.insert(Word(text)).inserted { fail(item, "\(text) is there twice", expected: "each word once") }
        }
        return found
    }

    static func isWord(_ text: String) -> Bool {
        guard let first = text.utf8.first, first >= UInt8(ascii: "a") && first <= UInt8(ascii: "z"), text.utf8.count <= 80 else {
            return false
        }
        return text.utf8.allSatisfy { byte in
            byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
                || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        }
    }

    mutating func unknown(_ node: Node, _ kind: String, of what: String, _ word: String, among words: [String]) {
        if let nearest = NearestWord.find(word, among: words) {
            fail(node, "unknown \(kind) \(clipped(word)) in \(what)", expected: nearest)
        } else {
            let some = words.sorted().prefix(12).joined(separator: ", ")
            fail(
                node, "unknown \(kind) \(clipped(word)) in \(what)",
                expected: words.isEmpty ? "nothing here" : "one of \(some)\(words.count > 12 ? ", …" : "")")
        }
    }

    private func shown(_ node: Node) -> String {
        switch node {
        case .scalar(let scalar): scalar.string.isEmpty ? "empty" : clipped(scalar.string)
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }

    private func clipped(_ text: String) -> String { text.count > 60 ? "\(text.prefix(60))…" : text }
}
