/// An option with nothing for its value: a variable of a script that was never set. No option has a use for it, and as a path it would name
/// the root, or the folder that somebody happens to stand in.
struct EmptyValue: CustomStringConvertible {
    let description: String

    /// Nil where every option has a value or takes none.
    init?(in arguments: [String]) {
        for (place, argument) in arguments.enumerated() {
            if argument == "--" { return nil }
            guard argument.hasPrefix("--") else { continue }
            if argument.hasSuffix("=") {
                description = "The value of '\(argument.dropLast())' is empty."
                return
            }
            if place + 1 < arguments.count, arguments[place + 1].isEmpty {
                description = "The value of '\(argument)' is empty."
                return
            }
        }
        return nil
    }
}
