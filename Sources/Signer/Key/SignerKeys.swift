import Glibc
import Ledger

/// Where a signer takes its keys from.
public enum SignerKeys: Sendable {
    /// One key in a file.
    case file(String)
    /// All keys of a roster. A token whose PIN stands in no file gets it from the descriptor.
    case roster(String, pinDescriptor: Int32?)

    var path: String {
        switch self {
        case .file(let path), .roster(let path, _): path
        }
    }

    /// The keys that sign, the older first, and the log's first key, which the head file is bound to for the log's life.
    func open(origin: KeyName) throws(SignerError) -> (first: VerifierKey, held: [HeldKey]) {
        switch self {
        case .file(let path):
            let key = try KeyFile.load(path, origin: origin)
            return (key.verifierKey, [.file(key)])
        case .roster(let path, let descriptor):
            let roster = try KeyRoster(reading: path)
            guard roster.ring.name == origin else { throw .wrongOrigin(path: path) }
            var held: [HeldKey] = []
            // One reading of the descriptor serves both keys.
            var handed: [UInt8]?
            for member in roster.signing { held.append(try Self.open(member, besides: path, origin, descriptor, &handed)) }
            return (roster.ring.keys[0], held)
        }
    }

    private static func open(
        _ member: KeyRoster.Member, besides roster: String, _ origin: KeyName, _ descriptor: Int32?, _ handed: inout [UInt8]?
    ) throws(SignerError) -> HeldKey {
        switch member.place {
        case .file(let name):
            let path = Files.path(name, besides: roster)
            let key = try KeyFile.load(path, origin: origin)
            guard key.verifierKey == member.key else { throw .otherKey(path: path) }
            return .file(key)
        case .token(let place):
            do throws(TokenProblem) {
                let pin: [UInt8]
                if place.pinFile == nil, let handed {
                    pin = handed
                } else {
                    pin = try TokenPIN.read(
                        file: place.pinFile.map { Files.path($0, besides: roster) }, descriptor: descriptor)
                    if place.pinFile == nil { handed = pin }
                }
                return .token(try TokenKey(place, origin: origin, known: member.key, pin: pin))
            } catch { throw .token(place.token, error) }
        }
    }
}
