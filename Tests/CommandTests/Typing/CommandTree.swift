import FoundationEssentials
import Testing

/// Every command with its options, as the program itself lists them.
enum CommandTree {
    struct Node: Sendable, CustomTestStringConvertible {
        var path: [String]
        var options: [Option]
        var positionals: [Option]
        var subcommands: [String]

        var name: String { path.joined(separator: " ") }
        var testDescription: String { path.isEmpty ? "parley" : name }
        var takesMany: Bool { positionals.contains(where: \.isRepeating) }
        /// The words that it does not go without, with some value each.
        var required: [String] { arguments(except: nil) }

        func arguments(except left: Option?) -> [String] {
            (options + positionals).filter { $0.isRequired && $0 != left }.flatMap { option -> [String] in
                let value = WrongValue.right[option.name] ?? "x"
                return option.isPositional ? [value] : ["--\(option.name)", value]
            } + (WrongValue.enough[name] ?? []).filter { $0.name != left?.name }.flatMap(\.words)
        }

        /// The same on a stage, where no folder is a server's, and with nothing that takes long.
        func arguments(except left: Option?, on stage: WrongValue.Stage, home: String? = nil) -> [String] {
            var words = arguments(except: left)
            for (name, value) in [("home", home ?? stage.nothing), ("policies", stage.policies), ("token-file", stage.token)]
            where left?.name != name && options.contains(where: { $0.name == name }) {
                if let place = words.firstIndex(of: "--\(name)") { words.removeSubrange(place...(place + 1)) }
                words += ["--\(name)", value]
            }
            return words
        }
    }

    struct Option: Sendable, Equatable {
        var name: String
        var isFlag: Bool
        var isPositional: Bool
        var isRequired: Bool
        var isRepeating: Bool
        /// The words that it takes, where it says so.
        var words: [String]?
    }

    static let all: [Node] = {
        do { return try read() } catch {
            Issue.record("the program does not list its commands: \(error)")
            return []
        }
    }()

    // MARK: The program's own list

    private struct Listing: Decodable {
        struct Command: Decodable {
            var commandName: String
            var subcommands: [Command]?
            var arguments: [Argument]?
        }
        struct Argument: Decodable {
            struct Name: Decodable { var name: String }
            var kind: String
            var preferredName: Name?
            var valueName: String?
            var isOptional: Bool
            var isRepeating: Bool
            var allValues: [String]?
        }
        var command: Command
    }

    private static func read() throws -> [Node] {
        let listing = try JSONDecoder().decode(Listing.self, from: Data(Command("--experimental-dump-help").output.utf8))
        return nodes(listing.command, [])
    }

    private static func nodes(_ command: Listing.Command, _ path: [String]) -> [Node] {
        let subcommands = (command.subcommands ?? []).filter { $0.commandName != "help" }
        let all = (command.arguments ?? []).map { argument in
            Option(
                name: argument.preferredName?.name ?? argument.valueName ?? "", isFlag: argument.kind == "flag",
                isPositional: argument.kind == "positional", isRequired: argument.kind != "flag" && !argument.isOptional,
                isRepeating: argument.isRepeating, words: argument.allValues)
        }.filter { $0.name != "help" && $0.name != "version" }
        let own = Node(
            path: path, options: all.filter { !$0.isPositional }, positionals: all.filter(\.isPositional),
            subcommands: subcommands.map(\.commandName))
        return [own] + subcommands.flatMap { nodes($0, path + [$0.commandName]) }
    }
}
