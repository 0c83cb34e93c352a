import Testing

/// What switches a check of the compiler off, or ends the process, has its reason beside it.
struct ReasonTests {
    /// What needs a reason in these tokens and has none: neither a comment on its line or the line above, nor a message of its own.
    static func violations(in text: String) -> [(line: Int, what: String)] {
        let tokens = SwiftReader.tokens(of: text)
        var commented: Set<Int> = []
        for token in tokens {
            if case .comment = token.kind { commented.formUnion([token.line, token.line + 1]) }
        }
        let code = tokens.filter { if case .comment = $0.kind { false } else { true } }
        return code.indices.compactMap { place in
            let token = code[place]
            guard let what = claim(at: place, code), !hasMessage(at: place, code) else { return nil }
            guard commented.contains(token.line) else { return (token.line, what) }
            // One reason may stand above several lines of the same kind.
            commented.insert(token.line + 1)
            return nil
        }
    }

    /// What stands at a place that needs a reason.
    private static func claim(at place: Int, _ code: [SwiftToken]) -> String? {
        func word(_ distance: Int) -> String? { code.indices.contains(place + distance) ? code[place + distance].word : nil }
        func isSign(_ distance: Int, _ sign: Unicode.Scalar) -> Bool {
            code.indices.contains(place + distance) && code[place + distance].isSign(sign)
        }
        switch word(0) {
        case "unchecked" where isSign(-1, "@"): return "@unchecked"
        case "nonisolated" where isSign(1, "(") && word(2) == "unsafe": return "nonisolated(unsafe)"
        case "try" where isSign(1, "!") && code[place + 1].isAttached: return "try!"
        case "fatalError" where isSign(1, "("): return "fatalError"
        case "preconditionFailure" where isSign(1, "("): return "preconditionFailure"
        default: break
        }
        // An unwrapping right behind an initialiser: `Name("…")!`.
        guard isSign(0, "!"), code[place].isAttached, isSign(-1, ")"), !(isSign(1, "=") && code[place + 1].isAttached) else { return nil }
        return "an unwrapping"
    }

    /// `fatalError("why")` says why itself.
    private static func hasMessage(at place: Int, _ code: [SwiftToken]) -> Bool {
        guard place + 2 < code.count, code[place].word != nil, code[place + 1].isSign("(") else { return false }
        if case .literal(let text) = code[place + 2].kind { return text?.isEmpty != true }
        return false
    }

    @Test func everyOneInTheSourcesHasIt() throws {
        for file in try SourceTree.swiftFiles(under: "Sources") {
            for violation in Self.violations(in: file.text) {
                Issue.record("\(file.path):\(violation.line): \(violation.what) without a reason on its line or the line above")
            }
        }
    }

    @Test func plantedOnesAreSeen() {
        let planted = [
            "struct S: @unchecked Sendable {}", "nonisolated(unsafe) var x = 1", "let a = try! f()", "fatalError()",
            "preconditionFailure()",
            "let u = URL(string: \"http://a\")!", "let a = \"\\(try! f())\"", "// why\n\nlet a = try! f()", "fatalError(\"\")",
        ]
        for text in planted { #expect(Self.violations(in: text).count == 1, "\(text)") }
        let innocent = [
            "/// why\nstruct S: @unchecked Sendable {}", "let a = try! f()  // why", "fatalError(\"why\")", "if f() != 1 {}", "if !f() {}",
            "// try! f()", "let a = \"try! f()\"", "if try !f() {}", "// why\nlet a = f()!\nlet b = f()!",
            "let u = URL(string: \"http://a\")!  // why", "if (a)!=b {}",
        ]
        for text in innocent { #expect(Self.violations(in: text).isEmpty, "\(text)") }
    }
}
