extension Condition {
    /// The condition in words, as what has to be true.
    public func inWords(_ wording: Wording = Wording()) -> String {
        switch self {
        case .all(let parts):
            parts.isEmpty ? "always" : Wording.join(parts.map { $0.inner(wording) }, " and ")
        case .any(let parts): labelList(parts, wording) ?? Wording.join(parts.map { $0.inner(wording) }, " or ")
        case .not(let part): part.negated(wording)
        case .act(let set): "the act is \(Wording.list(set.sorted().map { wording.word($0.text) }, "or"))"
        case .actor(let set): "it is done by \(Wording.list(set.sorted().map { wording.word($0.text) }, "or"))"
        case .channel(let kinds): "the channel is \(Wording.channels(kinds))"
        case .finds(let classes, let level, let least): found(classes, level, least, wording)
        case .label(let label): "it is labelled \(wording.word(label.text))"
        case .assurance(let least): "we are at least sure of the person by \(least.word)"
        case .fact(let path, let test): told(path, test, wording)
        }
    }

    /// A fact that is so or not as a sentence, where people have one for it.
    private func told(_ path: FactPath, _ test: FactTest, _ wording: Wording) -> String {
        switch (wording.factClauses[path], test) {
        case (let clause?, .flag(true)), (let clause?, .present): clause
        case (let clause?, .flag(false)), (let clause?, .absent): "it is not so that \(clause)"
        default: "\(wording.word("\(path)")) \(test.inWords(wording))"
        }
    }

    /// A fact that is not stated denies nothing and says nothing.
    private func denied(_ path: FactPath, _ test: FactTest, _ wording: Wording) -> String? {
        guard let clause = wording.factClauses[path] else { return nil }
        switch test {
        case .flag(false): return "\(clause), as far as is known"
        case .flag(true), .present: return "it is not known that \(clause)"
        case .absent: return clause
        case .words, .count, .elapsed: return nil
        }
    }

    /// In brackets where it is a combination itself.
    private func inner(_ wording: Wording) -> String {
        switch self {
        case .all(let parts) where parts.count > 1: "(\(inWords(wording)))"
        case .any(let parts) where parts.count > 1 && labelList(parts, wording) == nil: "(\(inWords(wording)))"
        default: inWords(wording)
        }
    }

    private func negated(_ wording: Wording) -> String {
        switch self {
        case .act(let set): "the act is not \(Wording.list(set.sorted().map { wording.word($0.text) }, "or"))"
        case .actor(let set): "it is not done by \(Wording.list(set.sorted().map { wording.word($0.text) }, "or"))"
        case .channel(let kinds): "the channel is not \(Wording.channels(kinds))"
        case .label(let label): "it is not labelled \(wording.word(label.text))"
        case .finds(let classes, let level, let least) where least == 1:
            found(classes, level, least, wording).replacingPrefix("the text holds ", "the text holds no ").replacingPrefix(
                "the text asks for ", "the text does not ask for ")
        case .any(let parts):
            labelList(parts, wording).map { $0.replacingPrefix("it is labelled", "it is not labelled") }
                ?? Wording.join(parts.map { $0.negated(wording) }, " and ")
        case .not(let part): part.inWords(wording)
        case .fact(let path, let test): denied(path, test, wording) ?? "it is not so that \(inner(wording))"
        default: "it is not so that \(inner(wording))"
        }
    }

    /// Labels only, in one list.
    private func labelList(_ parts: [Condition], _ wording: Wording) -> String? {
        let labels = parts.compactMap { if case .label(let label) = $0 { wording.word(label.text) } else { nil } }
        guard !parts.isEmpty, labels.count == parts.count else { return nil }
        return "it is labelled \(Wording.list(labels, "or"))"
    }

    private func found(_ classes: Set<DataClass>, _ level: Level, _ least: Int, _ wording: Wording) -> String {
        let asks = classes.allSatisfy(\.isRequest)
        let sure =
            switch level {
            case .possible: ", however doubtful"
            case .likely: ""
            case .certain: " beyond doubt"
            }
        let names = Wording.list(wording.names(classes), "or")
        let number = least == 1 ? "" : "at least \(least) of "
        return asks ? "the text asks for \(number)\(names)\(sure)" : "the text holds \(number)\(names)\(sure)"
    }
}

extension FactTest {
    /// The test in words, to stand after the fact's name.
    func inWords(_ wording: Wording = Wording()) -> String {
        switch self {
        case .present: "is stated"
        case .absent: "is not stated"
        case .flag(let flag): flag ? "is true" : "is false"
        case .words(let words): "is \(Wording.list(words.sorted().map { wording.word($0) }, "or"))"
        case .count(let least, let most): Self.bounds(least.map { "\($0)" }, most.map { "\($0)" }, "is", "at least", "at most")
        case .elapsed(let more, let most):
            Self.bounds(
                more.map { "\(LengthOfTime(milliseconds: $0)) ago" }, most.map { "\(LengthOfTime(milliseconds: $0)) ago" }, "was",
                "more than",
                "no longer than")
        }
    }

    private static func bounds(_ least: String?, _ most: String?, _ verb: String, _ above: String, _ below: String) -> String {
        if let least, least == most { return "\(verb) \(least)" }
        return "\(verb) \([least.map { "\(above) \($0)" }, most.map { "\(below) \($0)" }].compactMap(\.self).joined(separator: " and "))"
    }
}

extension Wording {
    static func join(_ parts: [String], _ joint: String) -> String { parts.joined(separator: joint) }
}

extension String {
    fileprivate func replacingPrefix(_ old: String, _ new: String) -> String { hasPrefix(old) ? new + dropFirst(old.count) : self }
}
