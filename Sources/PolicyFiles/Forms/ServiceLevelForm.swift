import Policies
import Yams

/// Reads a service level.
struct ServiceLevelForm {
    static func read(_ root: Node, sha256: String, words: PackWords, _ reader: inout NodeReader) -> ServiceLevelTerms? {
        let vocabulary = words.vocabulary
        let fields = reader.fields(
            root, of: "the service level",
            required: [
                "service_level", "version", "time_zone", "calendar", "staffed_hours", "close_of_business", "reports_as", "settings",
                "targets",
            ], optional: ["title", "substantive_automatic_answers", "acknowledgement_labels", "automatic_replies"])
        let id = fields["service_level"].flatMap { reader.newWord($0, of: "service_level") }
        let version = fields["version"].flatMap { reader.whole($0, of: "version", in: 1...1_000_000) }
        let zone = fields["time_zone"].flatMap { reader.text($0, of: "time_zone") }
        let calendar = fields["calendar"].flatMap { reader.text($0, of: "calendar") }
        let hours = fields["staffed_hours"].flatMap { staffedHours($0, &reader) }
        let close = fields["close_of_business"].flatMap { timeOfDay($0, of: "close_of_business", &reader) }
        let reportsAs = fields["reports_as"].flatMap { reader.word($0, of: "reports_as", among: vocabulary.deadlines) }
        let settings = fields["settings"].map { self.settings($0, vocabulary, &reader) } ?? [:]
        let targets = (fields["targets"].map { reader.list($0, of: "targets") } ?? []).compactMap {
            target($0, settings, words, &reader)
        }
        let automatic = (fields["substantive_automatic_answers"].map { reader.list($0, of: "substantive_automatic_answers") } ?? [])
            .compactMap { reader.newWord($0, of: "substantive_automatic_answers") }
        let acknowledgements = fields["acknowledgement_labels"].map {
            reader.words($0, of: "acknowledgement_labels", among: words.labels)
        }
        guard let id, let version, let zone, let calendar, let hours, let close, let reportsAs else { return nil }
        var terms = ServiceLevelTerms(
            reference: PackReference(id: id, version: version, sha256: sha256), calendar: calendar, zone: zone, staffedHours: hours,
            closeOfBusiness: close, reportsAs: reportsAs, settings: settings, targets: targets,
            substantiveAutomaticAnswers: Set(automatic), acknowledgementLabels: acknowledgements ?? [])
        terms.automaticReplies = (fields["automatic_replies"].map { reader.list($0, of: "automatic_replies") } ?? []).compactMap {
            automaticReply($0, &reader)
        }
        if terms.serviceLevel() == nil, let node = fields["targets"] {
            reader.fail(node, "the targets make no service level", expected: "one target for every_conversation, and at most one a ground")
        }
        return terms
    }

    private static func automaticReply(_ node: Node, _ reader: inout NodeReader) -> AutomaticReply? {
        let fields = reader.fields(
            node, of: "an automatic reply", required: ["name", "reply", "when", "channels", "once_in_hours"], optional: [])
        let name = fields["name"].flatMap { reader.newWord($0, of: "name") }
        let reply = fields["reply"].flatMap { reader.newWord($0, of: "reply") }
        let when = fields["when"].flatMap { reader.choice($0, of: "when", among: AutomaticReply.Occasion.allCases.map(\.rawValue)) }
            .flatMap { AutomaticReply.Occasion(rawValue: $0) }
        let channels = fields["channels"].map { ChannelForm.read($0, &reader) } ?? []
        // RFC 3834, section 2: no more than one in several days is the custom; a year is for ever.
        let hours = fields["once_in_hours"].flatMap { reader.whole($0, of: "once_in_hours", in: 1...8_784) }
        guard let name, let reply, let when, let hours else { return nil }
        return AutomaticReply(name: name, reply: reply, when: when, channels: channels, hours: hours)
    }

    static func staffedHours(_ node: Node, _ reader: inout NodeReader) -> StaffedHours? {
        guard let text = reader.text(node, of: "staffed_hours") else { return nil }
        do throws(StaffedHoursError) { return try StaffedHours(text) } catch {
            reader.fail(node, "staffed_hours cannot be read", expected: error.expected)
            return nil
        }
    }

    static func timeOfDay(_ node: Node, of what: String, _ reader: inout NodeReader) -> TimeOfDay? {
        guard let text = reader.scalar(node), let time = TimeOfDay(text) else {
            reader.fail(node, "\(what) is no time of day", expected: "a time such as \"17:00\"")
            return nil
        }
        return time
    }

    private static func settings(_ node: Node, _ vocabulary: Vocabulary, _ reader: inout NodeReader) -> [String: Int] {
        var settings: [String: Int] = [:]
        let known = vocabulary.factParts["config"] ?? []
        for (key, name, value) in reader.pairs(node, of: "settings") {
            guard known.contains(name) else {
                reader.unknown(key, "setting", of: "settings", name, among: Array(known))
                continue
            }
            if let number = reader.whole(value, of: name, in: 1...1_000_000) { settings[name] = number }
        }
        return settings
    }

    private static func target(
        _ node: Node, _ settings: [String: Int], _ words: PackWords, _ reader: inout NodeReader
    ) -> ServiceLevelTerms.Target? {
        let fields = reader.fields(
            node, of: "a target", required: ["minutes", "counts"], optional: ["for", "origin", "label", "priority"])
        let minutes = fields["minutes"].flatMap { DeadlineForm.count($0, of: "minutes", settings: Set(settings.keys), &reader) }
        let basis = fields["counts"].flatMap { reader.choice($0, of: "counts", among: DeadlineForm.bases.keys.sorted()) }
            .flatMap { DeadlineForm.bases[$0] }
        var grounds: [ServiceLevel.Ground] = []
        if let node = fields["for"], reader.choice(node, of: "for", among: ["every_conversation"]) != nil {
            grounds.append(.everyConversation)
        }
        if let node = fields["origin"], let word = reader.choice(node, of: "origin", among: ChannelClass.allCases.map(\.word)) {
            grounds.append(.origin(word))
        }
        if let node = fields["label"], let label = reader.word(node, of: "label", among: words.labels) {
            grounds.append(.label(label.text))
        }
        if let node = fields["priority"], let number = reader.whole(node, of: "priority", in: 1...9) {
            grounds.append(.priority(String(number)))
        }
        guard grounds.count == 1 else {
            reader.fail(node, "a target has \(grounds.count) grounds", expected: "one of for, origin, label, priority")
            return nil
        }
        guard let minutes, let basis else { return nil }
        return ServiceLevelTerms.Target(ground: grounds[0], minutes: minutes, basis: basis)
    }
}
