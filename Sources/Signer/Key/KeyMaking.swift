import Glibc
public import Ledger

/// Makes a key of a log where it will stay: in a file, or inside a token.
public enum KeyMaking {
    /// - Parameters:
    ///   - roster: the path of the roster that will name it; names of files are relative to its folder.
    ///   - adopts: take the key pair that is in the token already, as after a ceremony with the vendor's own tools.
    ///   - pinDescriptor: where the token's PIN is read if it stands in no file.
    public static func make(
        _ place: KeyRoster.Place, besides roster: String, origin: KeyName, adopts: Bool = false, pinDescriptor: Int32? = nil
    ) throws(SignerError) -> KeyRoster.Member {
        switch place {
        case .file(let name):
            let path = Files.path(name, besides: roster)
            do { return KeyRoster.Member(key: try KeyFile.create(path, origin: origin).verifierKey, place: place) } catch {
                guard error.number == EEXIST else { throw .file(path: path, .system(error)) }
            }
            // One that was made by somebody who was interrupted before the roster named it: it has signed nothing yet.
            return KeyRoster.Member(key: try KeyFile.load(path, origin: origin).verifierKey, place: place)
        case .token(let token):
            do throws(TokenProblem) {
                let pin = try TokenPIN.read(file: token.pinFile.map { Files.path($0, besides: roster) }, descriptor: pinDescriptor)
                let key =
                    adopts
                    ? try TokenKey(token, origin: origin, known: nil, pin: pin).verifierKey
                    : try TokenKey.create(token, origin: origin, pin: pin)
                return KeyRoster.Member(key: key, place: place)
            } catch { throw .token(token.token, error) }
        }
    }
}
