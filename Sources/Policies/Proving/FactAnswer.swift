/// One of the answers to a fact that rules can tell apart: a value, or all values that no rule tells from one another.
public enum FactAnswer: Hashable, Sendable {
    /// Before the first, between two or after the last of the instants at which a rule comes into or goes out of force.
    case period(from: Timestamp?, to: Timestamp?)
    case acts(Set<Act>)
    case actors(Set<ActorRole>)
    case channels(Set<ChannelKind>)
    case assurance(Assurance)
    case level(Level)
    /// Nothing, or something that no rule names.
    case unnamed
    case flag(Bool)
    case count(atLeast: Int?, atMost: Int?)
    case elapsed(moreThan: Int64?, atMost: Int64?)
    /// A word or a list; which of the words that rules name are among them is asked apart.
    case someWords
    case words(Set<String>)

    /// Whether the answer passes a test.
    func passes(_ test: FactTest) -> Bool {
        switch (test, self) {
        case (.absent, .unnamed): true
        case (.absent, _): false
        case (.present, .unnamed): false
        case (.present, _): true
        case (.flag(let wanted), .flag(let value)): wanted == value
        case (.count(let least, let most), .count(let from, let to)):
            // Answers are cut at every bound of every test, so that one value stands for all.
            (least.map { bound in from.map { $0 >= bound } ?? false } ?? true)
                && (most.map { bound in to.map { $0 <= bound } ?? false } ?? true)
        case (.elapsed(let least, let most), .elapsed(let from, let to)):
            (least.map { bound in from.map { $0 >= bound } ?? false } ?? true)
                && (most.map { bound in to.map { $0 <= bound } ?? false } ?? true)
        default: false
        }
    }
}
