import FoundationEssentials
import Testing

/// Policies are checked and tested as files, with a place for every fault.
struct PolicyCommandsTests {
    static let policies = "\(Command.repository)/Policies"

    @Test func theFirmsOwnPoliciesHold() throws {
        let check = try Command("policy", "check", Self.policies)
        #expect(check.status == 0, "\(check.output)")
        let test = try Command(
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

    @Test func aFaultHasFileLineAndColumn() throws {
        let folder = Temporary.folder()
        defer { _ = try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.copyItem(atPath: "\(Command.repository)/Policies", toPath: folder)
        let path = "\(folder)/packs/uk-gdpr.yaml"
        let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
        try Data((text + "\nfrobnicate: yes\n").utf8).write(to: URL(filePath: path))
        let check = try Command("policy", "check", folder)
        #expect(check.status == 1)
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).count + 1
        #expect(check.output.contains("packs/uk-gdpr.yaml:\(line):1:"), "\(check.output)")
    }

    @Test func anUndeclaredWordIsAskedWrongly() throws {
        let file = Temporary.folder() + ".yaml"
        defer { _ = try? FileManager.default.removeItem(atPath: file) }
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
        let test = try Command("policy", "test", "--policies", Self.policies, file)
        #expect(test.status == 2)
        #expect(test.words.contains("complaint"), "\(test.words)")
    }

    /// A copy of the firm's policies with one thing changed in one file.
    private func copy(changing file: String, _ old: String, _ new: String) throws -> String {
        let folder = Temporary.folder()
        try FileManager.default.copyItem(atPath: Self.policies, toPath: folder)
        let path = URL(filePath: "\(folder)/\(file)")
        let text = try String(contentsOf: path, encoding: .utf8)
        #expect(text.contains(old))
        try Data(text.replacing(old, with: new).utf8).write(to: path)
        return folder
    }

    @Test func whatHoldsIsProvedAndWhatDoesNotIsShown() throws {
        #expect(try Command("policy", "prove", "--policies", Self.policies).status == 0)
        // The rule that stops card numbers lets them go.
        let folder = try copy(
            changing: "packs/pci-dss.yaml", "when: {direction: outbound, finds: [card.pan]}",
            "when: {direction: outbound, channel: whatsapp, finds: [card.pan]}")
        let file = "\(folder)/broken.scenarios"
        defer { _ = try? FileManager.default.removeItem(atPath: folder) }
        let broken = try Command("policy", "prove", "--policies", folder, "--scenarios", file)
        #expect(broken.status == 1)
        #expect(broken.output.contains("no-card-number-anywhere") && broken.output.contains("BROKEN"), "\(broken.output)")
        let test = try Command("policy", "test", "--policies", folder, file)
        #expect(test.status == 1 && test.output.contains("FAILED"), "\(test.output)\(test.words)")
        #expect(try Command("policy", "prove", "--policies", Self.policies, "--property", "no-card-number").status == 2)
        let unit = try Command("policy", "prove", "--policies", folder, "--format", "junit")
        #expect(unit.output.hasPrefix("<?xml") && unit.output.contains("<failure"))
    }

    @Test func lintNamesThePlace() throws {
        #expect(try Command("policy", "lint", "--policies", Self.policies).status == 0)
        let folder = try copy(changing: "packs/uk-gdpr.yaml", "review_by: 2027-06-01", "review_by: 2026-01-01")
        defer { _ = try? FileManager.default.removeItem(atPath: folder) }
        let lint = try Command("policy", "lint", "--policies", folder)
        #expect(lint.status == 1)
        #expect(lint.output.contains("packs/uk-gdpr.yaml:6:1: warning:"), "\(lint.output)")
        #expect(try Command("policy", "lint", "--policies", folder, "--fail-on", "error").status == 0)
    }

    @Test func aReplyThatThePacksWouldStopIsFound() throws {
        let folder = try copy(changing: "replies/standard.yaml", "We are still looking into this", "Please send us your PIN")
        defer { _ = try? FileManager.default.removeItem(atPath: folder) }
        let lint = try Command("policy", "lint", "--policies", folder)
        #expect(lint.status == 1 && lint.output.contains("[reply-stopped]"), "\(lint.output)")
    }

    @Test func aDecisionIsExplainedWithWhatWouldChangeIt() throws {
        let text = "It is the card ending 4471"
        let explained = try Command(
            "policy", "explain", "--policies", Self.policies, "--direction", "outbound", "--actor", "agent", "--channel", "x_public", text)
        #expect(explained.status == 0)
        for part in ["BLOCK", "card.last4", "What would have to be different", "SEND if"] {
            #expect(explained.output.contains(part), "\(part) in \(explained.output)")
        }
        #expect(!explained.output.contains("4471"))
        let page = try Command("policy", "explain", "--policies", Self.policies, "--pack", "uk-gdpr")
        #expect(page.output.hasPrefix("# Personal data\n"))
        #expect(try Command("policy", "explain", "--policies", Self.policies, "--pack", "uk-gdpp").status == 2)
        #expect(try Command("policy", "explain", "--policies", Self.policies).status == 2)
    }

    @Test func aLaxerPackFailsAndAStricterDoesNot() throws {
        let folder = try copy(
            changing: "packs/pci-dss.yaml", "when: {direction: outbound, finds: [card.pan]}",
            "when: {direction: outbound, channel: whatsapp, finds: [card.pan]}")
        defer { _ = try? FileManager.default.removeItem(atPath: folder) }
        let laxer = try Command("policy", "diff", Self.policies, folder, "--fail-on", "laxer")
        #expect(laxer.status == 1 && laxer.output.contains("LAXER"), "\(laxer.output)")
        let stricter = try Command("policy", "diff", folder, Self.policies, "--fail-on", "laxer")
        #expect(stricter.status == 0 && stricter.output.contains("stricter"), "\(stricter.output)")
        #expect(try Command("policy", "diff", folder, Self.policies, "--fail-on", "any").status == 1)
        #expect(try Command("policy", "diff", Self.policies, Self.policies, "--fail-on", "any").status == 0)
    }
}

enum Temporary {
    static func folder() -> String { "/tmp/parley-policies-\(UInt64.random(in: .min ... .max))" }
}
