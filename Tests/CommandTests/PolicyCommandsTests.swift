import FoundationEssentials
import Scratch
import Testing

/// Policies are checked and tested as files, with a place for every fault.
struct PolicyCommandsTests {
    static let policies = "\(Command.repository)/Policies"

    @Test func theFirmsOwnPoliciesHold() async throws {
        let check = try await Command.run("policy", "check", Self.policies)
        #expect(check.status == 0, "\(check.output)")
        let test = try await Command.run(
            "policy", "test", "--policies", Self.policies, "--format", "json", "\(Self.policies)/scenarios/examples.yaml")
        #expect(test.output.hasPrefix(#"{"scenarios":[{"#))
        for key in [
            "id", "decision", "labels", "actions", "route", "approver", "deadlines", "channel", "evidence", "metrics", "rules", "passed",
            "differs",
        ] {
            #expect(test.output.contains("\"\(key)\":"))
        }
        #expect(test.status == (test.output.contains(#""passed":false"#) ? 1 : 0))
    }

    /// What policy commands print is read by people, programs and build servers.
    @Test(arguments: [
        ["check", policies], ["explain", "--pack", "pci-dss", "--policies", policies],
        ["explain", "--policies", policies, "--direction", "outbound", "--act", "like", "--channel", "x_public"],
        ["explain", "--policies", policies, "we lost your card"], ["explain", "--policies", policies, "--scenario", "T001"],
        ["test", "--policies", policies, "\(policies)/scenarios/conversations.yaml"],
    ])
    func everyFormatIsPrinted(_ arguments: [String]) async throws {
        for (format, begins) in [
            ("table", ""), ("json", "{"), ("junit", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"policy "),
        ] {
            let found = try await Command.run(["policy"] + arguments + ["--format", format])
            #expect(found.status == 0, "\(arguments) \(found.words)")
            #expect(found.output.hasPrefix(begins), "\(arguments) \(found.output.prefix(200))")
        }
    }

    @Test func aConversationTellsOfEachMessage() async throws {
        let found = try await Command.run(
            "policy", "test", "--policies", Self.policies, "--format", "json", "\(Self.policies)/scenarios/conversations.yaml")
        #expect(found.output.contains(#""id":"T001/message 2""#), "\(found.output.prefix(400))")
    }

    @Test func neitherTextNorActIsAskedWrongly() async throws {
        #expect(try await Command.run("policy", "explain", "--policies", Self.policies, "--direction", "outbound").status == 2)
    }

    @Test func aFaultHasFileLineAndColumn() async throws {
        let folder = TemporaryFolder.unusedPath()
        try FileManager.default.copyItem(atPath: "\(Command.repository)/Policies", toPath: folder)
        let path = "\(folder)/packs/uk-gdpr.yaml"
        let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
        try Data((text + "\nfrobnicate: yes\n").utf8).write(to: URL(filePath: path))
        let check = try await Command.run("policy", "check", folder)
        #expect(check.status == 1)
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).count + 1
        #expect(check.output.contains("packs/uk-gdpr.yaml:\(line):1:"), "\(check.output)")
    }

    @Test func anUndeclaredWordIsAskedWrongly() async throws {
        let file = TemporaryFolder.unusedPath() + ".yaml"
        try Data(
            """
            defaults:
              packs: [uk-bank-fca]
            scenarios:
            - id: W1
              title: A word that nobody declares
              given: {now: "2027-02-01T09:00:00+00:00", direction: inbound, actor: customer, channel: x_public, text: "hello"}
              expect: {decision: ACCEPT, labels: [complant]}

            """.utf8
        ).write(to: URL(filePath: file))
        let test = try await Command.run("policy", "test", "--policies", Self.policies, file)
        #expect(test.status == 2)
        #expect(test.words.contains("complaint"), "\(test.words)")
    }

    /// A copy of the firm's policies with one thing changed in one file.
    private func copy(changing file: String, _ old: String, _ new: String) throws -> String {
        let folder = TemporaryFolder.unusedPath()
        try FileManager.default.copyItem(atPath: Self.policies, toPath: folder)
        let path = URL(filePath: "\(folder)/\(file)")
        let text = try String(contentsOf: path, encoding: .utf8)
        #expect(text.contains(old))
        try Data(text.replacing(old, with: new).utf8).write(to: path)
        return folder
    }

    @Test func whatHoldsIsProvedAndWhatDoesNotIsShown() async throws {
        #expect(try await Command.run("policy", "prove", "--policies", Self.policies).status == 0)
        // The rule that stops card numbers lets them go.
        let folder = try copy(
            changing: "packs/pci-dss.yaml", "when: {direction: outbound, finds: [card.pan]}",
            "when: {direction: outbound, channel: whatsapp, finds: [card.pan]}")
        let file = "\(folder)/broken.scenarios"
        let broken = try await Command.run("policy", "prove", "--policies", folder, "--scenarios", file)
        #expect(broken.status == 1)
        #expect(broken.output.contains("no-card-number-anywhere") && broken.output.contains("BROKEN"), "\(broken.output)")
        let test = try await Command.run("policy", "test", "--policies", folder, file)
        #expect(test.status == 1 && test.output.contains("FAILED"), "\(test.output)\(test.words)")
        #expect(try await Command.run("policy", "prove", "--policies", Self.policies, "--property", "no-card-number").status == 2)
        let unit = try await Command.run("policy", "prove", "--policies", folder, "--format", "junit")
        #expect(unit.output.hasPrefix("<?xml") && unit.output.contains("<failure"))
    }

    @Test func lintNamesThePlace() async throws {
        #expect(try await Command.run("policy", "lint", "--policies", Self.policies).status == 0)
        let folder = try copy(changing: "packs/uk-gdpr.yaml", "review_by: 2027-06-01", "review_by: 2026-01-01")
        let lint = try await Command.run("policy", "lint", "--policies", folder)
        #expect(lint.status == 1)
        #expect(lint.output.contains("packs/uk-gdpr.yaml:6:1: warning:"), "\(lint.output)")
        #expect(try await Command.run("policy", "lint", "--policies", folder, "--fail-on", "error").status == 0)
    }

    @Test func aReplyThatThePacksWouldStopIsFound() async throws {
        let folder = try copy(changing: "replies/standard.yaml", "We are still looking into this", "Please send us your PIN")
        let lint = try await Command.run("policy", "lint", "--policies", folder)
        #expect(lint.status == 1 && lint.output.contains("[reply-stopped]"), "\(lint.output)")
    }

    @Test func aDecisionIsExplainedWithWhatWouldChangeIt() async throws {
        let text = "It is the card ending 4471"
        let explained = try await Command.run(
            "policy", "explain", "--policies", Self.policies, "--direction", "outbound", "--actor", "agent", "--channel", "x_public", text)
        #expect(explained.status == 0)
        for part in ["BLOCK", "card.last4", "What would have to be different", "SEND if"] {
            #expect(explained.output.contains(part), "\(part) in \(explained.output)")
        }
        #expect(!explained.output.contains("4471"))
        let page = try await Command.run("policy", "explain", "--policies", Self.policies, "--pack", "uk-gdpr")
        #expect(page.output.hasPrefix("# Personal data\n"))
        #expect(try await Command.run("policy", "explain", "--policies", Self.policies, "--pack", "uk-gdpp").status == 2)
        #expect(try await Command.run("policy", "explain", "--policies", Self.policies).status == 2)
    }

    @Test func aLaxerPackFailsAndAStricterDoesNot() async throws {
        let folder = try copy(
            changing: "packs/pci-dss.yaml", "when: {direction: outbound, finds: [card.pan]}",
            "when: {direction: outbound, channel: whatsapp, finds: [card.pan]}")
        let laxer = try await Command.run("policy", "diff", Self.policies, folder, "--fail-on", "laxer")
        #expect(laxer.status == 1 && laxer.output.contains("LAXER"), "\(laxer.output)")
        let stricter = try await Command.run("policy", "diff", folder, Self.policies, "--fail-on", "laxer")
        #expect(stricter.status == 0 && stricter.output.contains("stricter"), "\(stricter.output)")
        #expect(try await Command.run("policy", "diff", folder, Self.policies, "--fail-on", "any").status == 1)
        #expect(try await Command.run("policy", "diff", Self.policies, Self.policies, "--fail-on", "any").status == 0)
    }

    @Test func aLongerPromiseIsLaxer() async throws {
        let folder = try copy(changing: "service-levels/standard.yaml", "life_safety_minutes: 5", "life_safety_minutes: 500")
        let laxer = try await Command.run("policy", "diff", Self.policies, folder, "--fail-on", "laxer")
        #expect(laxer.status == 1 && laxer.output.contains("settings.life_safety_minutes"), "\(laxer.output)")
        #expect(laxer.output.contains("5 → 500"))
        let stricter = try await Command.run("policy", "diff", folder, Self.policies, "--fail-on", "laxer")
        #expect(stricter.status == 0)
    }
}
