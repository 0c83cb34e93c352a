import Conversations
import Ledger

/// Writes the events that come with almost every message straight into bytes: the same bytes that ``FactsEncoder`` writes, which asks each
/// value through `Codable` and takes ten times as long. A test compares the two.
struct FrequentFacts {
    private(set) var bytes: [UInt8] = []

    /// Writes a document of events.
    static func document(_ events: [Event], version: Int) throws -> [UInt8] {
        var facts = FrequentFacts()
        facts.bytes.reserveCapacity(1_024)
        facts.raw("{\"version\":")
        facts.bytes.append(contentsOf: String(version).utf8)
        facts.raw(",\"events\":[")
        for (place, event) in events.enumerated() {
            if place > 0 { facts.raw(",") }
            if !facts.write(event) { facts.bytes += try FactsEncoder.encode(event) }
        }
        facts.raw("]}")
        return facts.bytes
    }

    /// False, with nothing written, for an event of another kind.
    private mutating func write(_ event: Event) -> Bool {
        switch event {
        case .opened(let opened):
            begin("opened")
            text("legalEntity", opened.legalEntity, isFirst: true)
            text("brand", opened.brand)
            text("product", opened.product)
            text("jurisdiction", opened.jurisdiction)
            if let vulnerable = opened.vulnerable { flag("vulnerable", vulnerable) }
            if let considered = opened.vulnerabilityConsidered { flag("vulnerabilityConsidered", considered) }
        case .partyAdded(let added):
            begin("partyAdded")
            digits("party", added.party.stream.bytes, isFirst: true)
            number("number", Int64(added.number))
            key("identity")
            raw("{")
            text("network", added.identity.network.rawValue, isFirst: true)
            digits("key", added.identity.key.bytes)
            text("assurance", added.identity.assurance.word)
            raw("}")
        case .received(let received): write(received)
        case .taskOpened(let opened):
            begin("taskOpened")
            digits("task", opened.task.bytes, isFirst: true)
            text("action", opened.action)
            rules(opened.rules)
        case .routed(let routed):
            begin("routed")
            text("route", routed.route, isFirst: true)
            rules(routed.rules)
        case .heartbeat(let heartbeat):
            begin("heartbeat")
            key("entries", isFirst: true)
            bytes.append(contentsOf: String(heartbeat.entries).utf8)
        case .deadlineSet(let deadline):
            begin("deadlineSet")
            text("name", deadline.name, isFirst: true)
            number("at", deadline.at.milliseconds)
        default: return false
        }
        raw("}}}")
        return true
    }

    private mutating func write(_ received: Received) {
        begin("received")
        digits("party", received.party.stream.bytes, isFirst: true)
        digits("channelAccount", received.channelAccount.stream.bytes)
        text("channel", received.channel.word)
        number("published", received.published.milliseconds)
        digits("duplicateKey", received.duplicateKey.bytes)
        digits("providerKey", received.providerKey.bytes)
        if let thread = received.threadKey { digits("threadKey", thread.bytes) }
        text("evidence", received.evidence.rawValue)
        list("redactions", received.redactions) { facts, note in
            facts.raw("{")
            facts.text("dataClass", note.dataClass, isFirst: true)
            facts.number("count", Int64(note.count))
            facts.number("position", Int64(note.position))
            facts.list("disguises", note.disguises) { FactsEncoder.Output.append($1, to: &$0.bytes) }
            facts.raw("}")
        }
        list("labels", received.labels) { FactsEncoder.Output.append($1, to: &$0.bytes) }
        rules(received.rules)
        flag("automatic", received.automatic)
        // Its characters are letters, digits and separators that JSON leaves as they are.
        if let asked = received.asked { text("asked", asked.line) }
    }

    private mutating func rules(_ rules: [RuleTrace]) {
        list("rules", rules) { facts, rule in
            facts.raw("{")
            facts.text("pack", rule.pack, isFirst: true)
            facts.number("version", Int64(rule.version))
            facts.text("rule", rule.rule)
            facts.raw("}")
        }
    }

    private mutating func begin(_ name: StaticString) {
        raw("{\"")
        raw(name)
        raw("\":{\"_0\":{")
    }

    private mutating func key(_ name: StaticString, isFirst: Bool = false) {
        raw(isFirst ? "\"" : ",\"")
        raw(name)
        raw("\":")
    }

    private mutating func text(_ name: StaticString, _ value: String, isFirst: Bool = false) {
        key(name, isFirst: isFirst)
        FactsEncoder.Output.append(value, to: &bytes)
    }

    private mutating func number(_ name: StaticString, _ value: Int64) {
        key(name)
        bytes.append(contentsOf: String(value).utf8)
    }

    private mutating func flag(_ name: StaticString, _ value: Bool) {
        key(name)
        raw(value ? "true" : "false")
    }

    private mutating func digits(_ name: StaticString, _ value: [UInt8], isFirst: Bool = false) {
        key(name, isFirst: isFirst)
        raw("\"")
        for byte in value {
            bytes.append(Self.digit(byte >> 4))
            bytes.append(Self.digit(byte & 15))
        }
        raw("\"")
    }

    private mutating func list<Element>(_ name: StaticString, _ elements: [Element], _ write: (inout Self, Element) -> Void) {
        key(name)
        raw("[")
        for (place, element) in elements.enumerated() {
            if place > 0 { raw(",") }
            write(&self, element)
        }
        raw("]")
    }

    private mutating func raw(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10 }
}
