import ArgumentParser
import PolicyFiles

/// A word that stands where a command's name has to, and names none.
struct UnknownCommand: CustomStringConvertible {
    let description: String

    /// Nil where every name up to the command itself is right.
    init?(in arguments: [String], of root: any ParsableCommand.Type) {
        var command = root
        var path = [root.configuration.commandName ?? ""]
        for argument in arguments {
            let subcommands = command.configuration.subcommands
            if subcommands.isEmpty || argument == "help" { return nil }
            // An option before a command's name is the parser's own business.
            if argument.hasPrefix("-") { return nil }
            guard let next = subcommands.first(where: { $0.configuration.commandName == argument }) else {
                let names = subcommands.compactMap { $0.configuration.commandName }
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
}
