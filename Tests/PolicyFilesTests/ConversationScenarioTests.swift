import Broker
import FoundationEssentials
import PolicyFiles
import Testing

/// A conversation of several messages runs as a server takes it: each message knows what came before it, and every promise is checked.
@Suite struct ConversationScenarioTests {
    private static func file(_ messages: String, expect: String = "", given: String = "") -> TermsFile {
        let text = """
            defaults: {packs: [uk-bank-fca, pci-dss, uk-gdpr, platform-terms], time_zone: Europe/London, calendar: GB-ENG}
            scenarios:
            - id: X
              given: {now: "2027-02-01T09:00:00+00:00"\(given)}
              messages:
            \(messages)
              \(expect.isEmpty ? "" : "expect: {\(expect)}")

            """
        return TermsFile(name: "x.yaml", bytes: Array(text.utf8))
    }

    private func result(_ messages: String, expect: String = "") throws -> ScenarioResult {
        let folder = try Shipped.folder.get()
        let scenarios = try folder.scenarios(in: Self.file(messages, expect: expect))
        return try ScenarioRunner(folder, for: scenarios).run(scenarios[0])
    }

    private static let halves = """
          - {author: customer, channel: x_dm, text: "it's card 5105 1051"}
          - {author: customer, channel: x_dm, after: 20s, text: "0510 5100 sorry", expect: {decision: ACCEPT_REDACTED, labels: [pan]}}
        """

    @Test func aValueInTwoMessagesIsFoundInTheSecondAndGoneFromBoth() throws {
        let found = try result(Self.halves, expect: "labels: [pan], must_not: [store_pan_plain]")
        #expect(found.passed, "\(found.differs)")
        #expect(found.messages.map(\.decision.verdict) == [.accept, .acceptRedacted])
        #expect(!found.messages[0].decision.labels.map(\.text).contains("pan"))
    }

    @Test func tenMinutesLaterNothingIsPutTogether() throws {
        let found = try result(Self.halves.replacing("20s", with: "11m"))
        #expect(
            found.differs == ["message 2: decision: expected ACCEPT_REDACTED, got ACCEPT", "message 2: labels: pan is missing"],
            "\(found.differs)")
    }

    @Test func anotherOnesMessageBetweenChangesNothing() throws {
        let between = "  - {author: agent, channel: x_dm, after: 5s, text: \"One moment please.\"}\n"
        let parts = Self.halves.split(separator: "\n").map(String.init)
        #expect(try result(parts[0] + "\n" + between + parts[1], expect: "must_not: [store_pan_plain]").passed)
    }

    @Test func whatFailsNamesTheMessage() throws {
        let found = try result(
            "  - {author: customer, channel: x_dm, text: \"hello\", expect: {labels: [complaint]}}", expect: "labels: [pan]")
        #expect(found.differs == ["message 1: labels: complaint is missing", "labels: pan is missing"], "\(found.differs)")
    }

    @Test func earlierLabelsCountForWhatGoesOut() throws {
        let trouble = "  - {author: customer, channel: secure_email, text: \"I have lost my job and cannot afford my mortgage payment.\"}\n"
        let offer = """
              - {author: agent, channel: secure_email, after: 5m, text: "Have you thought of our loan at 6.1% APR representative? Apply today!", \
            expect: {decision: BLOCK}}
            """
        #expect(try result(trouble + offer).passed)
        let alone = try result(offer.replacing(", after: 5m", with: ""))
        #expect(!alone.passed, "without the trouble nothing blocks it")
    }

    @Test func theClockRunsFromTheFirstMessageToTheAnswer() throws {
        let messages = """
              - {author: customer, channel: x_public, text: "when do you open?", expect: {deadlines: [{name: first_response, at: "2027-02-01T10:00:00+00:00"}]}}
              - {author: customer, channel: x_dm, after: 10m, text: "hello?", expect: {deadlines: [{name: first_response, at: "2027-02-01T10:00:00+00:00"}]}}
              - {author: agent, channel: x_dm, after: 5m, text: "At nine."}
            """
        let found = try result(messages, expect: "deadlines: [{name: first_response}]")
        #expect(found.differs == ["deadlines: first_response is missing"], "the turn has ended: \(found.differs)")
    }

    @Test(arguments: [
        ("  - {author: customer, channel: x_dm}", "the key text"), ("  - {author: nobody, channel: x_dm, text: a}", "one of agent, bot"),
        ("  - {author: customer, channel: x_dm, text: a, after: soon}", "a number and s, m, h or d"),
        ("  - {author: customer, channel: x_dm, text: a, act: reply}", "an act for what goes out alone"),
        ("  - {author: customer, channel: x_dm, text: a, direction: outbound}", "inbound, which"),
        ("  - {author: agent, channel: x_dm, text: a, direction: inbound}", "outbound, which"), ("    []", "1 to 100 messages"),
        ("  - {author: customer, channel: x_dm, text: a, expect: {labels: [complant]}}", "complaint"),
    ])
    func whatIsWrittenWronglyIsTold(messages: String, expected: String) throws {
        let file = Self.file(messages)
        let error = #expect(throws: PolicyErrors.self) { try Shipped.folder.get().scenarios(in: file) }
        #expect(error?.errors.contains { $0.expected.contains(expected) && $0.line > 0 } == true, "\(error.map { "\($0)" } ?? "")")
    }

    @Test func whatAMessageSaysIsNotGiven() throws {
        let file = Self.file("  - {author: customer, channel: x_dm, text: a}", given: ", channel: x_dm")
        let error = #expect(throws: PolicyErrors.self) { try Shipped.folder.get().scenarios(in: file) }
        #expect(error?.errors.first?.expected.contains("channel in the messages") == true)
    }
}
