extension ClockExplanation {
    /// The steps in words, one line each, with instants as the clocks in `zone` show them.
    public func lines(in zone: ZoneRules) -> [String] {
        steps.map { $0.line(in: zone) }
    }
}

extension ClockExplanation.Step {
    func line(in zone: ZoneRules) -> String {
        func shown(_ instant: Timestamp) -> String { instant.iso8601(in: zone) }
        switch self {
        case .published(let at): return "\(shown(at)) the first unanswered message was published: the turn starts"
        case .began(let at): return "\(shown(at)) received or known: counting starts here"
        case .strictestOf(let parts): return "the conversation has \(parts) parts; the earliest start and the earliest due time stand"
        case .target(let target, let ground): return "target: \(Self.length(target)), \(Self.reason(ground))"
        case .waited(let from, let to): return "\(shown(from)) to \(shown(to)) does not count"
        case .counted(let from, let to):
            return "\(shown(from)) to \(shown(to)) counts: \(Self.length(milliseconds: to.milliseconds(since: from)))"
        case .further(let counted, let to): return "further stretches up to \(shown(to)) count: \(Self.length(milliseconds: counted))"
        case .firstDay(let date): return "\(date) is the first day that counts"
        case .skipped(let date, let holiday): return "\(date) does not count: \(holiday ?? "weekend")"
        case .unstaffed(let date): return "\(date) does not count: nobody is there on this day of the week"
        case .furtherSkipped(let days): return "\(days) more days do not count"
        case .lastDay(let date): return "\(date) is the last day that counts"
        case .rolled(let from, let to): return "\(from) is not a working day: the deadline moves to \(to)"
        case .clocksChanged(let at, let seconds):
            return
                "\(shown(at)) the clocks go \(seconds > 0 ? "forward" : "back") by \(Self.length(milliseconds: Int64(abs(seconds)) * 1000))"
        case .earlierPromise(let due): return "an earlier promise for the same turn stands: \(shown(due))"
        case .due(let at): return "\(shown(at)) due"
        case .lastWorked(let at): return "\(shown(at)) is the last working moment before the end: who is to be warned is warned by then"
        case .ended(let at): return "\(shown(at)) answered: the turn ends"
        }
    }

    private static func length(_ target: ResponseTarget) -> String {
        "\(length(milliseconds: Int64(target.seconds) * 1000)) of \(target.basis == .staffed ? "staffed time" : "all time")"
    }

    private static func length(milliseconds: Int64) -> String {
        let seconds = milliseconds / 1000
        let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s"), (milliseconds % 1000, "ms")]
        let words = parts.filter { $0.0 != 0 }.map { "\($0.0) \($0.1)" }
        return words.isEmpty ? "0 s" : words.joined(separator: " ")
    }

    private static func reason(_ ground: ServiceLevel.Ground?) -> String {
        switch ground {
        case .origin(let word): "since the conversation began in \(word)"
        case .label(let word): "for the label \(word)"
        case .priority(let word): "for the priority \(word)"
        case .everyConversation: "which holds for every conversation"
        case nil: "the strictest at the time"
        }
    }
}
