/// Words that no command takes, whichever it is.
struct WrongWords: Error, CustomStringConvertible {
    let description: String
}
