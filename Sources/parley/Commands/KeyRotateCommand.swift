import ArgumentParser
import Broker

struct KeyRotateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Makes the successor of the log's key; both sign until the older one is retired.",
        discussion: """
            When the server next reads its keys (a restart, or SIGHUP), the signer signs with both and the ledger announces the new key by an \
            entry that the old one seals. Tell whoever verifies, then run `parley key retire`.

            Example: parley key rotate && kill -HUP "$(cat parley.pid)"
            Example: parley key rotate --pkcs11 /usr/lib/softhsm/libsofthsm2.so --token parley --label log-2 --pin-file /etc/parley/pin
            """)

    @OptionGroup var token: TokenOptions
    @OptionGroup var home: HomeOption
    @OptionGroup var output: FormatOption

    func run() throws {
        let key = try home.home.addKey(token.place, adopts: token.existing, pinDescriptor: token.pinFd)
        do { _ = try home.home.certificates.makeWhereAuthorityIs(for: home.home.logKeys(), at: Server.clock()) } catch {
            Words.say("The new key has no certificate: \(error)")
        }
        switch output.format {
        case .table: try StandardOutput.write(Array("\(key.line)\n".utf8))
        case .json: try JSONOutput.print(["key": key.line])
        }
        Words.say("The server announces it when it next reads its keys: restart it, or send it SIGHUP.")
    }
}
