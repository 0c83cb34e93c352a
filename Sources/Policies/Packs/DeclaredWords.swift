/// Words that a pack adds to the vocabulary for itself and for the scenarios that name it.
public struct DeclaredWords: Hashable, Sendable {
    public var labels: Set<Label> = []
    public var actions: Set<Action> = []
    public var routes: Set<Route> = []
    public var deadlines: Set<DeadlineName> = []
    public var evidence: Set<EvidenceName> = []
    public var metrics: Set<Metric> = []
    /// The data classes that it defines.
    public var classes: Set<DataClass> = []

    public init() {}
}
