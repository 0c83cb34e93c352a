extension FactVariable {
    static func label(_ label: Label) -> FactVariable {
        FactVariable(subject: .label(label), answers: [.flag(false), .flag(true)], prices: [0, 10])
    }

    static func found(_ dataClass: DataClass) -> FactVariable {
        FactVariable(
            subject: .found(dataClass), answers: [.unnamed, .level(.possible), .level(.likely), .level(.certain)], prices: [0, 12, 11, 10])
    }

    static var assurance: FactVariable {
        FactVariable(subject: .assurance, answers: Assurance.allCases.map { .assurance($0) }, prices: [0, 5, 5, 5])
    }

    /// Instants between which the same rules are in force.
    static func now(cuts: Set<Timestamp>, usually now: Timestamp) -> FactVariable {
        let bounds = [nil] + cuts.sorted().map { Optional($0) } + [nil]
        let answers = zip(bounds, bounds.dropFirst()).map { FactAnswer.period(from: $0, to: $1) }
        return FactVariable(subject: .now, answers: answers, prices: answers.map { $0.contains(now) ? 0 : 4 })
    }

    static func channel(_ sets: Set<Set<ChannelKind>>) -> FactVariable {
        let groups = groups(Set(ChannelKind.allCases), by: sets).sorted { $0.smallest < $1.smallest }
        return FactVariable(
            subject: .channel, answers: groups.map { .channels($0) } + [.unnamed], prices: groups.map { _ in 0 } + [6])
    }

    static func acts(_ sets: Set<Set<Act>>) -> FactVariable {
        let groups = groups(sets.reduce(into: []) { $0.formUnion($1) }, by: sets).sorted { ($0.min()?.text ?? "") < ($1.min()?.text ?? "") }
        return FactVariable(subject: .act, answers: [.unnamed] + groups.map { .acts($0) }, prices: [0] + groups.map { _ in 5 })
    }

    static func actors(_ sets: Set<Set<ActorRole>>) -> FactVariable {
        let groups = groups(sets.reduce(into: []) { $0.formUnion($1) }, by: sets).sorted { ($0.min()?.text ?? "") < ($1.min()?.text ?? "") }
        return FactVariable(subject: .actor, answers: [.unnamed] + groups.map { .actors($0) }, prices: [0] + groups.map { _ in 5 })
    }

    /// What rules can tell of a named fact. It is missing, or of one of the kinds that the tests are about.
    static func value(_ path: FactPath, tests: Set<FactTest>) -> [FactVariable] {
        var answers: [FactAnswer] = [.unnamed]
        var (counts, spans, words): (Set<Int>, Set<Int64>, Set<Set<String>>) = ([], [], [])
        var (hasCounts, hasSpans, hasFlags) = (false, false, false)
        for test in tests {
            switch test {
            case .present, .absent: break
            case .flag: hasFlags = true
            case .words(let set): words.insert(set)
            case .count(let least, let most):
                hasCounts = true
                if let least { counts.insert(least) }
                if let most, most < .max { counts.insert(most + 1) }
            case .elapsed(let more, let most):
                hasSpans = true
                if let more { spans.insert(more) }
                if let most { spans.insert(most) }
            }
        }
        if hasFlags { answers += [.flag(true), .flag(false)] }
        if hasCounts {
            let bounds = [nil] + counts.sorted().map { Optional($0) } + [nil]
            answers += zip(bounds, bounds.dropFirst()).map { .count(atLeast: $0, atMost: $1.map { $0 - 1 }) }
        }
        if hasSpans {
            let bounds = [nil] + spans.sorted().map { Optional($0) } + [nil]
            answers += zip(bounds, bounds.dropFirst()).map { .elapsed(moreThan: $0, atMost: $1) }
        }
        // Where rules only ask whether it is there, any word stands for it.
        if !words.isEmpty || answers.count == 1 { answers.append(.someWords) }
        let own = FactVariable(subject: .value(path), answers: answers, prices: answers.map { $0 == .unnamed ? 0 : 8 })
        let known = groups(words.reduce(into: []) { $0.formUnion($1) }, by: words).sorted { ($0.min() ?? "") < ($1.min() ?? "") }
        return [own]
            + known.map { FactVariable(subject: .word(path, $0), answers: [.flag(false), .flag(true)], prices: [0, 2]) }
    }

    /// Members that stand in the same sets go together.
    private static func groups<Member: Hashable>(_ members: Set<Member>, by sets: Set<Set<Member>>) -> [Set<Member>] {
        let list = Array(sets)
        return Array(
            members.reduce(into: [[Bool]: Set<Member>]()) { groups, member in
                groups[list.map { $0.contains(member) }, default: []].insert(member)
            }.values)
    }
}

extension FactAnswer {
    /// Whether the instant lies in the period.
    func contains(_ instant: Timestamp) -> Bool {
        guard case .period(let from, let to) = self else { return false }
        return instant >= from ?? .distantPast && (to.map { instant < $0 } ?? true)
    }
}

extension Set<ChannelKind> {
    fileprivate var smallest: UInt8 { map(\.rawValue).min() ?? 0 }
}
