/// What a witness says to a request, before it is put into HTTP (C2SP tlog-witness, add-checkpoint).
public enum WitnessAnswer: Hashable, Sendable {
    /// 200: the witness's signature line.
    case cosigned([UInt8])
    /// 400: no request of this form, or an old size above the new one.
    case malformed(String)
    /// 403: not signed by a key that is trusted for this log, or badly.
    case untrusted
    /// 404: no log of this origin is listed.
    case unknownLog
    /// 409: the size that was cosigned last is another.
    case conflict(UInt64)
    /// 422: the new checkpoint does not continue the old one.
    case inconsistent(String)
    /// 503: what was cosigned last could not be made durable; nothing is cosigned for this log until the next start.
    case stopped
}
