/// What must hold of every act that meets a premise, whatever else is true of it.
public struct Property: Hashable, Sendable {
    /// What is demanded of the decision; a part that is left out demands nothing.
    public struct Demand: Hashable, Sendable {
        /// The answers that are allowed, the preferred one first.
        public var verdicts: [Verdict] = []
        public var labels: Set<Label> = []
        public var actions: Set<Action> = []
        public var notActions: Set<Action> = []
        public var deadlines: Set<DeadlineName> = []
        /// The team that has to be named by a rule that fires.
        public var route: Route?

        public init() {}
    }

    public var id: String
    public var title: String
    public var source: String
    /// The packs together of which it has to hold; empty is all of them.
    public var packs: Set<String>
    public var direction: Direction
    /// Over the facts and the labels after all rules.
    public var premise: Condition
    public var demand: Demand

    public init(
        id: String, title: String, source: String = "", packs: Set<String> = [], direction: Direction, premise: Condition, demand: Demand
    ) {
        self.id = id
        self.title = title
        self.source = source
        self.packs = packs
        self.direction = direction
        self.premise = premise
        self.demand = demand
    }
}
