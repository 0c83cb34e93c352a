import Testing

@testable import AccountData

/// Patterns of packs are linear by construction, and refused with a reason where they cannot be.
struct PatternTests {
    private func matches(_ pattern: Pattern, _ text: String) -> Int? {
        let bytes = Array(text.utf8)
        return pattern.longestMatch(at: 0, count: bytes.count) { bytes[$0] }
    }

    @Test(arguments: [
        ("ln-[0-9]{8}", "ln-10203043x", 11), ("[a-c]{2,4}", "abcabc", 4), ("ab|abc", "abcd", 3), ("a?b", "b", 1), ("(ab){2}c", "ababc", 5),
        ("[^0-9]{3}", "abc1", 3), ("a\\-b", "a-b", 3), ("LOAN", "loan", 4),
    ]) func longestValueIsMatched(_ pattern: String, _ text: String, _ length: Int) throws {
        #expect(try matches(Pattern(pattern), text) == length)
    }

    @Test(arguments: ["ln-[0-9]{8}", "a{3}"]) func whatDoesNotFitIsNotMatched(_ pattern: String) throws {
        #expect(try matches(Pattern(pattern), "ln-1020304x") == nil)
    }

    @Test(arguments: [
        ("", PatternFault.Reason.empty), ("a*", .unbounded), ("a+", .unbounded), ("[a-z", .unexpected), ("(a", .unexpected),
        ("a)", .unexpected),
        ("a{0}", .badRepeat), ("a{3,2}", .badRepeat), ("a{65}", .badRepeat), ("\\d", .unexpected), ("a.b", .unexpected), ("é", .notASCII),
        ("(a{64}){3}", .tooLong(192)),
    ]) func badPatternsAreRefused(_ pattern: String, _ reason: PatternFault.Reason) {
        #expect { try Pattern(pattern) } throws: { ($0 as? PatternFault)?.reason == reason }
    }

    @Test func patternsThatExplodeAreRefused() {
        // The place of an a so many characters before the end takes a state for each subset of places.
        #expect { try Pattern("[ab]{0,40}a[ab]{20}") } throws: {
            if case .tooComplex = ($0 as? PatternFault)?.reason { true } else { false }
        }
    }

    private func loan(finds: [String] = ["my loan [[LN-10203043]]"], quietOn: [String] = ["order LN-10203043"]) throws -> CustomClass {
        try CustomClass(
            "org.loan_ref", pattern: Pattern("ln-[0-9]{8}"), near: CustomClass.Words(["loan", "mortgage"]),
            rejectNear: CustomClass.Words(["order"]), finds: finds, quietOn: quietOn)
    }

    @Test func aClassOfAFirmIsFoundInDisguise() throws {
        let scanner = Scanner(custom: [try loan()], weights: nil)
        for text in ["loan LN-10203043 please", "mortgage ref ｌｎ-１０２０３０４３", "the loan is ln-1\u{200B}0203043"] {
            #expect(scanner.scan(text).map(\.dataClass.word) == ["org.loan_ref"], "\(text)")
        }
        #expect(scanner.scan("LN-10203043").isEmpty)
        #expect(scanner.scan("LN-10203043", minimum: .possible).map(\.level) == [.possible])
        #expect(scanner.scan("loan xLN-10203043 or LN-102030430").isEmpty)
    }

    @Test func aClassWhoseExamplesFailDoesNotLoad() throws {
        #expect(throws: CustomClassFault.missed(1)) { try loan(finds: ["my car [[LN-10203043]]"]) }
        #expect(throws: CustomClassFault.badExample(1)) { try loan(finds: ["my loan LN-10203043"]) }
        #expect(throws: CustomClassFault.wronglyFound(1)) { try loan(quietOn: ["the loan LN-10203043"]) }
        #expect(throws: CustomClassFault.noExamples) { try loan(quietOn: []) }
        let pattern = try Pattern("a{4}")
        #expect(throws: CustomClassFault.badName("loan")) { try CustomClass("loan", pattern: pattern, finds: ["[[aaaa]]"], quietOn: ["b"]) }
    }

    @Test func customWordsAreDataClasses() throws {
        let word = "org.abcdefgh_12345678"
        #expect(DataClass(word: word) == nil)
        let one = try #require(DataClass(word: "org.abcdefgh_1234567"))
        #expect(one.word == "org.abcdefgh_1234567" && one.isCustom && !one.isRequest)
        #expect(one.request.word == "request.org.abcdefgh_1234567" && one.request.requested == one)
        #expect(DataClass(word: "org.a") != DataClass(word: "org.b"))
        #expect(DataClass.allCases.allSatisfy { !$0.isCustom && DataClass(word: $0.word) == $0 })
    }
}
