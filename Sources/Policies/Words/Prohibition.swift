/// What a scenario's `must_not` forbids: a kind of effect, with the words that the vocabulary gives it.
public enum Prohibition: Hashable, Sendable {
    /// An action among those of the decision.
    case action(Action)
    /// One of these answers.
    case verdicts(Set<Verdict>)
    /// A stored field holds a value of one of these classes.
    case storedFieldContains(Set<DataClass>)
    /// What goes out holds a value of one of these classes.
    case outboundContains(Set<DataClass>)
    /// What goes out bears this label.
    case outboundLabel(Label)
    /// What goes out is written by this actor.
    case outboundActor(ActorRole)
    /// The turn's start differs from what it was.
    case clockStartChanges
    /// The turn ends.
    case clockStops
    /// A deadline of the decision counts only these hours: the name of the hours' setting.
    case deadlineUses(String)
    /// A link is used up, opened and so on.
    case linkBecomes(String)
    /// A page shows this kind of thing.
    case responseContains(String)
    /// A page differs from the page for this other case.
    case responseDiffersFrom(String)
    /// A page sets this, a session for instance.
    case responseSets(String)
    /// More conversations are opened than one.
    case opensSecondConversation
    /// Two conversations become one.
    case mergesConversations
    /// The message is not kept.
    case dropsMessage
}
