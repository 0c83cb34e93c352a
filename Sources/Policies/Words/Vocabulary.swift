/// The words that packs, the engine, the console and scenarios share, as one file lists them.
public struct Vocabulary: Hashable, Sendable {
    /// Strongest first.
    public var precedences: [String] = []
    public var destinations: Set<Destination> = []
    public var routes: Set<Route> = []
    public var approverRoles: Set<ApproverRole> = []
    public var actors: Set<ActorRole> = []
    public var acts: Set<Act> = []
    public var labels: Set<Label> = []
    public var actions: Set<Action> = []
    public var deadlines: Set<DeadlineName> = []
    /// The facts that a scenario may state and a rule may read, and the parts of those that are maps.
    public var facts: Set<String> = []
    public var factParts: [String: Set<String>] = [:]
    /// Facts that follow from two others. Rules may read them; nobody states them.
    public var comparisons: [FactPath: FactComparison] = [:]
    /// What a scenario may expect.
    public var expectations: Set<String> = []
    /// What has to happen besides where packs cannot be asked.
    public var whenUnavailable: Set<Action> = []
    /// What has to happen where an act that was planned does not go out at its time.
    public var whenLapsed: Set<Action> = []
    /// Names for several data classes together.
    public var classGroups: [String: Set<DataClass>] = [:]
    /// What people call data classes.
    public var classNames: [DataClass: String] = [:]
    /// What people say instead of a word or a fact's name.
    public var wordNames: [String: String] = [:]
    /// What a fact says where it is so, as a sentence.
    public var factClauses: [FactPath: String] = [:]
    /// What a scenario may forbid, each word with the effect that would violate it.
    public var prohibitions: [String: Prohibition] = [:]

    public init() {}

    /// The rank of a precedence's word, or nil if there is no such word.
    public func precedence(_ word: String) -> Precedence? {
        precedences.firstIndex(of: word).map { Precedence(rank: $0) }
    }

    /// The precedence of rules that name none: the weakest.
    public var ordinary: Precedence { Precedence(rank: max(0, precedences.count - 1)) }

    /// Whether a path names a fact of the vocabulary.
    public func knows(_ path: FactPath) -> Bool {
        if comparisons[path] != nil { return true }
        guard facts.contains(path.fact) else { return false }
        guard let part = path.part else { return true }
        return factParts[path.fact]?.contains(part) ?? false
    }
}
