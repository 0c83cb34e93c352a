import Policies
import PolicyFiles
import Testing

/// A pack beside others only tightens what they say, unless it says otherwise in so many words; and it knows what it was written on top of.
@Suite struct OverlaysSayWhatTheyLoosenTests {
    private func file(_ name: String, _ text: String) -> TermsFile { TermsFile(name: name, bytes: Array(text.utf8)) }

    /// The small folder with an overlay in force, and what is wrong with it.
    private func faults(
        _ rule: String, extends: String = "", inForce: String = "[small, over]", more: [TermsFile] = []
    ) throws -> [PolicyError] {
        let overlay = """
            pack: over
            version: 1
            title: Ours
            owner: tests
            \(extends)
            rules:
            - id: let-go
              title: It goes
              basis: firm_policy
              source: made up
            \(rule)

            """
        let files =
            try SmallFolder.files() + more + [
                file("packs/over.yaml", overlay), file("in-force.yaml", "packs: \(inForce)\nservice_level: standard\n"),
            ]
        let folder = try PolicyFolder(files: files.filter { !$0.name.hasPrefix("scenarios") })
        do throws(PolicyErrors) { try folder.checkForce() } catch { return error.errors }
        return []
    }

    private static let lax = "  precedence: life_safety\n  when: {direction: outbound, actor: agent}\n  decision: SEND"

    @Test func aStrongerPrecedenceDoesNotLoosenUnsaid() throws {
        let found = try faults(Self.lax)
        #expect(found.map(\.file) == ["packs/over.yaml", "packs/over.yaml"])
        #expect(found.allSatisfy { $0.line == 7 }, "\(found)")
        #expect(
            found.contains { $0.problem.contains("small/hold-cards") && $0.expected.contains("loosens: [{pack: small, rule: hold-cards") })
        #expect(found.contains { $0.problem.contains("small/block-rest") && $0.problem.contains("SEND") && $0.problem.contains("BLOCK") })
    }

    @Test func manyOfOneCauseAreOneAnswer() throws {
        let rules = (1...5).map { number in
            """
            - id: again-\(number)
              title: It goes
              basis: firm_policy
              source: made up
              precedence: life_safety
              when: {direction: outbound, actor: agent}
              decision: SEND
            """
        }
        let found = try faults(Self.lax + "\n" + rules.joined(separator: "\n"))
        let one = try #require(found.first)
        #expect(found.count == 1, "\(found)")
        #expect(one.line == 7 && one.file == "packs/over.yaml")
        #expect(one.problem.contains("12 answers") && one.problem.contains("and 9 more"), "\(one.problem)")
        #expect(one.problem.ranges(of: "packs/over.yaml:").count == 3, "\(one.problem)")
    }

    @Test func whatIsSaidInSoManyWordsMayBe() throws {
        let one = "\n  loosens: [{pack: small, rule: block-rest, because: why}"
        #expect(try faults(Self.lax + one + "]").map(\.problem).allSatisfy { $0.contains("hold-cards") })
        #expect(try faults(Self.lax + one + ", {pack: small, rule: hold-cards, because: why}]").isEmpty)
    }

    @Test func whatTightensNeedsNoWords() throws {
        #expect(try faults("  precedence: life_safety\n  when: {direction: outbound}\n  decision: BLOCK\n  instead: Write.").isEmpty)
        #expect(try faults("  when: {direction: outbound, actor: agent}\n  decision: SEND").isEmpty)
    }

    @Test func aLabelThatKeepsAnotherRuleFromFiringLoosensToo() throws {
        let found = try faults("  when: {direction: outbound, actor: agent}\n  labels: [pan]")
        #expect(found.count == 1 && found.first?.problem.contains("small/block-rest") == true, "\(found)")
    }

    @Test func twoOverlaysDoNotHideBehindOneAnother() throws {
        let second = """
            pack: beside
            version: 1
            title: Ours as well
            owner: tests
            rules:
            - {id: let-go, title: It goes, basis: firm_policy, source: made up, precedence: life_safety, when: {direction: outbound, actor: agent}, decision: SEND}

            """
        let found = try faults(Self.lax, inForce: "[small, over, beside]", more: [file("packs/beside.yaml", second)])
        #expect(Set(found.map(\.file)) == ["packs/over.yaml", "packs/beside.yaml"])
    }

    @Test(arguments: [("law", 0), ("regulator_rule", 0), ("firm_policy", 1)])
    func whatTheFirmLaysDownStandsBelowTheLaw(_ basis: String, _ count: Int) throws {
        let beside = """
            pack: beside
            version: 1
            title: A rule that comes first
            owner: tests
            rules:
            - {id: wait, title: It waits, basis: \(basis), source: made up, precedence: law, when: {direction: outbound, actor: agent}, decision: HOLD, approver: supervisor}

            """
        let ours = "  when: {direction: outbound}\n  decision: BLOCK\n  instead: Write."
        let found = try faults(ours, inForce: "[over, beside]", more: [file("packs/beside.yaml", beside)])
        #expect(found.count { $0.problem.contains("over/let-go") } == count, "\(found)")
    }

    @Test(arguments: [
        ("{pack: smal, rule: hold-cards, because: why}", "small"), ("{pack: small, rule: hold-card, because: why}", "hold-cards"),
        ("{pack: over, rule: let-go, because: why}", "another pack"),
    ])
    func whatIsLoosenedHasToBeThere(_ entry: String, _ expected: String) throws {
        let found = try faults("  when: {direction: outbound}\n  decision: BLOCK\n  instead: Write.\n  loosens: [\(entry)]")
        #expect(found.count == 1 && found[0].expected.contains(expected), "\(found)")
    }

    private static let strict = "  precedence: life_safety\n  when: {direction: outbound}\n  decision: BLOCK\n  instead: Write."

    @Test func whatAPackWasWrittenOnTopOfHasToBeThisVeryFile() throws {
        let hash = try #require(try SmallFolder.files().first { $0.name == "packs/small.yaml" }).sha256
        func extends(_ pack: String, _ version: Int, _ hash: String) -> String {
            "extends: [{pack: \(pack), version: \(version), sha256: \(hash)}]"
        }
        #expect(try faults(Self.strict, extends: extends("small", 1, hash)).isEmpty)
        let older = String(repeating: "0", count: 64)
        let found = try faults(Self.strict, extends: extends("small", 1, older))
        #expect(found.count == 1)
        #expect(found[0].line == 5 && found[0].problem.contains(older) && found[0].problem.contains(hash), "\(found)")
        #expect(found[0].expected.contains("sha256: \(hash)"))
        #expect(try faults(Self.strict, extends: extends("small", 2, hash)).count == 1)
        #expect(try faults(Self.strict, extends: extends("smal", 1, hash)).map(\.expected) == ["small"])
        #expect(try faults(Self.strict, extends: extends("small", 1, hash), inForce: "[over]").contains { $0.problem.contains("not") })
        #expect(throws: PolicyErrors.self) { try faults(Self.strict, extends: extends("over", 1, hash)) }
        #expect(throws: PolicyErrors.self) { try faults(Self.strict, extends: extends("small", 1, "abc")) }
        // Also where the overlay is not in force yet.
        #expect(try !faults(Self.lax, extends: extends("small", 1, hash), inForce: "[small]").isEmpty)
        #expect(try faults(Self.lax, inForce: "[small]").isEmpty)
    }

    @Test func packsDoNotExtendOneAnotherInACircle() throws {
        let zero = String(repeating: "0", count: 64)
        let second = """
            pack: beside
            version: 1
            title: Ours as well
            owner: tests
            extends: [{pack: over, version: 1, sha256: \(zero)}]
            rules: []

            """
        let found = try faults(
            Self.strict, extends: "extends: [{pack: beside, version: 1, sha256: \(zero)}]", more: [file("packs/beside.yaml", second)])
        #expect(found.contains { $0.problem.contains("over extends beside, which extends over") }, "\(found)")
    }

    @Test func aLabelThatNothingSetsIsTold() throws {
        // One in each language.
        let files = try Shipped.files.get().filter {
            $0.folder != "scenarios"
                && !($0.folder == "lexicons" && String(decoding: $0.bytes, as: UTF8.self).contains("label: self_harm_emergency"))
        }
        let folder = try PolicyFolder(files: files)
        do throws(PolicyErrors) {
            try folder.checkForce()
            Issue.record("a lexicon is missing, and nobody notices")
        } catch {
            #expect(
                error.errors.contains { $0.file == "packs/uk-bank-fca.yaml" && $0.line > 0 && $0.problem.contains("self_harm_emergency") })
        }
        // All of them gone is one mistake, and not a page of answers.
        let none = try PolicyFolder(files: try Shipped.files.get().filter { $0.folder != "scenarios" && $0.folder != "lexicons" })
        do throws(PolicyErrors) {
            try none.checkForce()
            Issue.record("all lexicons are missing, and nobody notices")
        } catch { #expect(error.errors.count <= 5 && error.errors.contains { $0.problem.contains("more labels") }, "\(error.errors)") }
        try Shipped.folder.get().checkForce()
    }
}

extension TermsFile {
    fileprivate var folder: String { name.lastIndex(of: "/").map { String(name[..<$0]) } ?? "" }
}
