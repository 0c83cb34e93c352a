import ArgumentParser
import Broker

struct UserDisableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Disables an account and signs it out everywhere, at once; --undo enables it again.",
        discussion: "Example: parley user disable penny")

    @Argument(help: "The account's login.")
    var login: String
    @Flag(help: "Enable it again, with the roles it had.")
    var undo = false
    @OptionGroup var home: HomeOption

    func run() async throws {
        try await StaffFile(home.home).register.change(login, isDisabled: !undo, by: nil)
        Words.say(undo ? "\(login) is enabled again." : "\(login) is disabled and signed out.")
    }
}
