public import Ledger

/// What a stream is about; the tag keeps one kind's identifier out of another's place.
public protocol StreamTag: Sendable {
    static var kind: StreamKind { get }
}

public enum ConversationTag: StreamTag { public static var kind: StreamKind { .conversation } }
public enum PartyTag: StreamTag { public static var kind: StreamKind { .party } }
public enum StaffTag: StreamTag { public static var kind: StreamKind { .agent } }
public enum ChannelAccountTag: StreamTag { public static var kind: StreamKind { .channelAccount } }
public enum ConfigurationTag: StreamTag { public static var kind: StreamKind { .configuration } }

/// Names one stream of the ledger by its random 128-bit id.
public struct Identifier<Tag: StreamTag>: Hashable, Sendable, Codable, CustomStringConvertible {
    public let stream: StreamID

    public init(_ stream: StreamID) { self.stream = stream }

    public var key: StreamKey { StreamKey(kind: Tag.kind, id: stream) }

    /// Thirty-two lower-case hexadecimal digits.
    public var description: String { stream.description }

    public init?(_ text: String) {
        guard let stream = StreamID(text) else { return nil }
        self.stream = stream
    }

    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let stream = StreamID(text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "expected 32 hexadecimal digits"))
        }
        self.stream = stream
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(stream.description)
    }
}

public typealias ConversationID = Identifier<ConversationTag>
public typealias PartyID = Identifier<PartyTag>
/// An agent, supervisor or officer; their stream holds load and caps.
public typealias StaffID = Identifier<StaffTag>
public typealias ChannelAccountID = Identifier<ChannelAccountTag>
public typealias ConfigurationID = Identifier<ConfigurationTag>

/// One stream of any kind.
public struct StreamKey: Hashable, Sendable {
    public let kind: StreamKind
    public let id: StreamID

    public init(kind: StreamKind, id: StreamID) {
        self.kind = kind
        self.id = id
    }
}
