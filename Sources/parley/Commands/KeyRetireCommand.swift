import ArgumentParser
import Broker

struct KeyRetireCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire",
        abstract: "Retires the older of the two keys that sign the log.",
        discussion: """
            When the server next reads its keys (a restart, or SIGHUP), the ledger records it, and the signer never opens the old key again: a \
            checkpoint that it alone has signed is refused from that entry on. Destroy the key when `parley key list` calls it retired.

            Example: parley key retire && kill -HUP "$(cat parley.pid)"
            """)

    @OptionGroup var home: HomeOption
    @OptionGroup var output: FormatOption

    func run() throws {
        let key = try home.home.beginRetiringKey()
        switch output.format {
        case .table: try StandardOutput.write(Array("\(key.line)\n".utf8))
        case .json: try JSONOutput.print(["key": key.line])
        }
        Words.say("The server retires it when it next reads its keys: restart it, or send it SIGHUP.")
    }
}
