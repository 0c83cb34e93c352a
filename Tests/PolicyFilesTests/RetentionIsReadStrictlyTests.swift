import Policies
import PolicyFiles
import Testing

/// How long what is kept: read as strictly as packs, and the longest class wins.
@Suite struct RetentionIsReadStrictlyTests {
    private static let text = """
        classes:
        - id: short
          title: A short class
          keep: {months: 18}
          from: last_act
          obliged: false
          source: made up
        - id: long
          title: A long class
          keep: {years: 3}
          from: receipt
          obliged: true
          labels: [pan]
          source: made up
          verified: true
        - id: endless
          title: For good
          keep: forever
          from: last_act
          obliged: true
          products: [pension_transfer]
          source: made up

        """

    private func folder(_ text: String) throws -> Result<PolicyFolder, PolicyErrors> {
        let files = try SmallFolder.files() + [TermsFile(name: "retention.yaml", bytes: Array(text.utf8))]
        do throws(PolicyErrors) { return .success(try PolicyFolder(files: files)) } catch { return .failure(error) }
    }

    private func subject(_ labels: [String], product: String? = nil, complaint: Timestamp? = nil) throws -> RetentionRule.Subject {
        RetentionRule.Subject(
            labels: Set(labels.map { Label($0) }), product: product, complaint: complaint,
            firstMessage: try Timestamp(iso8601: "2024-02-29T23:30:00Z"), lastAct: try Timestamp(iso8601: "2024-03-05T09:00:00Z"))
    }

    @Test func theLongestClassWins() throws {
        let schedule = try folder(Self.text).get().retentionInForce
        #expect(schedule.shortest == 18)
        let plain = try #require(try schedule.periods(subject([])).first)
        let end = try Timestamp(iso8601: "2025-09-06T00:00:00Z")
        #expect(plain.rule.id == "short" && plain.until == end)
        // From the leap day three years on: the last day of that February is kept whole.
        let labelled = try schedule.periods(subject(["pan"]))
        let longer = try Timestamp(iso8601: "2027-03-01T00:00:00Z")
        #expect(labelled.map(\.rule.id) == ["long", "short"] && labelled[0].until == longer)
        #expect(try schedule.periods(subject(["pan"]), obligedOnly: true).map(\.rule.id) == ["long"])
        let endless = try #require(try schedule.periods(subject(["pan"], product: "pension_transfer")).first)
        #expect(endless.rule.id == "endless" && endless.until == nil)
    }

    @Test(arguments: [
        ("keep: {months: 18}", "keep: {}", 4, "{years: 3}"), ("keep: {months: 18}", "keep: {months: 0}", 4, "1"),
        ("from: last_act", "from: last_akt", 5, "last_act"), ("labels: [pan]", "labels: [pen]", 13, "pan"),
        ("obliged: false", "obliged: perhaps", 6, "true"), ("id: long", "id: short", 8, "another id"),
        ("  source: made up\n- id: long", "- id: long", 2, "the key source"),
    ])
    func faultsHaveTheirPlace(_ old: String, _ new: String, _ line: Int, _ expected: String) throws {
        var text = Self.text
        let range = try #require(text.firstRange(of: old))
        text.replaceSubrange(range, with: new)
        guard case .failure(let errors) = try folder(text) else {
            Issue.record("read without an error")
            return
        }
        #expect(errors.errors.contains { $0.file == "retention.yaml" && $0.line == line && $0.expected.contains(expected) }, "\(errors)")
    }
}
