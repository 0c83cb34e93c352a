import AccountData
public import Policies

/// A rule as a sentence that a person reads: when, then, because. Made from the rule itself; no rule or word is known here.
public struct RuleSentence: Sendable {
    /// Which questions it takes part in.
    public var directions: String
    public var when: String
    public var then: String
    public var because: String

    /// - Parameter names: what people say instead of a policy word, as the vocabulary names it.
    public init(_ rule: Rule, names: [String: String] = [:]) {
        let teller = Teller(names: names)
        directions = Direction.allCases.filter(rule.directions.contains).map(\.rawValue).joined(separator: ", ")
        when = teller.words(rule.when)
        then = teller.words(rule.outcome)
        let basis = teller.plain(rule.basis.rawValue)
        because = "\(rule.source.reference) (\(basis)\(rule.verified ? "" : ", not yet compared with its text by a person"))"
    }
}

/// Tells parts of rules with the names that people know.
private struct Teller {
    let names: [String: String]

    // MARK: When

    func words(_ condition: Condition) -> String { words(condition, isInner: false) }

    private func words(_ condition: Condition, isInner: Bool) -> String {
        switch condition {
        case .all(let parts) where parts.isEmpty: return "always"
        case .any(let parts) where parts.isEmpty: return "never"
        case .all(let parts): return join(parts, "and", isInner)
        case .any(let parts): return join(parts, "or", isInner)
        case .not(let part): return "not (\(words(part, isInner: false)))"
        case .act(let acts): return "the act is \(list(acts.map(\.text)))"
        case .actor(let actors): return "it is done by \(list(actors.map(\.text)))"
        case .channel(let kinds): return "the channel is \(channels(kinds))"
        case .finds(let classes, let level, let count):
            let names = classes.sorted().map(\.word)
            let shown = names.count > 8 ? "\(names.count) classes of account and personal data" : names.joined(separator: " or ")
            let sure = level == .possible ? "" : level == .likely ? ", likely at least" : ", certain"
            return "the text holds \(count > 1 ? "at least \(count) of " : "")\(shown)\(sure)"
        case .label(let label): return "it is about \(plain(label.text))"
        case .assurance(let least): return "the identity is proved by \(least.word) at least"
        case .fact(let path, let test): return "\(plain(path.description)) \(words(test))"
        }
    }

    private func join(_ parts: [Condition], _ word: String, _ isInner: Bool) -> String {
        if parts.count == 1 { return words(parts[0], isInner: isInner) }
        let text = parts.map { words($0, isInner: true) }.joined(separator: " \(word) ")
        return isInner ? "(\(text))" : text
    }

    private func words(_ test: FactTest) -> String {
        switch test {
        case .present: "is known"
        case .absent: "is not known"
        case .flag(let flag): flag ? "is true" : "is false"
        case .words(let words): "is \(list(Array(words)))"
        case .count(let least?, let most?): least == most ? "is \(least)" : "is \(least) to \(most)"
        case .count(let least?, nil): "is at least \(least)"
        case .count(nil, let most?): "is at most \(most)"
        case .count(nil, nil): "is a number"
        case .elapsed(let least?, let most?): "was more than \(time(least)) and at most \(time(most)) ago"
        case .elapsed(let least?, nil): "was more than \(time(least)) ago"
        case .elapsed(nil, let most?): "was at most \(time(most)) ago"
        case .elapsed(nil, nil): "was at some time"
        }
    }

    /// A class of channels by its name where all of it is meant.
    private func channels(_ kinds: Set<ChannelKind>) -> String {
        var rest = kinds
        var names: [String] = []
        for channelClass in ChannelClass.allCases {
            let members = Set(ChannelKind.allCases.filter { $0.channelClass == channelClass })
            guard !members.isEmpty, members.isSubset(of: rest) else { continue }
            names.append("any \(plain(channelClass.word)) one")
            rest.subtract(members)
        }
        return (names + rest.sorted { $0.rawValue < $1.rawValue }.map { plain($0.word) }).joined(separator: " or ")
    }

    // MARK: Then

    func words(_ outcome: Outcome) -> String {
        var parts: [String] = []
        if let verdict = outcome.verdict { parts.append("answer \(plain(verdict.word))") }
        if let route = outcome.route { parts.append("pass it to \(plain(route.text))") }
        if let approver = outcome.approver { parts.append("let \(plain(approver.text)) approve it") }
        if let channel = outcome.channel { parts.append("go on by \(plain(channel.text))") }
        if !outcome.labels.isEmpty { parts.append("label it \(list(outcome.labels.map(\.text), "and"))") }
        if !outcome.actions.isEmpty { parts.append("do: \(list(outcome.actions.map(\.text), ","))") }
        if !outcome.deadlines.isEmpty { parts.append("set the deadline \(list(outcome.deadlines.map(\.text), "and"))") }
        if !outcome.evidence.isEmpty { parts.append("keep \(list(outcome.evidence.map(\.text), "and")) as evidence") }
        if !outcome.metrics.isEmpty { parts.append("count \(list(outcome.metrics.map(\.text), "and"))") }
        if let override = outcome.override {
            parts.append("\(plain(override.role.text)) may overrule it\(override.reasonRequired ? ", with a reason" : "")")
        }
        var text = parts.isEmpty ? "nothing is asked for" : parts.joined(separator: "; ")
        if let instead = outcome.instead { text += ". The agent is told: \(instead)" }
        return text
    }

    // MARK: Words

    /// A word of a list, for people.
    func plain(_ word: String) -> String { names[word] ?? word.split(separator: "_").joined(separator: " ") }

    private func list(_ words: [String], _ word: String = "or") -> String {
        words.sorted().map(plain).joined(separator: word == "," ? ", " : " \(word) ")
    }

    private func time(_ milliseconds: Int64) -> String {
        for (unit, length) in [("days", Int64(86_400_000)), ("hours", 3_600_000), ("minutes", 60_000), ("seconds", 1_000)]
        where milliseconds % length == 0 && milliseconds >= length {
            return "\(milliseconds / length) \(unit)"
        }
        return "\(milliseconds) ms"
    }
}
