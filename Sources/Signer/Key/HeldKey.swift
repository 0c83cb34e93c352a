import Ledger

/// A key of the log that this process can sign with.
enum HeldKey {
    case file(SigningKey)
    case token(TokenKey)

    var verifierKey: VerifierKey {
        switch self {
        case .file(let key): key.verifierKey
        case .token(let key): key.verifierKey
        }
    }

    /// Why there is no signature.
    enum Failure: Error {
        case key
        case token(TokenProblem)
    }

    func sign(_ text: [UInt8]) throws(Failure) -> NoteSignature {
        switch self {
        case .file(let key):
            do { return try key.sign(text) } catch { throw .key }
        case .token(let key):
            do { return try key.sign(text) } catch { throw .token(error) }
        }
    }
}
