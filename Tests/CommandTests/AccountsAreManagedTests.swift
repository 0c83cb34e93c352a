import FoundationEssentials
import Glibc
import Scratch
import Testing

/// Accounts on the command line: what is asked for wrongly says what to do, and nothing of a password or token is ever kept readable.
struct AccountsAreManagedTests {
    private func home() async throws -> String {
        let home = TemporaryFolder.unusedPath()
        try #require(try await Command.run("serve", "--init", "--home", home).status == 0)
        return home
    }

    @Test func anAccountIsAddedListedDisabledAndGetsLinks() async throws {
        let home = try await home()
        let added = try await Command.run("user", "add", "penny", "--name", "Penny Clarke", "--roles", "agent,supervisor", "--home", home)
        #expect(added.status == 0 && added.output.hasPrefix("http://127.0.0.1:8080/sign-in/") && added.words.contains("once"))
        let link = try await Command.run("user", "link", "penny", "--home", home, "--format", "json")
        #expect(link.status == 0 && link.output.contains("\"login\":\"penny\"") && !link.output.contains(added.lines[0]))
        let list = try await Command.run("user", "list", "--home", home, "--format", "json")
        #expect(
            list.output
                == "[{\"login\":\"penny\",\"name\":\"Penny Clarke\",\"roles\":[],\"state\":\"waiting\",\"wanted\":[\"agent\",\"supervisor\"]}]\n"
        )
        let token = try await Command.run("user", "token", "penny", "--home", home)
        #expect(token.status == 0 && token.lines.count == 1 && token.words.contains("--token-file"))
        #expect(try await Command.run("user", "token", "nobody", "--home", home).status == 3)
        #expect(try await Command.run("user", "disable", "penny", "--home", home).status == 0)
        #expect(try await Command.run("user", "list", "--home", home).output.contains("disabled"))
        let refused = try await Command.run("user", "link", "penny", "--home", home)
        #expect(refused.status == 3 && refused.words.contains("Enable it first") && refused.output.isEmpty)
        #expect(try await Command.run("user", "disable", "--undo", "penny", "--home", home).status == 0)
        #expect(try await Command.run("user", "roles", "penny", "auditor", "--home", home).status == 0)
        let file = try Data(contentsOf: URL(filePath: home + "/staff.sqlite"))
        #expect(!String(decoding: file, as: UTF8.self).contains(String(added.lines[0].suffix(26))))
        #expect(!String(decoding: file, as: UTF8.self).contains(token.lines[0]))
        var status = stat()
        #expect(stat(home + "/staff.sqlite", &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test func whatIsAskedWronglySaysWhatToDo() async throws {
        let home = try await home()
        for (arguments, status, words) in [
            (["user", "add", "Penny", "--name", "P", "--roles", "agent"], 2, "lower-case"),
            (["user", "add", "penny", "--name", "P", "--roles", "king"], 2, "agent, supervisor"),
            (["user", "add", "penny", "--name", " ", "--roles", "agent"], 2, "name"),
            (["user", "link", "nobody"], 3, "parley user list"),
            (["user", "disable", "nobody"], 3, "parley user list"),
        ] as [([String], Int32, String)] {
            let command = try await Command.run(arguments + ["--home", home])
            #expect(command.status == status && command.words.contains(words) && command.output.isEmpty, "\(arguments): \(command.words)")
        }
        let elsewhere = try await Command.run("user", "list", "--home", home + "-nothing")
        #expect(elsewhere.status == 3 && elsewhere.words.contains("parley serve --init"))
    }
}
