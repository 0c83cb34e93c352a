/// A word of the policy vocabulary, typed by what it names, so that a route cannot stand where a label belongs.
///
/// Words come from files. Swift never writes one down, except for the closed list in ``Effect``.
public struct Word<Kind>: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let text: String

    public init(_ text: String) {
        self.text = text
    }

    public var description: String { text }

    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

public enum LabelKind {}
public enum RouteKind {}
public enum ActionKind {}
public enum DeadlineKind {}
public enum ActKind {}
public enum ActorRoleKind {}
public enum ApproverRoleKind {}
public enum DestinationKind {}
public enum EvidenceKind {}
public enum MetricKind {}

/// What was recognized in a message or found out about a conversation.
public typealias Label = Word<LabelKind>
/// The team an escalation goes to.
public typealias Route = Word<RouteKind>
/// What is to happen besides the decision: an ``Effect``, or a task that bears the word as its name.
public typealias Action = Word<ActionKind>
/// The name of an instant that a rule sets.
public typealias DeadlineName = Word<DeadlineKind>
/// What somebody is about to do.
public typealias Act = Word<ActKind>
/// Who does it, as policy sees them.
public typealias ActorRole = Word<ActorRoleKind>
/// Who may release a held act.
public typealias ApproverRole = Word<ApproverRoleKind>
/// Where a conversation may move, or the channel a reply would take instead.
public typealias Destination = Word<DestinationKind>
/// A kind of evidence that has to be kept with the decision.
public typealias EvidenceName = Word<EvidenceKind>
/// A counter that the decision changes.
public typealias Metric = Word<MetricKind>
