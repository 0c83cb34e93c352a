/// A witness's statement that a checkpoint was the largest consistent one it had seen at a time (C2SP tlog-cosignature, `cosignature/v1`).
public struct Cosignature: Sendable, Equatable {
    /// Seconds since 1970 UTC, at most 2^63 - 1.
    public let time: UInt64
}

extension OpenedNote {
    /// What a cosigner's key says about this note.
    public enum Cosigned: Sendable, Equatable {
        case valid(Cosignature)
        case absent
        case wrong
    }

    /// Checks `key`'s cosignature over the whole text, extension lines included.
    public func cosignature(by key: VerifyingKey) -> Cosigned {
        guard let signature = signature(by: key) else { return .absent }
        guard key.algorithm == .cosignature, signature.bytes.count == 72 else { return .wrong }
        let time = signature.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard time <= UInt64(Int64.max) else { return .wrong }
        let message = Array("cosignature/v1\ntime \(time)\n".utf8) + text
        return key.isValid(signature.bytes.dropFirst(8), over: message) ? .valid(Cosignature(time: time)) : .wrong
    }
}
