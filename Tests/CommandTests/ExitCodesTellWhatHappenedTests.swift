import Testing

/// 0 done, 1 the answer is no, 2 asked wrongly, 3 could not be done; words never go where data goes.
struct ExitCodesTellWhatHappenedTests {
    @Test(arguments: [
        (["scna", "x"], "Did you mean 'scan'?"), (["policy", "chek"], "Did you mean 'check'?"),
        (["scan", "--jsnol"], "Did you mean '--jsonl'?"),
        (["ledger", "verfy"], "Did you mean 'verify'?"), (["scan", "--classes", "crad.pan", "x"], "Did you mean 'card.pan'?"),
        (["scan", "--min-level", "likly", "x"], "Did you mean 'likely'?"), (["frobnicate"], "There are: "),
        (["ledger", "verify"], "Name the folder"), (["ledger", "prove", "x"], "Name one entry"),
        (["conversation", "show", "17", "--token-file", "token"], "is no conversation's id"),
        (["ledger", "export", "--to", "x", "--range", "9-3", "--purpose", "p", "--token-file", "t"], "FIRST-LAST"),
        (["ledger", "export", "--to", "x", "--range", "1-3", "--customer", "7"], "about one thing"),
        (["ledger", "export", "--to", "x", "--range", "1-3"], "needs --purpose"),
        (["ledger", "export", "--to", "x", "--purpose", "p"], "--customer"),
    ])
    func asItWasAskedWronglyItSaysWhatWouldBeRight(arguments: [String], advice: String) async throws {
        let command = try await Command.run(arguments)
        #expect(command.status == 2)
        #expect(command.output.isEmpty)
        #expect(command.words.contains(advice), "\(command.words)")
    }

    @Test(arguments: [
        ["ledger", "head", "--home", "/nonexistent"], ["ledger", "verify", "/nonexistent"],
        ["conversation", "list", "--home", "/nonexistent"],
    ])
    func whatCouldNotBeDoneSaysWhy(arguments: [String]) async throws {
        let command = try await Command.run(arguments)
        #expect(command.status == 3)
        #expect(command.output.isEmpty)
        #expect(!command.words.isEmpty)
    }

    @Test(arguments: [
        ["policy", "check", "/nonexistent"], ["policy", "test", "--policies", "/nonexistent"],
        ["policy", "diff", "/nonexistent", "/nonexistent"],
        ["policy", "lint", "--policies", "/nonexistent"], ["policy", "prove", "--policies", "/nonexistent"],
    ])
    func aFolderThatIsNotThereWasTypedWrongly(arguments: [String]) async throws {
        let command = try await Command.run(arguments)
        #expect(command.status == 2)
        #expect(command.output.isEmpty)
        #expect(command.words.contains("the folder is not there"), "\(command.words)")
    }

    @Test(arguments: [
        (["--label", "complant"], "complaint"), (["--priority", "hihg"], "a whole number from 0 to 9"),
        (["--priority", "12"], "a whole number from 0 to 9"), (["--channel", "x_pub"], "Did you mean 'x_public'?"),
        (["--deadline", "idr_response"], "au-rg271"), (["--deadline", "eigth_weeks"], "eight_weeks"),
    ])
    func aClockIsAskedInWordsThatThereAre(arguments: [String], advice: String) async throws {
        let policies = "\(Command.repository)/Policies"
        let command = try await Command.run(
            ["clock", "explain", "--from", "2027-02-03T10:00:00+00:00", "--policies", policies] + arguments)
        #expect(command.status == 2)
        #expect(command.words.contains(advice), "\(command.words)")
    }

    @Test func aNoIsOne() async throws {
        #expect(try await Command.run("doctor", "--home", "/nonexistent").status == 1)
    }

    @Test func helpAndVersionAreData() async throws {
        let version = try await Command.run("--version")
        #expect(version.status == 0 && version.output.hasPrefix("parley ") && version.words.isEmpty)
        for path in Self.commands {
            let help = try await Command.run(path + ["--help"])
            #expect(help.status == 0)
            #expect(help.output.contains("Example"), "\(path) has no example")
            #expect(help.words.isEmpty)
        }
    }

    static let commands: [[String]] = [
        [], ["scan"], ["policy"], ["policy", "check"], ["policy", "test"], ["ledger"], ["ledger", "head"], ["ledger", "export"],
        ["ledger", "verify"], ["ledger", "prove"], ["ledger", "rebuild"], ["conversation"], ["conversation", "list"],
        ["conversation", "show"],
        ["mail"], ["mail", "doctor"], ["doctor"], ["bench"], ["bench", "scan"], ["bench", "verify"], ["bench", "ledger"],
        ["bench", "seed"],
    ]
}
