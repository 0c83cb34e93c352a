import ArgumentParser
import Broker
import Ledger
import Signer

struct KeyInitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Makes the log's first key, in a PKCS#11 token for production, and the firm's certificates for it.",
        discussion: """
            Before `parley serve --init` it makes the key; the private key in a token cannot be read or copied out. In a folder that has a key it \
            makes certificates alone: an authority of the firm, and one for each key of the log that binds it to the log's name. Move \
            certificates/authority.key to a safe place. Prints the public key: hand it, and certificates/authority.pem, to whoever verifies.

            Example: parley key init --origin log.example.test/firm --firm "Example Bank" \
            --pkcs11 /usr/lib/softhsm/libsofthsm2.so --token parley --label log-1 --pin-file /etc/parley/pin
            Example: parley serve --init --origin log.example.test/firm
            """)

    @Option(help: "The log's name, for its life.") var origin = "log.example.test/firm"
    @Option(help: "The firm's name in its certificates.") var firm = "Firm"
    @OptionGroup var token: TokenOptions
    @OptionGroup var home: HomeOption
    @OptionGroup var output: FormatOption

    private struct Made: Encodable {
        var key: String
        var authority: String
        var certificates: [String]
    }

    func run() throws {
        guard let name = KeyName(origin) else {
            throw ValidationError("\(origin) is no name for a log: no spaces, no plus sign, not empty.")
        }
        let home = home.home
        if !home.hasKey {
            _ = try home.makeFirstKey(
                token.place ?? .file("log.key"), origin: name, adopts: token.existing, pinDescriptor: token.pinFd)
            Words.say("Make the rest of the folder: parley serve --init --origin \(origin) --home \(home.path)")
        } else if token.pkcs11 != nil {
            throw ValidationError("\(home.path) has a key already; `parley key rotate` makes its successor.")
        }
        let ring = try home.logKeys()
        let made = try home.certificates.make(firm: firm, for: ring, at: Server.clock())
        switch output.format {
        case .table: try StandardOutput.write(Array("\(ring.newest.line)\n".utf8))
        case .json: try JSONOutput.print(Made(key: ring.newest.line, authority: made.authority, certificates: made.certificates))
        }
        Words.say("The firm's authority is \(made.authority); keep its secret key, beside it, elsewhere.")
    }
}
