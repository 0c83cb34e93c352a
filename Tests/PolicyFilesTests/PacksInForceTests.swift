import Broker
import Policies
import PolicyFiles
import Testing

/// Which packs hold is said in one file, and adding files to the folder changes nothing.
@Suite struct PacksInForceTests {
    private let statement = "packs: [small]\nservice_level: standard\n"

    private func file(_ name: String, _ text: String) -> TermsFile { TermsFile(name: name, bytes: Array(text.utf8)) }

    /// Another pack, which would block everything.
    private let other = """
        pack: other
        version: 1
        title: Another country's rules
        owner: tests
        rules:
        - id: nothing-goes
          title: Nothing goes
          basis: law
          source: made up
          when: {direction: outbound}
          decision: BLOCK
          instead: Write a letter.
          labels: [retail_communication]

        """

    private func folder(_ more: (String, String)...) throws -> PolicyFolder {
        try PolicyFolder(files: SmallFolder.files() + more.map { file($0.0, $0.1) })
    }

    @Test func theShippedFolderHoldsMoreThanIsInForce() throws {
        let folder = try Shipped.folder.get()
        #expect(folder.inForce.isStated)
        #expect(folder.inForce.packs == ["pci-dss", "platform-terms", "uk-bank-fca", "uk-gdpr"])
        #expect(folder.packs.count > folder.inForce.packs.count)
        let prepared = try folder.prepare(for: .init(legalEntity: "NB", brand: "NB", product: "other", jurisdiction: "GB"))
        #expect(prepared.terms.packs.packs.map(\.reference.id) == folder.inForce.packs)
        #expect(prepared.inForce.packs.count == 4)
        // The statement is part of what the ledger keeps.
        #expect(prepared.files.contains { $0.name == "in-force.yaml" })
    }

    @Test func aPackThatIsAddedDecidesNothing() throws {
        let before = try folder(("in-force.yaml", statement))
        let after = try folder(("in-force.yaml", statement), ("packs/other.yaml", other))
        #expect(after.packs.count == 2)
        #expect(after.packsInForce == before.packsInForce)
        let defaults = Terms.Defaults(legalEntity: "NB", brand: "NB", product: "other", jurisdiction: "GB")
        #expect(try after.prepare(for: defaults).terms.packs.packs == before.prepare(for: defaults).terms.packs.packs)
        let difference = try PolicyDifference(before, after, packs: [], now: Timestamp(milliseconds: 1_801_000_000_000))
        #expect(difference.changes.isEmpty)
    }

    @Test func withoutAStatementEverythingHoldsAndLintSaysSo() throws {
        let folder = try folder(("packs/other.yaml", other))
        #expect(!folder.inForce.isStated)
        #expect(folder.inForce.packs == ["other", "small"])
        let now = Timestamp(milliseconds: 1_801_000_000_000)
        #expect(try PolicyLinting(folder, now: now).findings.contains { $0.kind == "no-statement" && $0.weight == "warning" })
        #expect(try !PolicyLinting(self.folder(), now: now).findings.contains { $0.kind == "no-statement" })
    }

    @Test(arguments: [
        ("packs: [smal]\nservice_level: standard\n", 1, 9, "small"),
        ("packs: []\nservice_level: standard\n", 1, 8, "at least one of small"),
        ("packs: [small]\nservice_level: fast\n", 2, 16, "standard"), ("packs: [small]\n", 1, 1, "service_level"),
    ])
    func aStatementIsReadStrictly(_ text: String, _ line: Int, _ column: Int, _ expected: String) throws {
        let files = try SmallFolder.files() + [file("in-force.yaml", text)]
        do throws(PolicyErrors) {
            _ = try PolicyFolder(files: files)
            Issue.record("\(text) is taken")
        } catch {
            let error = try #require(error.errors.first)
            #expect(error.file == "in-force.yaml" && error.line == line && error.column == column, "\(error)")
            #expect(error.expected.contains(expected), "\(error)")
        }
    }

    @Test func aScenarioThatNamesNoPackAsksThoseInForce() throws {
        let folder = try folder(("in-force.yaml", statement), ("packs/other.yaml", other))
        let text = """
            scenarios:
            - id: A
              given: {now: "2027-02-01T09:00:00+00:00", direction: outbound, actor: customer, channel: secure_email, text: "hello"}
              expect: {decision: SEND}
            - id: B
              given: {now: "2027-02-01T09:00:00+00:00", direction: outbound, channel: secure_email, text: "hello", packs: [other]}
              expect: {decision: BLOCK}
            - id: C
              given: {now: "2027-02-01T09:00:00+00:00", direction: outbound, channel: secure_email, text: "hello", packs: []}
              expect: {decision: HOLD, labels: [policy_unavailable]}
            """
        let scenarios = try folder.scenarios(in: file("x.yaml", text))
        #expect(scenarios.map(\.packs) == [["small"], ["other"], []])
        let runner = try ScenarioRunner(folder, for: scenarios)
        for scenario in scenarios { #expect(runner.run(scenario).passed, "\(scenario.id): \(runner.run(scenario).differs)") }
    }

    @Test func aLexiconOfAPackIsReadOnlyWithIt() throws {
        let folder = try Shipped.folder.get()
        let all = folder.lexicons.count
        let own = folder.lexicons.filter { $0.packs == ["healthcare-hipaa"] }
        #expect(!own.isEmpty)
        #expect(folder.lexicons(for: folder.inForce.packs).count < all)
        #expect(own.allSatisfy { !folder.lexicons(for: folder.inForce.packs).contains($0) })
        #expect(own.allSatisfy { folder.lexicons(for: ["healthcare-hipaa", "pci-dss"]).contains($0) })
    }

    @Test func noPhraseLosesItsEndToAComment() throws {
        // In YAML a number sign after a space begins a comment, and the rest of an unquoted phrase is gone.
        for file in try Shipped.files.get() where file.name.hasPrefix("lexicons/") {
            let lines = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            for (number, line) in lines.enumerated() where line.hasPrefix("  - ") && !line.hasPrefix("  - \"") && line.contains(" #") {
                Issue.record("\(file.name):\(number + 1): put the phrase into quotation marks")
            }
        }
    }
}
