/// A part of an answer. Two answers are equal where all parts are.
public enum AnswerPart: String, CaseIterable, Hashable, Sendable {
    case decision, actions, route, teams, approver, override, deadlines, evidence, channel, instead, labels, metrics

    /// Whether dropping something of it asks for less, and adding something for more.
    var isDemand: Bool { self == .actions || self == .deadlines || self == .evidence }
}
