/// The name of a fact: a word, or a word and the part of it that is meant, such as `thread.last_user_message`.
public struct FactPath: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let fact: String
    public let part: String?

    public init(_ fact: String, _ part: String? = nil) {
        self.fact = fact
        self.part = part
    }

    /// Splits at the first point.
    public init(dotted text: String) {
        if let point = text.firstIndex(of: ".") {
            self.init(String(text[..<point]), String(text[text.index(after: point)...]))
        } else {
            self.init(text)
        }
    }

    public var description: String { part.map { "\(fact).\($0)" } ?? fact }

    public static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}
