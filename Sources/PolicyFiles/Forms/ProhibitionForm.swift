import Policies
import Yams

/// Reads what one word of `must_not` stands for.
struct ProhibitionForm {
    private static let kinds = [
        "action", "decision_in", "field_contains", "outbound_contains", "outbound_label", "outbound_actor", "clock_start_changes",
        "clock_stops", "deadline_uses", "link_state_becomes", "response_contains", "response_differs_from", "response_sets",
        "conversations_opened", "conversations_merged", "message_stored",
    ]

    static func read(_ node: Node, name: String, _ vocabulary: Vocabulary, _ reader: inout NodeReader) -> Prohibition? {
        let pairs = reader.pairs(node, of: name)
        guard pairs.count == 1, let (key, kind, value) = pairs.first else {
            reader.fail(node, "\(name) has \(pairs.count) effects", expected: "one effect")
            return nil
        }
        switch kind {
        case "action": return reader.word(value, of: name, among: vocabulary.actions).map { .action($0) }
        case "decision_in":
            let verdicts = reader.list(value, of: name).compactMap { item in
                reader.choice(item, of: name, among: Verdict.allCases.map(\.word)).flatMap { Verdict(word: $0) }
            }
            return .verdicts(Set(verdicts))
        case "field_contains":
            return .storedFieldContains(DataClassForm.read(value, of: name, groups: vocabulary.classGroups, &reader))
        case "outbound_contains":
            return .outboundContains(DataClassForm.read(value, of: name, groups: vocabulary.classGroups, &reader))
        case "outbound_label": return reader.word(value, of: name, among: vocabulary.labels).map { .outboundLabel($0) }
        case "outbound_actor": return reader.word(value, of: name, among: vocabulary.actors).map { .outboundActor($0) }
        case "clock_start_changes": return fixed(value, "true", .clockStartChanges, name, &reader)
        case "clock_stops": return fixed(value, "true", .clockStops, name, &reader)
        case "deadline_uses": return reader.text(value, of: name).map { .deadlineUses($0) }
        case "link_state_becomes": return reader.text(value, of: name).map { .linkBecomes($0) }
        case "response_contains": return reader.text(value, of: name).map { .responseContains($0) }
        case "response_differs_from": return reader.text(value, of: name).map { .responseDiffersFrom($0) }
        case "response_sets": return reader.text(value, of: name).map { .responseSets($0) }
        case "conversations_opened": return fixed(value, "more_than_one", .opensSecondConversation, name, &reader)
        case "conversations_merged": return fixed(value, "true", .mergesConversations, name, &reader)
        case "message_stored": return fixed(value, "false", .dropsMessage, name, &reader)
        default:
            reader.unknown(key, "effect", of: name, kind, among: kinds)
            return nil
        }
    }

    private static func fixed(
        _ node: Node, _ word: String, _ prohibition: Prohibition, _ name: String, _ reader: inout NodeReader
    ) -> Prohibition? {
        reader.choice(node, of: name, among: [word]) == nil ? nil : prohibition
    }
}
