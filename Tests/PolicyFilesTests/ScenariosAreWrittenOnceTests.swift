import Broker
import Policies
import PolicyFiles
import Testing

/// A scenario with a table is one case a row, and one with disguises is run again for every way of writing its numbers.
struct ScenariosAreWrittenOnceTests {
    private func read(_ scenarios: String) throws -> [ScenarioResult] {
        let folder = try Shipped.folder.get()
        let text = "defaults: {packs: [uk-bank-fca, pci-dss, uk-gdpr, platform-terms], time_zone: Europe/London}\nscenarios:\n" + scenarios
        let found = try folder.scenarios(in: TermsFile(name: "x.yaml", bytes: Array(text.utf8)))
        return found.map(try ScenarioRunner(folder, for: found).run)
    }

    private let given =
        #"given: {now: "2027-02-01T09:00:00+00:00", direction: outbound, actor: agent, channel: secure_email, text: "Your card is <card>."}"#

    @Test func everyDisguiseOfACardIsRun() throws {
        let results = try read(
            """
            - id: E01
              \(given.replacing("<card>", with: "4111 1111 1111 1111"))
              expect: {decision: BLOCK, labels: [pan]}
              disguises: all
            """)
        #expect(results.map(\.id) == ["E01"] + ValueDisguise.allCases.map { "E01/\($0.rawValue)" })
        for result in results { #expect(result.passed, "\(result.id): \(result.differs)") }
    }

    @Test func everyRowOfATableIsRun() throws {
        let results = try read(
            """
            - id: T03
              \(given)
              expect: {decision: BLOCK}
              table:
              - values: {card: "4111 1111 1111 1111"}
              - {values: {card: on its way}, expect: {decision: SEND}}
              - {values: {card: on its way}, given: {channel: sandbox_public}, expect: {decision: SEND}}
            """)
        #expect(results.map(\.id) == ["T03/row 1", "T03/row 2", "T03/row 3"])
        // The last says something wrong, and it alone fails.
        #expect(results.map(\.passed) == [true, true, false], "\(results.map(\.differs))")
    }

    @Test func rowsAreDisguisedAsWell() throws {
        let results = try read(
            """
            - id: T04
              \(given)
              expect: {decision: BLOCK}
              table: [{values: {card: "4111 1111 1111 1111"}}, {values: {card: "5105105105105100"}}]
              disguises: [full_width, words]
            """)
        #expect(
            results.map(\.id) == [
                "T04/row 1", "T04/row 1/full_width", "T04/row 1/words", "T04/row 2", "T04/row 2/full_width", "T04/row 2/words",
            ])
        #expect(results.allSatisfy { $0.passed })
    }

    @Test func propertiesBesideScenariosAreProved() throws {
        let folder = try Shipped.folder.get()
        let text = """
            scenarios: []
            properties:
            - {id: no-card, title: No card leaves, when: {direction: outbound, finds: [card.pan]}, then: {decision: BLOCK}}
            - {id: no-word, title: Nothing leaves, when: {direction: outbound}, then: {decision: BLOCK}}
            """
        let cases = try folder.cases(in: TermsFile(name: "x.yaml", bytes: Array(text.utf8)))
        #expect(cases.scenarios.isEmpty && cases.properties.map(\.place.line) == [3, 4])
        let proofs = try PolicyProofs(folder.replacing(properties: cases.properties), now: Timestamp(milliseconds: 1_801_000_000_000))
        #expect(proofs.results.map(\.differs.isEmpty) == [true, false])
        #expect(throws: PolicyErrors.self) {
            try folder.cases(in: TermsFile(name: "x.yaml", bytes: Array(text.replacing("then:", with: "than:").utf8)))
        }
    }

    @Test(arguments: [
        ("disguises: [ful_width]", 5, 15, "full_width"), ("disguises: [spaces, spaces]", 5, 14, "each word once"),
        ("table: [{vallues: {card: x}}]", 5, 12, "values"), ("table: []", 5, 10, "1 to 1000 rows"),
        ("table: [{values: {crad: x}}]", 5, 21, "a text of the scenario with <crad> in it"),
        ("table: [{expect: {decison: SEND}}]", 5, 21, "decision"), ("disguises: all", 2, 3, "a text with at least three digits"),
        ("tabel: []", 5, 3, "table"),
    ])
    func formsAreReadStrictly(_ line: String, _ row: Int, _ column: Int, _ expected: String) throws {
        do throws(PolicyErrors) {
            let folder = try Shipped.folder.get()
            let text = "# Cards\nscenarios:\n- id: X\n  \(given)\n  \(line)\n  expect: {decision: BLOCK}\n"
            _ = try folder.scenarios(in: TermsFile(name: "x.yaml", bytes: Array(text.utf8)))
            Issue.record("\(line) is taken")
        } catch {
            #expect(error.errors.contains { $0.line == (row == 2 ? 3 : row) && $0.column == column && $0.expected == expected }, "\(error)")
        }
    }
}
