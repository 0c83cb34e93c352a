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
}

enum Temporary {
    static func folder() -> String { "/tmp/parley-policies-\(UInt64.random(in: .min ... .max))" }
}
