extension PolicyComparison.Change.Part {
    /// The part in words.
    public func inWords(_ wording: Wording = Wording()) -> String {
        let isShorter = others.count < answers.count
        let words = Wording.list((isShorter ? others : answers).map { $0.inWords }, "or")
        let verb = isShorter ? "is not" : "is"
        switch subject {
        case .now: return "the moment \(verb) \(words)"
        case .act: return "the act \(verb) \(words)"
        case .actor: return "the person acting \(verb) \(words)"
        case .channel: return "the channel \(verb) \(Self.channels(isShorter ? others : answers))"
        case .assurance: return "the assurance \(verb) \(words)"
        case .found(let dataClass): return inWords(wording, anyOf: [dataClass])
        case .label(let label):
            return answers == [.flag(true)]
                ? "it is labelled \(Wording.plain(label.text))" : "it is not labelled \(Wording.plain(label.text))"
        case .value(let path): return "\(Wording.fact(path)) \(verb) \(words)"
        case .word(let path, let named):
            let list = Wording.list(named.sorted().map { Wording.plain($0) }, "or")
            return "\(Wording.fact(path)) \(answers == [.flag(true)] ? "is" : "is not") \(list)"
        }
    }

    /// Channels that rules tell apart here and that are named together there.
    private static func channels(_ answers: [FactAnswer]) -> String {
        let kinds = answers.reduce(into: Set<ChannelKind>()) { if case .channels(let own) = $1 { $0.formUnion(own) } }
        let named = kinds.isEmpty ? [] : [Wording.channels(kinds)]
        return Wording.list(named + (answers.contains(.unnamed) ? ["missing"] : []), "or")
    }

    /// What is found of one class, said of any of several of which the same is found.
    public func inWords(_ wording: Wording, anyOf classes: Set<DataClass>) -> String {
        let asks = classes.contains(where: \.isRequest)
        let name = classes.count == 1 ? classes.map { wording.name($0) }.joined() : Wording.list(wording.names(classes), "or")
        let levels = answers.compactMap { if case .level(let level) = $0 { level } else { nil } }.sorted()
        let missing = "the text \(asks ? "does not ask for" : "holds no") \(name)"
        guard let least = levels.first, let best = levels.last else { return missing }
        if answers.contains(.unnamed) { return "\(missing), or one that is at most \(best)" }
        let found = "the text \(asks ? "asks for" : "holds") \(name)"
        if levels.count == Level.allCases.count { return found }
        if best == .certain { return "\(found) (\(least == .certain ? "certain" : "at least \(least)"))" }
        return least == .possible ? "\(found) (at most \(best))" : "\(found) (\(least))"
    }
}

extension FactAnswer {
    /// The answer in words.
    public var inWords: String {
        switch self {
        case .period(let from, let to):
            switch (from, to) {
            case (nil, nil): "any time"
            case (let from?, nil): "from \(from)"
            case (nil, let to?): "before \(to)"
            case (let from?, let to?): "from \(from) to before \(to)"
            }
        case .acts(let set): Wording.list(set.sorted().map { Wording.plain($0.text) }, "or")
        case .actors(let set): Wording.list(set.sorted().map { Wording.plain($0.text) }, "or")
        case .channels(let set): Wording.channels(set)
        case .assurance(let level): level.word
        case .level(let level): "\(level)"
        case .unnamed: "missing"
        case .flag(let flag): flag ? "true" : "false"
        case .count(let least, let most): FactTest.count(atLeast: least, atMost: most).inWords().withoutVerb
        case .elapsed(let more, let most): FactTest.elapsed(moreThan: more, atMost: most).inWords().withoutVerb
        case .someWords: "stated"
        case .words(let words): Wording.list(words.sorted().map { Wording.plain($0) }, "or")
        }
    }
}

extension String {
    fileprivate var withoutVerb: String { firstIndex(of: " ").map { String(self[index(after: $0)...]) } ?? self }
}
