import FoundationEssentials
import Testing

/// How files are named and what may not stand in any of them.
struct FileTests {
    /// The types that a source text declares or extends, of a nested one each part.
    static func types(in text: String) -> Set<String> {
        let code = SwiftReader.tokens(of: text).filter { if case .comment = $0.kind { false } else { true } }
        let kinds: Set<String> = ["struct", "class", "enum", "actor", "protocol", "typealias", "extension"]
        var found: Set<String> = []
        for place in code.indices.dropLast() {
            guard let kind = code[place].word, kinds.contains(kind), var name = code[place + 1].word else { continue }
            found.insert(name)
            var next = place + 2
            while next + 1 < code.count, code[next].isSign("."), let part = code[next + 1].word {
                name = part
                found.insert(name)
                next += 2
            }
        }
        return found
    }

    /// Whether a file's name says what is in it: a type or an extension of one (`Type.swift`, `Type+Thing.swift`); a member that it adds
    /// to a type (`PushChannel.swift` for `Channel.push`); a family, by its plural or its folder's name; or functions alone.
    static func isNamedAfterItsContent(path: String, text: String) -> Bool {
        let parts = path.split(separator: "/").map(String.init)
        let file = String(parts.last?.dropLast(".swift".count).prefix { $0 != "+" } ?? "")
        let types = Self.types(in: text)
        if types.contains(file) || types.isEmpty { return true }
        if parts.count > 1, file.hasSuffix(parts[parts.count - 2]) { return true }
        if let family = Self.lastWord(of: file), family.hasSuffix("s"), types.allSatisfy({ $0.hasSuffix(family.dropLast()) }) {
            return true
        }
        let words = Set(SwiftReader.tokens(of: text).compactMap(\.word))
        return types.contains { type in
            guard file.hasSuffix(type), let first = file.first else { return false }
            let member = file.dropLast(type.count).dropFirst()
            let spellings = [first.lowercased() + member, file.dropLast(type.count).lowercased()]
            return spellings.contains { words.contains($0) || words.contains($0 + "s") }
        }
    }

    @Test func everyFileIsNamedAfterATypeInIt() throws {
        for file in try SourceTree.swiftFiles(under: "Sources") + SourceTree.swiftFiles(under: "Tests")
        where !file.path.hasSuffix("/Exports.swift") {
            #expect(Self.isNamedAfterItsContent(path: file.path, text: file.text), "\(file.path) is named after nothing in it")
        }
    }

    /// `Orders` of `SendOrders`.
    private static func lastWord(of name: String) -> String? {
        name.lastIndex { $0.isUppercase }.map { String(name[$0...]) }
    }

    @Test func wrongNamesAreSeen() {
        let right = [
            ("A.swift", "struct A {}"), ("A+B.swift", "extension A {}"), ("PushChannel.swift", "extension Channel { static let push = 1 }"),
            ("Events/SendEvents.swift", "struct Sent {}"), ("SendOrders.swift", "struct AOrder {}\nstruct BOrder {}"),
            ("Sums.swift", "func f() {}"),
        ]
        for (path, text) in right { #expect(Self.isNamedAfterItsContent(path: path, text: text), "\(path)") }
        let wrong = [
            ("B.swift", "struct A {}"), ("B+A.swift", "extension A {}"), ("PullChannel.swift", "extension Channel { static let push = 1 }"),
            ("SendOrders.swift", "struct A {}"), ("Helpers.swift", "extension Int {}"),
        ]
        for (path, text) in wrong { #expect(!Self.isNamedAfterItsContent(path: path, text: text), "\(path)") }
    }

    @Test func theReaderSeesEveryKindOfType() {
        let text = "struct A {}\npublic extension B.C {}\n// class D {}\nlet e = \"enum E\"\nfinal class F: G {}\nfunc f(_ class: Int) {}"
        #expect(Self.types(in: text).isSuperset(of: ["A", "B", "C", "F"]))
        #expect(Self.types(in: text).isDisjoint(with: ["D", "E", "G"]))
    }

    @Test func noFileIsLong() throws {
        for file in try SourceTree.swiftFiles(under: "Sources") + SourceTree.swiftFiles(under: "Tests") {
            let lines = file.text.utf8.count { $0 == UInt8(ascii: "\n") }
            #expect(lines <= 600, "\(file.path) has \(lines) lines")
        }
    }

    /// Written in two halves, so that this file has none of them.
    static let forbidden = ["/wo" + "rk/", "/ro" + "ot/", "TO" + "DO", "FIX" + "ME"]

    @Test func noFileSpeaksOfItsMachineOrOfWorkUndone() throws {
        let endings = [".swift", ".yaml", ".md", ".py", ".txt", ".h", ".c", ".css", ".js", ".json", ".tsv", ".modulemap"]
        var files: [SourceTree.File] = []
        for folder in ["Sources", "Tests", "Policies"] {
            files += try SourceTree.files(under: folder) { name in endings.contains { name.hasSuffix($0) } }
        }
        for name in ["Package.swift", "Makefile", ".ci/run", "README.md"]
        where FileManager.default.fileExists(atPath: "\(SourceTree.top)/\(name)") {
            let bytes = try Data(contentsOf: URL(filePath: "\(SourceTree.top)/\(name)"))
            files.append(SourceTree.File(path: name, target: "", text: String(decoding: bytes, as: UTF8.self)))
        }
        for file in files {
            for word in Self.forbidden where file.text.contains(word) { Issue.record("\(file.path) contains \(word)") }
        }
    }

    /// Inside one process a test waits for what it waits for. Another process can only be asked again, and the line says so.
    @Test func noTestSleepsButToAskAnotherProcessAgain() throws {
        for file in try SourceTree.swiftFiles(under: "Tests") {
            let tokens = SwiftReader.tokens(of: file.text)
            let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
            for place in tokens.indices.dropLast() where tokens[place + 1].isSign("(") {
                guard let word = tokens[place].word, ["sleep", "usleep", "nanosleep"].contains(word) else { continue }
                let above = tokens[place].line - 2
                if lines.indices.contains(above), lines[above].contains("// Another process") { continue }
                Issue.record("\(file.path):\(tokens[place].line) sleeps; wait for what it waits for")
            }
        }
    }
}
