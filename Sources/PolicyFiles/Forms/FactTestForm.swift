import Policies
import Yams

/// Reads what a rule asks of one fact: `true`, `3`, a word, a list of words, `present`, `absent`, or bounds.
struct FactTestForm {
    static func read(_ node: Node, of what: String, _ reader: inout NodeReader) -> FactTest? {
        switch node {
        case .mapping: return bounds(node, of: what, &reader)
        case .sequence:
            let words = reader.items(node).compactMap { reader.text($0, of: what) }
            if words.isEmpty { reader.fail(node, "\(what) is asked for no word", expected: "at least one word") }
            return .words(Set(words))
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain
            switch scalar.string {
            case "true" where isPlain: return .flag(true)
            case "false" where isPlain: return .flag(false)
            case "present" where isPlain: return .present
            case "absent" where isPlain: return .absent
            case let text:
                if isPlain, let number = Int(text) { return .count(atLeast: number, atMost: number) }
                return reader.text(node, of: what).map { .words([$0]) }
            }
        case .alias: return nil
        }
    }

    private static func bounds(_ node: Node, of what: String, _ reader: inout NodeReader) -> FactTest? {
        let fields = reader.fields(node, of: what, required: [], optional: ["at_least", "at_most", "more_than", "no_longer_than"])
        let counts = fields["at_least"] != nil || fields["at_most"] != nil
        let lasts = fields["more_than"] != nil || fields["no_longer_than"] != nil
        guard counts != lasts else {
            reader.fail(
                node, "\(what) mixes numbers and lengths of time, or has neither",
                expected: "at_least and at_most, or more_than and no_longer_than")
            return nil
        }
        if counts {
            let range = -1_000_000_000...1_000_000_000
            return .count(
                atLeast: fields["at_least"].flatMap { reader.whole($0, of: what, in: range) },
                atMost: fields["at_most"].flatMap { reader.whole($0, of: what, in: range) })
        }
        return .elapsed(
            moreThan: fields["more_than"].flatMap { DurationForm.read($0, of: what, &reader) },
            atMost: fields["no_longer_than"].flatMap { DurationForm.read($0, of: what, &reader) })
    }
}
