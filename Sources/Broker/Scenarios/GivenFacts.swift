import AccountData
import Conversations
import Policies
import PolicyFiles

/// What a scenario states, as the facts and the state that a decision is made on. All mapping from `given` is here.
struct GivenFacts {
    var facts: Facts
    /// Labels that the conversation bears already.
    let stated: Set<Label>
    /// The text of the message, if there is one.
    let text: String?
    /// Where account data stands in the text, requests left out.
    let findings: [Finding]
    /// The earliest customer message without an answer before this act.
    let unansweredSince: Timestamp?
    /// When the customer's own message was published, where this act is one.
    let published: Timestamp?
    /// The channel in which the conversation began.
    let origin: ChannelKind?
    /// The sequence numbers of the entries that are checked, in their order.
    private let events: [Int]

    init(_ scenario: Scenario, lexicons: LexiconSet, scanner: Scanner) throws(ScenarioError) {
        let given = scenario.given
        let thread = given["thread"]?.parts ?? [:]
        let actor = given["actor"]?.text.map { ActorRole($0) }
        let channel = given["channel"]?.text.flatMap { ChannelKind(word: $0) }
        // Liking or repeating somebody's words is saying them.
        let text = given["text"]?.text ?? given["target"]?.parts?["text"]?.text
        var facts = Facts(
            direction: scenario.direction, now: scenario.now, act: given["act"]?.text.map { Act($0) }, actor: actor, channel: channel,
            assurance: Self.assurance(given["session"]?.parts?["auth"]?.text))
        var findings: [Finding] = []
        if let text {
            switch Self.scan(text, by: scanner) {
            case .findings(let found): findings = found
            case .unscannable(let reason): throw .text("\(reason)")
            }
            for finding in findings { facts.note(finding.dataClass, at: finding.level) }
            facts.labels = lexicons.labels(in: Array(text.utf8), direction: scenario.direction, actor: actor)
        }
        // Who repeats somebody's words with some of their own says both.
        if let passed = given["target"]?.parts?["text"]?.text, passed != text, let act = facts.act?.text, ActWords.repeating.contains(act) {
            facts.labels.formUnion(lexicons.labels(in: Array(passed.utf8), direction: scenario.direction, actor: actor))
        }
        // A name that somebody gives themselves is text as well.
        if let name = given["profile"]?.parts?["display_name"]?.text, case .findings(let found) = Self.scan(name, by: scanner) {
            for finding in found { facts.note(finding.dataClass, at: finding.level) }
        }
        // What stands in a file that goes along is said with it.
        if let content = given["attachment"]?.parts?["content"]?.text {
            if case .findings(let found) = Self.scan(content, by: scanner) {
                for finding in found { facts.note(finding.dataClass, at: finding.level) }
            }
            facts.labels.formUnion(lexicons.labels(in: Array(content.utf8), direction: scenario.direction, actor: actor))
        }
        for (word, level) in given["findings"]?.parts ?? [:] {
            guard let dataClass = DataClass(word: word), let level = Level.allCases.first(where: { $0.word == level.text }) else {
                continue
            }
            facts.note(dataClass, at: level)
        }
        stated = Set((thread["labels"]?.list ?? []).compactMap { $0.text.map { Label($0) } })
        facts.labels.formUnion(stated)
        facts.values = Self.values(given, config: scenario.config)
        self.facts = facts
        self.text = text
        self.findings = findings.filter { !$0.dataClass.isRequest }
        events = (given["events"]?.list ?? []).compactMap { $0.parts?["seq"]?.count }
        unansweredSince = thread["first_unanswered_at"]?.instant
        published = scenario.direction == .inbound ? min(thread["published"]?.instant ?? scenario.now, scenario.now) : nil
        origin = thread["origin"]?.text.flatMap { ChannelKind(word: $0) } ?? channel
    }

    /// Adds what follows from the facts stated: the local hour, the due times of deadlines that count from one of them, and comparisons.
    mutating func derive(
        _ vocabulary: Vocabulary, _ terms: ScenarioTerms, _ definitions: [DeadlineName: DeadlineDefinition]
    ) throws(ScenarioError) {
        facts.values.merge(facts.now.localFacts(in: terms.working.zone)) { stated, _ in stated }
        for (name, definition) in definitions {
            guard let path = definition.from, case .instant(let anchor)? = facts.values[path] else { continue }
            do throws(CalendarError) {
                facts.values[FactPath("due", name.text)] = try terms.due(definition, from: anchor, for: facts).map { .instant($0) }
            } catch { throw .calendar("\(error)") }
        }
        if let text, case .count(let offset)? = facts.values[FactPath("risk_warning_offset")] {
            facts.values[FactPath("local", "warning_end")] = .count(Self.endOfSentence(in: text, from: offset))
        }
        if let isBroken = Self.breaksOff(events) { facts.values[FactPath("local", "seq_gap")] = .flag(isBroken) }
        let known = facts.values.merging(text.map { [FactPath("text"): .word($0)] } ?? [:]) { stated, _ in stated }
        for (path, comparison) in vocabulary.comparisons {
            facts.values[path] = comparison.value(in: known, now: facts.now).map { .flag($0) }
        }
    }

    /// Whether an entry is missing or stands out of its order; nil where fewer than two are stated.
    private static func breaksOff(_ events: [Int]) -> Bool? {
        events.count < 2 ? nil : zip(events, events.dropFirst()).contains { $0 + 1 != $1 }
    }

    /// What is known of a message before it is read.
    var withoutText: Facts {
        var facts = facts
        facts.findings = [:]
        facts.labels = stated
        return facts
    }

    static func scan(_ text: String, by scanner: Scanner) -> ScanResult {
        var text = text
        return text.withUTF8 { scanner.scan(utf8: $0, minimum: .possible) }
    }

    /// A log-in with strong customer authentication is the firm's own proof.
    private static func assurance(_ word: String?) -> Assurance {
        switch word {
        case nil: .none
        case "sca": .authenticated
        case let word?: Assurance(word: word) ?? .none
        }
    }

    /// Every fact that is a plain value, and every part of one that is.
    private static func values(_ given: [String: ScenarioValue], config: [String: ScenarioValue]) -> [FactPath: FactValue] {
        var values: [FactPath: FactValue] = [:]
        for (fact, stated) in given where fact != "text" && fact != "config" {
            if let parts = stated.parts {
                for (part, value) in parts { values[FactPath(fact, part)] = Self.value(value) }
            } else {
                values[FactPath(fact)] = Self.value(stated)
            }
        }
        for (part, value) in config { values[FactPath("config", part)] = Self.value(value) }
        return values
    }

    private static func value(_ stated: ScenarioValue) -> FactValue? {
        switch stated {
        case .text(let word): .word(word)
        case .flag(let flag): .flag(flag)
        case .count(let count): .count(count)
        case .instant(let instant): .instant(instant)
        case .list(let list): .words(Set(list.compactMap(\.text)))
        // Of a part that has parts of its own: what is said to be so.
        case .parts(let parts):
            .words(Set(parts.compactMap { name, value in value.text ?? (value.flag == true ? name : nil) }))
        }
    }

    /// Where the sentence ends in which a warning begins that somebody has to see, in characters.
    private static func endOfSentence(in text: String, from offset: Int) -> Int {
        let characters = Array(text)
        let end = characters.indices.first { $0 >= offset && ".!?\n".contains(characters[$0]) }
        // One that is said to begin after the text, as in a picture, ends no sooner than it begins.
        return max(end.map { $0 + 1 } ?? characters.count, offset + 1)
    }
}
