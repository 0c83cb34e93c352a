extension FactSpace {
    /// The place of an act among the cases: one answer to each fact.
    func answers(for facts: Facts) -> [Int] {
        variables.map { variable in
            variable.answers.firstIndex { Self.fits($0, variable.subject, facts) } ?? 0
        }
    }

    private static func fits(_ answer: FactAnswer, _ subject: FactVariable.Subject, _ facts: Facts) -> Bool {
        switch (subject, answer) {
        case (.now, _): return answer.contains(facts.now)
        case (.act, .acts(let set)): return facts.act.map(set.contains) ?? false
        case (.actor, .actors(let set)): return facts.actor.map(set.contains) ?? false
        case (.channel, .channels(let set)): return facts.channel.map(set.contains) ?? false
        case (.channel, .unnamed): return facts.channel == nil
        // Whatever no group holds that comes later.
        case (.act, .unnamed), (.actor, .unnamed): return false
        case (.assurance, .assurance(let level)): return facts.assurance == level
        case (.found(let dataClass), .level(let level)): return facts.findings[dataClass] == level
        case (.found(let dataClass), .unnamed): return facts.findings[dataClass] == nil
        case (.label(let label), .flag(let isSet)): return facts.labels.contains(label) == isSet
        case (.value(let path), _): return fits(answer, facts.values[path], facts.now)
        case (.word(let path, let words), .flag(let isThere)):
            switch facts.values[path] {
            case .word(let word): return words.contains(word) == isThere
            case .words(let list): return words.isDisjoint(with: list) != isThere
            default: return !isThere
            }
        default: return false
        }
    }

    private static func fits(_ answer: FactAnswer, _ value: FactValue?, _ now: Timestamp) -> Bool {
        switch (answer, value) {
        case (.unnamed, nil): true
        case (.flag(let wanted), .flag(let flag)): wanted == flag
        case (.count(let least, let most), .count(let count)): count >= least ?? .min && count <= most ?? .max
        case (.elapsed(let more, let most), .instant(let instant)):
            FactTest.elapsed(moreThan: more, atMost: most).holds(for: .instant(instant), now: now)
        // Where rules only ask whether the fact is there, and for kinds that no test is about.
        case (.someWords, .some): true
        default: false
        }
    }

    /// An act that stands for the case: of each answer its plainest value.
    func facts(for answers: [Int]) -> Facts {
        var facts = Facts(direction: direction, now: moment(answers))
        var lists: [FactPath: Set<String>] = [:]
        for (variable, answer) in zip(variables, answers) {
            switch (variable.subject, variable.answers[answer]) {
            case (.act, .acts(let set)): facts.act = set.min()
            case (.actor, .actors(let set)): facts.actor = set.min()
            case (.channel, .channels(let set)): facts.channel = set.min { $0.rawValue < $1.rawValue }
            case (.assurance, .assurance(let level)): facts.assurance = level
            case (.found(let dataClass), .level(let level)): facts.findings[dataClass] = level
            case (.label(let label), .flag(true)): facts.labels.insert(label)
            case (.value(let path), let answer): facts.values[path] = Self.value(answer, at: facts.now)
            case (.word(let path, let words), .flag(true)): lists[path, default: []].formUnion(words.min().map { [$0] } ?? [])
            default: break
            }
        }
        for (path, words) in lists where facts.values[path] == .word(Self.anyWord) {
            facts.values[path] = words.count == 1 ? words.first.map { .word($0) } : .words(words)
        }
        return facts
    }

    /// A word that no rule names.
    private static let anyWord = "another"

    private static func value(_ answer: FactAnswer, at now: Timestamp) -> FactValue? {
        switch answer {
        case .flag(let flag): .flag(flag)
        case .count(let least, let most): .count(least ?? most ?? 0)
        // An hour, or as little more than the bound as a person would write.
        case .elapsed(let more, let most):
            .instant(now.adding(milliseconds: -min(most ?? .max, max(3_600_000, (more ?? 0) + 60_000))))
        case .someWords: .word(anyWord)
        default: nil
        }
    }

    private func moment(_ answers: [Int]) -> Timestamp {
        guard let place = places[.now], case .period(let from, let to) = variables[place].answers[answers[place]] else { return now }
        if variables[place].answers[answers[place]].contains(now) { return now }
        return from ?? to?.adding(milliseconds: -1) ?? now
    }
}
