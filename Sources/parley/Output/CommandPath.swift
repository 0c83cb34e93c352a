import ArgumentParser
import PolicyFiles

/// The command that somebody's words name, as far as they name one.
struct CommandPath {
    /// As it is typed, from the program on.
    private(set) var words: String
    /// What is wrong with a word that stands where a command's name has to; nil where every name up to the command itself is right.
    private(set) var problem: String?

    init(in arguments: [String], of root: any ParsableCommand.Type) {
        var command = root
        words = Self.name(of: root)
        for argument in arguments {
            let subcommands = command.configuration.subcommands
            // An option before a command's name is the parser's own business.
            if subcommands.isEmpty || argument == "help" || argument.hasPrefix("-") { return }
            guard let next = subcommands.first(where: { Self.name(of: $0) == argument }) else {
                let names = subcommands.filter { $0.configuration.shouldDisplay }.map { Self.name(of: $0) }
                let nearest = NearestWord.find(argument, among: names)
                problem =
                    "'\(argument)' is no command of \(words). "
                    + (nearest.map { "Did you mean '\($0)'?" } ?? "There are: \(names.joined(separator: ", ")).")
                return
            }
            command = next
            words += " \(argument)"
        }
    }

    /// Where to read on.
    var advice: String { "See '\(words) --help'." }

    /// A command that names itself nothing is called like its type.
    private static func name(of command: any ParsableCommand.Type) -> String {
        command.configuration.commandName ?? "\(command)".lowercased()
    }
}
