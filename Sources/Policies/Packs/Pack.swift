/// A set of rules under one name and version, as one file holds it.
public struct Pack: Hashable, Sendable {
    public var reference: PackReference
    public var title: String
    /// Who answers for the pack.
    public var owner: String
    public var effective: EffectivePeriod
    /// The last day before somebody has to look at it again.
    public var reviewBy: CalendarDate?
    public var rules: [Rule]
    /// The deadlines that the pack defines.
    public var deadlines: [DeadlineDefinition]
    /// Words that this pack adds to the vocabulary.
    public var declared: DeclaredWords
    /// The data classes that the pack defines.
    public var detectors: [PackDetector]
    /// What the pack's sources ask for and no rule of it decides.
    public var unchecked: [UncheckedDuty]
    /// The packs that this one was written on top of; empty where it stands by itself.
    public var extends: [PackBase]

    public init(
        reference: PackReference, title: String, owner: String, effective: EffectivePeriod = .always, reviewBy: CalendarDate? = nil,
        rules: [Rule], deadlines: [DeadlineDefinition] = [], declared: DeclaredWords = DeclaredWords(), detectors: [PackDetector] = [],
        unchecked: [UncheckedDuty] = [], extends: [PackBase] = []
    ) {
        self.reference = reference
        self.title = title
        self.owner = owner
        self.effective = effective
        self.reviewBy = reviewBy
        self.rules = rules
        self.deadlines = deadlines
        self.declared = declared
        self.detectors = detectors
        self.unchecked = unchecked
        self.extends = extends
    }
}
