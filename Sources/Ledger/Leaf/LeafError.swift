/// Why bytes or values are not a leaf: the field's offset in the encoding and the rule it breaks.
public struct LeafError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Reason: String, Hashable, Sendable {
        case wrongLength = "the length does not fit the count of streams"
        case wrongMagic = "the leaf does not begin with its mark; these bytes are something else"
        case unknownFormat = "the format is not 1; a newer version of the program wrote it"
        case zeroCommandType = "the command type is zero"
        case recordedTime = "the recorded time is not after 1970"
        case sourceTime = "the source time is negative or later than the recorded time"
        case actorKind = "the actor kind is not one of 0 to 4"
        case actor = "the actor's pseudonym or party number does not fit the actor kind"
        case channelKind = "the channel kind is above 15"
        case clockOperation = "the clock operation is above 8"
        case clockBasis = "the clock basis is not one that the operation allows"
        case clockNotZero = "clock fields are filled although no turn is running"
        case decision = "the decision code is above 18"
        case zeroEventID = "the event id is all zero"
        case emptyRoot = "an entry without fields must carry the root of nothing"
        case streamCount = "an entry has one to eight streams"
        case streamKind = "the stream kind is not one of 1 to 5"
        case zeroStreamID = "the stream id is all zero"
        case streamPosition = "the sequence is zero, or the previous index is missing or surplus"
        case repeatedStream = "the entry names a stream twice"
    }

    /// Offset in the encoded leaf, in bytes.
    public let offset: Int
    public let reason: Reason

    init(_ offset: Int, _ reason: Reason) {
        self.offset = offset
        self.reason = reason
    }

    public var description: String { "leaf, byte \(offset): \(reason.rawValue)" }
}
