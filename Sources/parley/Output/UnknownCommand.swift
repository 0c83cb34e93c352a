import ArgumentParser
import PolicyFiles

/// A word that stands where a command's name has to, and names none.
struct UnknownCommand: CustomStringConvertible {
    let description: String

    /// Nil where every name up to the command itself is right.
    init?(in arguments: [String], of root: any ParsableCommand.Type) {
        var command = root
        var path = [Self.name(of: root)]
        for argument in arguments {
            let subcommands = command.configuration.subcommands
            if subcommands.isEmpty || argument == "help" { return nil }
            // An option before a command's name is the parser's own business.
            if argument.hasPrefix("-") { return nil }
            guard let next = subcommands.first(where: { Self.name(of: $0) == argument }) else {
                let names = subcommands.map { Self.name(of: $0) }
                let nearest = NearestWord.find(argument, among: names)
                let call = path.joined(separator: " ")
                description =
                    "'\(argument)' is no command of \(call). "
                    + (nearest.map { "Did you mean '\($0)'?" } ?? "There are: \(names.joined(separator: ", ")).")
                    + "\nSee '\(call) --help'."
                return
            }
            command = next
            path.append(argument)
        }
        return nil
    }

    /// A command that names itself nothing is called like its type.
    private static func name(of command: any ParsableCommand.Type) -> String {
        command.configuration.commandName ?? "\(command)".lowercased()
    }
}
