/// What a fact can be. Rules read nothing but these; text is read by lexicons and by the scanner alone.
public enum FactValue: Hashable, Sendable {
    case flag(Bool)
    case count(Int)
    case word(String)
    case words(Set<String>)
    case instant(Timestamp)
}
