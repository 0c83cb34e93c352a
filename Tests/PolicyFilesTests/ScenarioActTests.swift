import Broker
import FoundationEssentials
import PolicyFiles
import Testing

/// Scenarios are held against the entry that the domain makes, not against policy's answer alone.
@Suite struct ScenarioActTests {
    private func differs(given: String, expect: String, acknowledgements: String = "[]") throws -> [String] {
        let files = try Shipped.files.get().map { file in
            guard file.name == "service-levels/standard.yaml" else { return file }
            return TermsFile(name: file.name, bytes: file.bytes + Array("\nacknowledgement_labels: \(acknowledgements)\n".utf8))
        }
        let folder = try PolicyFolder(files: files)
        let text = """
            defaults: {packs: [uk-bank-fca, pci-dss, uk-gdpr, platform-terms], time_zone: Europe/London, calendar: GB-ENG}
            scenarios:
            - id: X
              given: {now: "2027-02-01T09:30:00+00:00", \(given)}
              expect: {\(expect)}
            """
        let scenarios = try folder.scenarios(in: TermsFile(name: "x.yaml", bytes: Array(text.utf8)))
        return try ScenarioRunner(folder, for: scenarios).run(scenarios[0]).differs
    }

    private let reply = """
        direction: outbound, actor: agent, channel: secure_email, text: "Please use sort code 20-00-00, account number 55779911.",
        thread: {origin: secure_email, first_unanswered_at: "2027-02-01T09:00:00+00:00"}
        """

    @Test func aReplyEndsTheTurn() throws {
        #expect(try differs(given: reply, expect: "decision: SEND, must_not: [stop_clock]") == ["must_not: stop_clock: the turn ends"])
    }

    @Test func anAcknowledgementDoesNot() throws {
        // One that says by when the answer comes: without that it waits for the complaints team.
        let sent = reply.replacing("thread: {", with: "act: send_acknowledgement, thread: {labels: [timetable_eight_weeks], ")
        #expect(try differs(given: sent, expect: "decision: SEND, must_not: [stop_clock]").isEmpty)
        // Nor does a reply that a pack labels one.
        #expect(try differs(given: reply, expect: "decision: SEND, must_not: [stop_clock]", acknowledgements: "[bank_account]").isEmpty)
        #expect(throws: PolicyErrors.self) { try differs(given: reply, expect: "decision: SEND", acknowledgements: "[bank_acount]") }
    }

    @Test func aSecondMessageLeavesTheTurnWhereItBegan() throws {
        let message = """
            direction: inbound, actor: customer, channel: x_dm, text: "hello? anybody?",
            thread: {origin: x_public, first_unanswered_at: "2027-02-01T09:00:00+00:00"}
            """
        let due = "deadlines: [{name: first_response, at: \"2027-02-01T10:00:00+00:00\"}]"
        #expect(try differs(given: message, expect: "decision: ACCEPT, actions: [start_clock], must_not: [reset_clock], \(due)").isEmpty)
    }

    @Test func aRobotsMessageStartsNoTurn() throws {
        let message = "direction: inbound, actor: bot, channel: x_dm, text: \"I am away until Monday.\""
        let found = try differs(given: message, expect: "deadlines: [{name: first_response}]")
        #expect(found == ["deadlines: first_response is missing"])
    }
}
