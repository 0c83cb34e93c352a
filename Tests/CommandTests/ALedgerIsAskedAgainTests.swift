import FoundationEssentials
import Scratch
import Testing

/// Other packs over a real ledger, by commands alone.
struct ALedgerIsAskedAgainTests {
    /// The firm's policies and one rule more, about every customer's message.
    private func policies(with outcome: String, in base: String, _ name: String) throws -> String {
        let folder = base + "/" + name
        try FileManager.default.copyItem(atPath: PolicyCommandsTests.policies, toPath: folder)
        try Data(
            """
            pack: test-more
            version: 1
            title: One rule more
            owner: tests
            review_by: 2030-01-01
            rules:
            - id: more
              title: Every message
              basis: firm_policy
              source: {ref: "test"}
              when: {direction: inbound, actor: customer}
              \(outcome)

            """.utf8
        ).write(to: URL(filePath: folder + "/packs/test-more.yaml"))
        let statement = folder + "/in-force.yaml"
        try String(contentsOfFile: statement, encoding: .utf8).replacing("packs: [", with: "packs: [test-more, ")
            .write(toFile: statement, atomically: true, encoding: .utf8)
        return folder
    }

    private struct Replay: Decodable {
        struct Change: Decodable {
            struct Words: Decodable {
                var list: String
                var added: [String]
                var removed: [String]
            }
            var direction: String
            var from: String
            var to: String
            var kind: String
            var decisions: Int
            var words: [Words]
            var moved: [String: [String: Int]]
            var entries: [Int]
            var conversations: [String]
            var example: String
        }
        var decisions: Int
        var notRecorded: Int
        var unlike: Int
        var laxer: Int
        var stricter: Int
        var otherwise: Int
        var conversations: Int
        var changes: [Change]
    }

    private struct Difference: Decodable {
        var recorded: Replay
    }

    @Test func whatHasOccurredIsHeldAgainstOtherPacks() async throws {
        let folder = TemporaryFolder()
        let base = folder.path
        let home = base + "/home"
        let seed = try await Command.run(
            "bench", "seed", "--conversations", "40", "--home", home, "--policies", PolicyCommandsTests.policies, "--format", "json")
        try #require(seed.status == 0, "\(seed.words)")
        func replay(_ folder: String, _ more: String...) async throws -> (Command, Replay?) {
            let command = try await Command.run(["policy", "replay", folder, "--home", home, "--format", "json"] + more)
            return (command, try? JSONDecoder().decode(Replay.self, from: Data(command.output.utf8)))
        }

        // The same policies: every answer is what the ledger says it was.
        let (same, unchanged) = try await replay(PolicyCommandsTests.policies, "--fail-on", "any")
        #expect(same.status == 0, "\(same.words)")
        let first = try #require(unchanged)
        #expect(first.decisions >= 40 && first.changes.isEmpty && first.unlike == 0 && first.notRecorded == 0)
        #expect(same.words.contains("none would have been another"))

        // A rule that sees every customer's message and is strict.
        let stricter = try policies(with: "decision: ESCALATE\n  route: complaints", in: base, "stricter")
        let (strict, escalated) = try await replay(stricter, "--fail-on", "laxer")
        let second = try #require(escalated, "\(strict.words)")
        #expect(strict.status == 0, "nothing becomes laxer")
        #expect(second.stricter >= 20 && second.laxer == 0 && second.conversations >= 20)
        #expect(second.changes.contains { $0.to == "ESCALATE" && $0.kind == "stricter" && !$0.conversations.isEmpty })
        #expect(try await replay(stricter, "--fail-on", "stricter").0.status == 1)
        #expect(try await replay(stricter, "--fail-on", "any").0.status == 1)
        #expect(try await replay(stricter).0.status == 0)

        // The other way round it is laxer; what is compared with is a folder, not what was in force.
        let diff = try await Command.run(
            "policy", "diff", stricter, PolicyCommandsTests.policies, "--home", home, "--format", "json", "--fail-on", "laxer")
        #expect(diff.status == 1)
        let both = try JSONDecoder().decode(Difference.self, from: Data(diff.output.utf8))
        #expect(both.recorded.laxer == second.stricter && both.recorded.changes.first?.kind == "laxer")

        // Not the answer, but what comes with it.
        let quiet = try policies(with: "actions: [suppress_survey]", in: base, "quiet")
        let (beside, otherwise) = try await replay(quiet, "--fail-on", "stricter")
        let third = try #require(otherwise, "\(beside.words)")
        #expect(beside.status == 0 && third.laxer == 0 && third.stricter == 0 && third.otherwise > 0 && third.conversations == 0)
        #expect(third.changes.contains { $0.words.contains { $0.list == "actions" && $0.added == ["suppress_survey"] } })
        #expect(try await replay(quiet, "--fail-on", "any").0.status == 1)

        // For people, and for build servers.
        let table = try await Command.run("policy", "replay", stricter, "--home", home)
        #expect(table.output.contains("ESCALATE") && table.output.contains("stricter"))
        let junit = try await Command.run("policy", "replay", stricter, "--home", home, "--format", "junit", "--fail-on", "any")
        #expect(junit.status == 1 && junit.output.contains("<failure message="))
        #expect(try await Command.run("policy", "replay", PolicyCommandsTests.policies, "--home", base + "/nowhere").status == 3)
        #expect(try await Command.run("policy", "replay", base + "/nowhere", "--home", home).status != 0)

        // Why the first conversation's answer is due when it is.
        let id = try #require(second.changes.first?.conversations.first)
        let why = try await Command.run("clock", "explain", id, "--home", home)
        #expect(why.status == 0 && why.output.contains("the turn starts") && why.output.contains("target: "), "\(why.output)\(why.words)")
        #expect(try await Command.run("clock", "explain", String(repeating: "1", count: 32), "--home", home).status == 1)
    }

    @Test func theClockExplainsAnInstantAndNamesTheDays() async throws {
        let easter = try await Command.run(
            "clock", "explain", "--from", "2027-03-25T16:40:00+00:00", "--channel", "x_public", "--deadline", "three_bd", "--policies",
            PolicyCommandsTests.policies)
        #expect(easter.status == 0, "\(easter.words)")
        #expect(easter.output.contains("Good Friday") && easter.output.contains("Easter Monday"), "\(easter.output)")
        #expect(easter.output.contains("2027-03-28T02:00:00+01:00 the clocks go forward by 1 h"), "\(easter.output)")
        let wrong = try await Command.run(
            "clock", "explain", "--from", "2027-03-25T16:40:00+00:00", "--deadline", "three_db", "--policies", PolicyCommandsTests.policies)
        #expect(wrong.status == 2 && wrong.words.contains("three_bd"))
        #expect(try await Command.run("clock", "explain").status == 2)
    }
}
