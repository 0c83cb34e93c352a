import Ledger

/// What goes over the signer's socket: a length in four bytes, most significant first, then version, kind and fields.
enum SignerMessage {
    static let version: UInt8 = 1
    /// Requests and replies are far smaller; a longer one is refused before it is read.
    static let greatestByteCount = 8192
    /// More than any proof has.
    static let greatestHashCount = 63

    enum Request: Hashable {
        case sign(SignRequest)
        case head

        func encode() -> [UInt8] {
            var output = MessageWriter(version: SignerMessage.version)
            switch self {
            case .sign(let request):
                output.append(1 as UInt8)
                output.append(UInt8(request.origin.description.utf8.count))
                output.bytes += Array(request.origin.description.utf8)
                output.append(request.proof.oldSize)
                output.append(request.proof.newSize)
                output.bytes += request.root.bytes
                output.append(UInt64(bitPattern: request.time))
                output.append(UInt8(truncatingIfNeeded: request.proof.hashes.count))
                for hash in request.proof.hashes { output.bytes += hash.bytes }
            case .head:
                output.append(2 as UInt8)
            }
            return output.framed()
        }

        /// Reads a message without its length; nil for anything but what `encode` writes.
        init?(decoding bytes: ArraySlice<UInt8>) {
            var input = MessageReader(bytes)
            guard input.byte() == SignerMessage.version, let kind = input.byte() else { return nil }
            switch kind {
            case 1:
                guard let length = input.byte(), let name = input.take(Int(length)),
                    let origin = String(validating: name, as: UTF8.self).flatMap({ KeyName($0) }), let oldSize = input.integer(),
                    let newSize = input.integer(), let root = input.hash(), let time = input.integer(), let count = input.byte(),
                    Int(count) <= SignerMessage.greatestHashCount
                else { return nil }
                var hashes: [Hash] = []
                for _ in 0..<count {
                    guard let hash = input.hash() else { return nil }
                    hashes.append(hash)
                }
                self = .sign(
                    SignRequest(
                        origin: origin, proof: ConsistencyProof(oldSize: oldSize, newSize: newSize, hashes: hashes), root: root,
                        time: Int64(bitPattern: time)))
            case 2: self = .head
            default: return nil
            }
            guard input.isAtEnd else { return nil }
        }
    }

    enum Reply: Hashable {
        /// The signed note's bytes.
        case signed([UInt8])
        case refused(SignRefusal)
        case head(SignedHead)

        func encode() -> [UInt8] {
            var output = MessageWriter(version: SignerMessage.version)
            switch self {
            case .signed(let note):
                output.append(1 as UInt8)
                output.bytes += note
            case .refused(let refusal):
                output.append(2 as UInt8)
                output.append(refusal.reason.rawValue)
                output.append(refusal.held)
            case .head(let head):
                output.append(3 as UInt8)
                output.append(head)
            }
            return output.framed()
        }

        init?(decoding bytes: ArraySlice<UInt8>) {
            var input = MessageReader(bytes)
            guard input.byte() == SignerMessage.version, let kind = input.byte() else { return nil }
            switch kind {
            case 1: self = .signed([UInt8](input.rest()))
            case 2:
                guard let reason = input.byte().flatMap(SignRefusal.Reason.init(rawValue:)), let held = input.head() else { return nil }
                self = .refused(SignRefusal(reason: reason, held: held))
            case 3:
                guard let head = input.head() else { return nil }
                self = .head(head)
            default: return nil
            }
            guard input.isAtEnd else { return nil }
        }
    }

    /// The first whole message of a buffer and how many bytes it took; nil while bytes are missing.
    static func first(in buffer: [UInt8]) throws(TooLong) -> (message: ArraySlice<UInt8>, end: Int)? {
        guard buffer.count >= 4 else { return nil }
        let length = buffer[..<4].reduce(0) { $0 << 8 | Int($1) }
        guard length <= greatestByteCount else { throw TooLong() }
        guard buffer.count >= 4 + length else { return nil }
        return (buffer[4..<(4 + length)], 4 + length)
    }

    struct TooLong: Error {}
}
