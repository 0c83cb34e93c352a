import FoundationEssentials
import Scratch
import Testing

/// What a firm writes into its folder of policies is looked for by every command, without being named again.
struct FirmsOwnDataIsFoundTests {
    private static let pack = """
        pack: northbridge
        version: 1
        title: Data of Northbridge Bank
        owner: social-compliance
        detectors:
          org.loan_ref:
            name: loan reference
            pattern: "LN-[0-9]{8}"
            labels: {near: [loan, mortgage]}
            reject: {near: [order]}
            'true': ["my loan [[LN-10203043]]"]
            'false': ["order LN-10203043"]
        rules:
        - id: loan-out-public
          title: A loan reference is no matter for the public
          basis: firm_policy
          source: made up
          precedence: secrets
          when: {direction: outbound, channel: public, finds: [org.loan_ref]}
          decision: BLOCK
          instead: Leave the reference out.

        """

    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = TemporaryFolder.unusedPath()
        try FileManager.default.copyItem(atPath: "\(Command.repository)/Policies", toPath: folder)
        try Data(Self.pack.utf8).write(to: URL(filePath: "\(folder)/packs/northbridge.yaml"))
        let statement = folder + "/in-force.yaml"
        try String(contentsOfFile: statement, encoding: .utf8).replacing("packs: [", with: "packs: [northbridge, ")
            .write(toFile: statement, atomically: true, encoding: .utf8)
        try await body(folder)
    }

    @Test func ownClassesAreScannedCheckedExplainedAndTested() async throws {
        try await withFolder { folder in
            let check = try await Command.run("policy", "check", folder)
            #expect(check.status == 0, "\(check.output)")
            let line = #"{"id": "a", "text": "it is about my loan LN-10203043"}"#
            let scan = try await Command.run("scan", "--jsonl", "--policies", folder, input: Array("\(line)\n".utf8))
            #expect(scan.lines == [#"{"id": "a", "findings": [{"class": "org.loan_ref", "start": 20, "end": 31}]}"#])
            #expect(
                try await Command.run("scan", "--policies", folder, "--classes", "card.pan", "my loan LN-10203043").output.contains("org.")
                    == false)
            let shown = try await Command.run("scan", "--policies", folder, "--explain", "my loan LN-10203043")
            #expect(shown.output.contains("org.loan_ref") && !shown.output.contains("10203043"))
            let explained = try await Command.run(
                "policy", "explain", "--policies", folder, "--direction", "outbound", "--actor", "agent", "--channel", "x_public",
                "your loan LN-10203043 is paid")
            #expect(explained.output.hasPrefix("Decision    BLOCK"))
            #expect(explained.output.contains("loan reference") && explained.output.contains("northbridge/loan-out-public"))
            #expect(!explained.output.contains("10203043"))
            let scenarios = "\(folder)/scenarios/northbridge.yaml"
            try Data(
                """
                defaults: {packs: [northbridge], time_zone: Europe/London}
                scenarios:
                - id: N1
                  title: A loan reference stays
                  given: {now: "2027-02-01T09:00:00+00:00", direction: outbound, actor: agent, channel: x_public, text: "your loan LN-10203043"}
                  expect: {decision: BLOCK}

                """.utf8
            ).write(to: URL(filePath: scenarios))
            let test = try await Command.run("policy", "test", "--policies", folder, scenarios)
            #expect(test.status == 0, "\(test.output) \(test.words)")
            let schema = try await Command.run("policy", "schema", "--policies", folder)
            #expect(schema.output.contains("\"detectors\"") && schema.output.contains("\"org.loan_ref\""))
        }
    }

    @Test func aFailingExampleStopsTheFolderWithItsPlace() async throws {
        try await withFolder { folder in
            let broken = Self.pack.replacing("my loan [[", with: "my car [[")
            try Data(broken.utf8).write(to: URL(filePath: "\(folder)/packs/northbridge.yaml"))
            let check = try await Command.run("policy", "check", folder)
            #expect(check.status == 1)
            #expect(check.output.contains("packs/northbridge.yaml:11:14: org.loan_ref: true example 1"), "\(check.output)")
            #expect(try await Command.run("scan", "--policies", folder, "hello").status != 0)
        }
    }

    @Test func theOperatorsTableIsUsedWhereItLies() async throws {
        try await withFolder { folder in
            let text = "please pay 20-00-50 12345678"
            #expect(try await !Command.run("scan", "--policies", folder, "--explain", text).output.contains("table"))
            try Data("200000 200099 MOD10 0 0 0 0 0 0 7 1 3 7 1 3 7 1\n".utf8).write(to: URL(filePath: "\(folder)/registries/valacdos.txt"))
            var checked: Set<String> = []
            for digit in 0...9 {
                let scan = try await Command.run(
                    "scan", "--policies", folder, "--format", "json", "--explain", "--min-level", "possible",
                    "please pay 20-00-50 1234567\(digit)")
                checked.insert(scan.output)
            }
            #expect(checked.count > 1)
            try Data("nonsense\n".utf8).write(to: URL(filePath: "\(folder)/registries/valacdos.txt"))
            #expect(try await Command.run("policy", "check", folder).output.contains("registries/valacdos.txt:1:1:"))
        }
    }
}
