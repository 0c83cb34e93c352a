import Yams

/// Reads YAML strictly: one document, no anchors, aliases, merge keys or tags, no duplicate keys, bounded in size and depth.
enum YAMLFile {
    static let largestFile = 4 << 20
    private static let deepest = 32

    static func read(_ bytes: [UInt8], file: String) throws(PolicyError) -> Node {
        guard bytes.count <= largestFile else {
            throw PolicyError(file: file, problem: "the file has \(bytes.count) bytes", expected: "at most \(largestFile)")
        }
        if let fault = TextFault.find(in: bytes) {
            throw PolicyError(file: file, line: fault.line, column: fault.column, problem: fault.problem, expected: fault.expected)
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let root: Node?
        // Every scalar is a text here, and the forms say what it has to be: guessing whether it is a number, by expressions, takes longer than all
        // else, and `1` and `"1"` would be two keys.
        do { root = try compose(yaml: text, .basic) } catch { throw policyError(error, file: file, text: text) }
        guard let root else {
            throw PolicyError(file: file, line: 1, column: 1, problem: "the file is empty", expected: "a mapping")
        }
        var walk = Walk(file: file, bytes: bytes)
        try walk.check(root, depth: 0)
        return root
    }

    /// Refuses what makes one place of a file stand for another, or a value for something else than it says.
    ///
    /// Nodes do not tell whether an anchor or a tag stood before them, but their marks say where they begin, and there it stands. An alias
    /// comes after its anchor, at which the walk ends, so that none is ever expanded; and marks never go back in a document without one.
    private struct Walk {
        let file: String
        private let lines: [ArraySlice<UInt8>]
        /// By line: whether any sign stands in it that an anchor, an alias or a tag begins with.
        private let hasSigns: [Bool]
        private var last = (line: 0, column: 0)
        private static let written = "the value written out at each place; anchors, aliases and merge keys are not read"
        private static let longestWord = 40

        init(file: String, bytes: [UInt8]) {
            self.file = file
            lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            hasSigns = lines.map { $0.contains(where: Self.isSign) }
        }

        mutating func check(_ node: Node, depth: Int) throws(PolicyError) {
            let mark = (line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
            guard depth <= YAMLFile.deepest else {
                throw error(mark, "nested too deeply", expected: "at most \(YAMLFile.deepest) levels")
            }
            if let word = sign(at: mark) {
                let isTag = word.hasPrefix("!")
                throw error(
                    mark, isTag ? "there is a tag, and nothing is known about \(word)" : "\(word) is an anchor or an alias",
                    expected: isTag ? "the value without it; a file takes in no other, and its place says what it is" : Self.written)
            }
            var isAlias = false
            if case .alias = node { isAlias = true }
            guard !isAlias && mark >= last else { throw error(last, "an alias follows here", expected: Self.written) }
            last = mark
            switch node {
            case .mapping(let mapping):
                for (key, value) in mapping {
                    if case .scalar(let scalar) = key, scalar.string == "<<" {
                        throw error(
                            (scalar.mark?.line ?? 0, scalar.mark?.column ?? 0), "a merge key stands here", expected: Self.written)
                    }
                    try check(key, depth: depth + 1)
                    try check(value, depth: depth + 1)
                }
            case .sequence(let sequence): for item in sequence { try check(item, depth: depth + 1) }
            case .scalar, .alias: break
            }
        }

        /// What stands where a node begins, if it is no value; columns count characters.
        private func sign(at mark: (line: Int, column: Int)) -> String? {
            guard lines.indices.contains(mark.line - 1), hasSigns[mark.line - 1] else { return nil }
            let rest = String(decoding: lines[mark.line - 1], as: UTF8.self).unicodeScalars.dropFirst(mark.column - 1)
            guard let first = rest.first, first.isASCII, Self.isSign(UInt8(first.value)) else { return nil }
            let word = rest.prefix { !($0 == " " || $0 == "\t" || $0 == "," || $0 == "]" || $0 == "}" || $0 == "\r") }
            return String(word.prefix(Self.longestWord))
        }

        private static func isSign(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "!")
        }

        private func error(_ mark: (line: Int, column: Int), _ problem: String, expected: String) -> PolicyError {
            PolicyError(file: file, line: mark.line, column: mark.column, problem: problem, expected: expected)
        }
    }

    private static func policyError(_ error: any Error, file: String, text: String) -> PolicyError {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            if problem.contains("another document") {
                return PolicyError(
                    file: file, line: mark.line, column: mark.column, problem: "another document begins here",
                    expected: "one document a file")
            }
            if let tab = tab(in: text, line: mark.line, before: mark.column) {
                return PolicyError(
                    file: file, line: mark.line, column: tab, problem: "there is a tab", expected: "blanks, which YAML indents with")
            }
            let (problem, expected) = inPlainWords(problem)
            return PolicyError(file: file, line: mark.line, column: mark.column, problem: problem, expected: expected)
        case .duplicatedKeysInMapping(let keys, let context):
            let key = keys.sorted().first ?? ""
            let place = second(key, in: text, from: context.mark)
            return PolicyError(
                file: file, line: place.line, column: place.column, problem: "the key \(key) is there twice", expected: "each key once")
        case .reader(let problem, _, _, _):
            return PolicyError(file: file, line: 1, column: 1, problem: problem, expected: "text without control characters")
        default:
            return PolicyError(file: file, line: 1, column: 1, problem: "this is no YAML", expected: "well-formed YAML")
        }
    }

    /// What the parser found, told to people who do not know its words.
    private static func inPlainWords(_ problem: String) -> (problem: String, expected: String) {
        if problem.contains("nesting level") { return ("nested too deeply", "at most \(deepest) levels") }
        if problem.contains("mapping values are not allowed") {
            return (
                "there is a colon where no key ends", "well-formed YAML; a text with a colon and a blank in it stands in quotation marks"
            )
        }
        if problem.contains("',' or") {
            return (problem, "well-formed YAML; a comma, a bracket or a quotation mark is missing here or before")
        }
        return (problem, "well-formed YAML")
    }

    /// The column of a tab among what a line is indented with, where it is what the reader stumbled over.
    private static func tab(in text: String, line: Int, before column: Int) -> Int? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(line - 1) else { return nil }
        let indent = lines[line - 1].utf8.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        let place = indent.firstIndex(of: UInt8(ascii: "\t")).map { indent.distance(from: indent.startIndex, to: $0) + 1 }
        return place.flatMap { $0 <= column ? $0 : nil }
    }

    /// Where a key of the mapping that begins at the mark stands for the second time; the mapping's own place if it cannot be told.
    private static func second(_ key: String, in text: String, from mark: Mark) -> (line: Int, column: Int) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var seen = 0
        for number in max(0, mark.line - 1)..<max(lines.count, mark.line - 1) {
            let line = Array(lines[number].utf8)
            let wanted = Array(key.utf8)
            var place = number == mark.line - 1 ? mark.column - 1 : 0
            while place + wanted.count < line.count {
                defer { place += 1 }
                guard line[place..<place + wanted.count].elementsEqual(wanted), line[place + wanted.count] == UInt8(ascii: ":") else {
                    continue
                }
                let before = place == 0 ? UInt8(ascii: " ") : line[place - 1]
                let isFlow = before == UInt8(ascii: "{") || before == UInt8(ascii: ",") || before == UInt8(ascii: " ")
                // In a block mapping every key stands in the column of the first.
                guard isFlow && (place == mark.column - 1 || line.contains(UInt8(ascii: "{"))) else { continue }
                seen += 1
                if seen == 2 { return (number + 1, place + 1) }
            }
        }
        return (mark.line, mark.column)
    }
}
