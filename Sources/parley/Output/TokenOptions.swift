import ArgumentParser
import Broker
import Signer

/// Where a new key is made: in a PKCS#11 token, or, where no module is named, in a file.
struct TokenOptions: ParsableArguments {
    @Option(help: "The PKCS#11 module of a token, a shared library: the key is made in the token and never leaves it.") var pkcs11: String?
    @Option(help: "The token's label.") var token: String?
    @Option(help: "The label of the key pair in the token.") var label: String?
    @Option(help: "A file with the token's PIN on one line, mode 600. The signer reads it at each start.") var pinFile: String?
    @Option(help: "A descriptor from which the PIN is read once, in place of --pin-file.") var pinFd: Int32?
    @Flag(help: "Take the Ed25519 key pair that is in the token already.") var existing = false

    func validate() throws {
        guard pkcs11 != nil else {
            guard token == nil, label == nil, pinFile == nil, pinFd == nil, !existing else {
                throw ValidationError("--token, --label, --pin-file, --pin-fd and --existing go with --pkcs11.")
            }
            return
        }
        guard token != nil, label != nil else { throw ValidationError("Name the token and the key in it with --token and --label.") }
        guard (pinFile == nil) != (pinFd == nil) else { throw ValidationError("The PIN comes from --pin-file or from --pin-fd.") }
    }

    var place: KeyRoster.Place? {
        guard let pkcs11, let token, let label else { return nil }
        return .token(TokenPlace(module: pkcs11, token: token, label: label, pinFile: pinFile))
    }
}
