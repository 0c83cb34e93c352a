import Policies
import Yams

/// Reads the messages of a scenario that is a conversation.
struct MessageForm {
    static let mostMessages = 100
    /// What such a scenario states of the whole; everything else is said by its messages.
    static let given = ["now", "packs", "config"]
    /// Whose messages a conversation has, and which way each goes if it does not say.
    static let authors: [String: Direction] = ["customer": .inbound, "agent": .outbound, "bot": .outbound]
    static let directions: [Direction] = [.inbound, .outbound]

    let words: PackWords

    /// - Parameter start: when the first message is written, unless it says how long after.
    func read(_ node: Node, from start: Timestamp, _ reader: inout NodeReader) -> [Scenario.Message] {
        let list = reader.list(node, of: "messages")
        if list.isEmpty || list.count > Self.mostMessages {
            reader.fail(node, "the conversation has \(list.count) messages", expected: "1 to \(Self.mostMessages) messages")
        }
        var now = start
        return list.prefix(Self.mostMessages).compactMap { message($0, &now, &reader) }
    }

    private func message(_ node: Node, _ now: inout Timestamp, _ reader: inout NodeReader) -> Scenario.Message? {
        let fields = reader.fields(
            node, of: "the message", required: ["author", "channel", "text"], optional: ["direction", "after", "act", "expect"])
        let author = fields["author"].flatMap { reader.choice($0, of: "author", among: Self.authors.keys.sorted()) }
        let stated = fields["direction"].flatMap { reader.choice($0, of: "direction", among: Self.directions.map(\.rawValue)) }
        let direction = stated.flatMap { Direction(rawValue: $0) } ?? author.flatMap { Self.authors[$0] }
        let channel = fields["channel"].flatMap { reader.choice($0, of: "channel", among: ChannelKind.allCases.map(\.word)) }
        let act = fields["act"].flatMap { reader.word($0, of: "act", among: words.vocabulary.acts) }
        let text = fields["text"].flatMap { reader.text($0, of: "text") }
        if let after = fields["after"].flatMap({ DurationForm.read($0, of: "after", &reader) }) { now = now.adding(milliseconds: after) }
        let expected = fields["expect"].map { ExpectationForm(words: words).read($0, direction: direction, &reader) }
        guard let author, let direction, let channel = channel.flatMap({ ChannelKind(word: $0) }), let text else { return nil }
        if direction != .outbound && author == "agent" {
            reader.fail(node, "the agent's message is \(direction.rawValue)", expected: "outbound, which an agent's messages are")
            return nil
        }
        if direction != .inbound && author == "customer" {
            reader.fail(node, "the customer's message is \(direction.rawValue)", expected: "inbound, which a customer's messages are")
            return nil
        }
        if let node = fields["act"], direction == .inbound {
            reader.fail(node, "a message that comes in has an act", expected: "an act for what goes out alone")
        }
        return Scenario.Message(
            direction: direction, author: ActorRole(author), channel: channel, act: act, at: now, text: text,
            expected: expected ?? .init(), line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
    }
}
