import AccountData
import Policies
import PolicyFiles
import Testing

/// Swift decides nothing by a policy word: labels, routes, actions, deadlines and rule ids stand in files only, effects apart.
struct VocabularyTests {
    /// The words that code may not know.
    struct Forbidden {
        let words: Set<String>
        /// As an enum case might spell them: without underscores, hyphens and capitals.
        let spellings: Set<String>
        /// What the scanner itself is about: its data classes bear some of the labels' names.
        let dataClasses: Set<String>

        init(_ folder: PolicyFolder) {
            let vocabulary = folder.vocabulary
            var words = Set(vocabulary.labels.map(\.text)).union(vocabulary.routes.map(\.text)).union(vocabulary.actions.map(\.text))
            words.formUnion(vocabulary.deadlines.map(\.text))
            for pack in folder.packs {
                words.formUnion(pack.rules.map(\.id))
                words.formUnion(pack.deadlines.map(\.name.text))
                words.formUnion(pack.declared.labels.map(\.text))
                words.formUnion(pack.declared.routes.map(\.text))
                words.formUnion(pack.declared.actions.map(\.text))
                words.formUnion(pack.declared.deadlines.map(\.text))
            }
            words.subtract(Effect.allCases.map(\.rawValue))
            self.words = words
            spellings = Set(words.map(Self.spelling))
            dataClasses = Set(DataClass.allCases.flatMap { [$0.word, $0.word.split(separator: ".").last.map(String.init) ?? ""] })
        }

        static func spelling(_ word: String) -> String { word.lowercased().filter { $0 != "_" && $0 != "-" } }

        func isForbidden(_ literal: String, in target: String) -> Bool {
            words.contains(literal) && !(target == "AccountData" && dataClasses.contains(literal))
        }

        func isForbidden(caseName: String, in target: String) -> Bool {
            spellings.contains(Self.spelling(caseName)) && !(target == "AccountData" && dataClasses.contains(caseName.lowercased()))
        }

        /// What stands in a source text that may not.
        func violations(in text: String, target: String) -> [(line: Int, what: String)] {
            let tokens = SwiftReader.tokens(of: text)
            let literals = tokens.compactMap { token in
                token.literal.flatMap { isForbidden($0, in: target) ? (token.line, "the literal \"\($0)\"") : nil }
            }
            let cases = EnumCase.declared(in: tokens).compactMap { declared in
                isForbidden(caseName: declared.name, in: target) ? (declared.line, "the case \(declared.name)") : nil
            }
            return (literals + cases).sorted { $0.0 < $1.0 }
        }
    }

    private func forbidden() throws -> Forbidden {
        Forbidden(try PolicyFolder.terms(at: "\(SourceTree.top)/Policies"))
    }

    @Test func noSourceKnowsAPolicyWord() throws {
        let forbidden = try forbidden()
        #expect(forbidden.words.count > 250)
        for file in try SourceTree.swiftFiles(under: "Sources") {
            for violation in forbidden.violations(in: file.text, target: file.target) {
                Issue.record("\(file.path):\(violation.line): \(violation.what) is a policy word; read it from the terms")
            }
        }
    }

    @Test func plantedWordsAreSeen() throws {
        let forbidden = try forbidden()
        let planted: [(String, Int)] = [
            ("let a = \"complaint\"", 1),
            ("let a = #\"complaint\"#", 1),
            ("let a = \"compl\\u{61}int\"", 1),
            ("let a = \"\"\"\n    complaint\n    \"\"\"", 1),
            ("let a = \"x \\(b == \"self_harm\" ? 1 : 2) y\"", 1),
            ("let a = ##\"x \\##(f(\")\", \"life_safety\"))\"##", 1),
            ("enum E { case firstResponse }", 1),
            ("enum E: String, CaseIterable {\n    case a = \"x\"\n    case threeBD(Int, of: [Int]), fraud\n}", 2),
            ("indirect enum E {\n    func f() { switch x { case .a: break } }\n    indirect case pageOnCallHuman\n}", 1),
            ("let rule = [\"message-in\", \"pan-out\"]", 2),
        ]
        for (text, count) in planted { #expect(forbidden.violations(in: text, target: "Broker").count == count, "\(text)") }
    }

    @Test func whatOnlyLooksLikeOneIsLeftAlone() throws {
        let forbidden = try forbidden()
        let innocent = [
            "// \"complaint\"", "/* \"complaint\" /* \"fraud\" */ \"pan\" */", "let a = \"a complaint\"", "let complaint = 1",
            "let a = \"\\(complaint)\"", "switch e { case complaint: break }", "enum E { func f() { switch e { case fraud: break } } }",
            "let a = \"record_audit\"", "enum E { case recordAudit }", "let a = \"\\\"complaint\\\"\"", "if case .fraud = e {}",
        ]
        for text in innocent { #expect(forbidden.violations(in: text, target: "Broker").isEmpty, "\(text)") }
        #expect(forbidden.violations(in: "enum E { case iban }", target: "AccountData").isEmpty)
        #expect(forbidden.violations(in: "enum E { case iban }", target: "Broker").count == 1)
    }
}
