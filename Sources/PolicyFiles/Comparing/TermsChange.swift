public import Policies

/// Something in the files beside the rules that is not as it was: a number, a phrase, a pattern, a day.
public struct TermsChange: Hashable, Sendable {
    public var file: String
    /// The way to the value from the top of the file, with points between the keys.
    public var key: String
    /// Nil where it was not there.
    public var before: String?
    /// Nil where it is gone.
    public var after: String?
    /// What may be laxer counts as laxer.
    public var laxity: AnswerChange.Laxity
}
