import FoundationEssentials
import Glibc
import Scratch
import Testing

@testable import parley

/// Whatever somebody types wrongly: a line to three that say what was wrong and what to do, and never a crash, an endless wait, an error's own
/// entrails or success. Every command and every option of the program is asked, as the program itself lists them: a new one is in the test
/// when it is in the program.
@Suite struct WhateverIsTypedIsAnsweredTests {
    // MARK: What the parser sees

    @Test(arguments: CommandTree.all) func aWrongWordIsNamed(command: CommandTree.Node) {
        Self.expectRefused(command.path + command.required + ["--frobnicate"], naming: "--frobnicate")
        if !command.subcommands.isEmpty {
            Self.expectRefused(command.path + ["frobnicate"], naming: "frobnicate")
            return
        }
        if !command.takesMany {
            Self.expectRefused(command.path + command.required + ["surplus-1", "surplus-2", "surplus-3"], naming: "surplus")
        }
        if !command.required.isEmpty { Self.expectRefused(command.path, naming: nil) }
        for option in command.options {
            let misspelt = "--" + option.name.dropLast() + "qq"
            Self.expectRefused(command.path + command.required + [misspelt], naming: misspelt)
            if option.isFlag { continue }
            let others = command.arguments(except: option)
            Self.expectRefused(command.path + others + ["--\(option.name)"], naming: option.name)
            Self.expectRefused(command.path + others + ["--\(option.name)", ""], naming: option.name)
            Self.expectRefused(command.path + others + ["--\(option.name)="], naming: option.name)
            if let words = option.words, !words.isEmpty {
                Self.expectRefused(command.path + others + ["--\(option.name)", "~wrong~"], naming: words[0])
            } else if WrongValue.numbers.contains(option.name) {
                Self.expectRefused(command.path + others + ["--\(option.name)", "~wrong~"], naming: option.name)
            }
        }
    }

    /// Without a process: nothing has been done yet.
    private static func expectRefused(_ words: [String], naming word: String?) {
        let asked = CommandPath(in: words, of: Parley.self)
        do {
            _ = try Parley.command(of: words, asked)
            Issue.record("'\(words.joined(separator: " "))' is taken for an order")
        } catch {
            let answer = Exit.answer(to: error, in: asked)
            #expect(answer.code == 2, "\(words): \(answer.words)")
            #expect(answer.data.isEmpty)
            expectReadable(answer.words, words)
            if let word { #expect(answer.words.contains(word), "\(words): \(answer.words)") }
            #expect(answer.words.contains("--help'"), "\(words): \(answer.words)")
        }
    }

    // MARK: What a command finds

    /// Files and folders that are not what they should be.
    @Test(arguments: CommandTree.all.filter { $0.subcommands.isEmpty }) func aWrongFileIsNamed(command: CommandTree.Node) async throws {
        let stage = try WrongValue.stage.get()
        for option in command.options + command.positionals where !option.isFlag {
            for value in try WrongValue.values(for: option, of: command, on: stage) {
                var words = command.path + command.arguments(except: option, on: stage)
                words += option.isPositional ? [value] : ["--\(option.name)", value]
                // A command that goes on for ever is no answer either.
                let answer = try await Command.run(words, within: 60)
                #expect((1...3).contains(answer.status), "\(words): \(answer.status) \(answer.words) \(answer.output.suffix(300))")
                if answer.words.isEmpty {
                    // A check's result is data.
                    #expect(answer.status == 1 && !answer.output.isEmpty, "\(words) is not answered")
                } else {
                    Self.expectReadable(answer.words, words)
                }
            }
        }
    }

    @Test func nobodysRightsAreEnoughToBeToldWhatIsMissing() async throws {
        let stage = try WrongValue.stage.get()
        guard getuid() == 0 else { return }
        for command in CommandTree.all where command.subcommands.isEmpty && command.options.contains(where: { $0.name == "home" }) {
            let words = command.path + command.arguments(except: nil, on: stage, home: stage.home)
            let answer = try await Command.run(words, within: 60, asNobody: true)
            #expect((1...3).contains(answer.status), "\(words): \(answer.status) \(answer.words) \(answer.output)")
            if !answer.words.isEmpty { Self.expectReadable(answer.words, words) }
        }
    }

    @Test(arguments: CommandTree.all) func everyHelpHasAnExample(command: CommandTree.Node) async throws {
        let words = command.path + ["--help"]
        let answer = try await Command.run(words)
        #expect(answer.status == 0 && answer.words.isEmpty)
        #expect(answer.output.contains("Example"), "\(words) has no example")
        // The first part, before the page of usage; broken for a terminal wherever it was.
        let text = answer.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let example = text.split(separator: "USAGE:").first ?? ""
        #expect(example.contains("parley " + command.path.joined(separator: " ")), "the example of \(words) is of something else")
    }

    // MARK: What people can read

    private static let entrails = [
        "Fatal error", "Error Domain", "could not be completed", "Optional(", "NSCocoa", "DecodingError", "codingPath", "POSIXError",
        ".swift:", "Backtrace", "errno:", "Swift.",
    ]

    private static func expectReadable(_ words: String, _ asked: [String]) {
        let lines = words.split(separator: "\n")
        #expect((1...3).contains(lines.count), "\(asked): \(words)")
        #expect(lines.allSatisfy { $0.count <= 500 }, "\(asked): \(words)")
        for part in entrails { #expect(!words.contains(part), "\(asked): \(words)") }
    }
}
