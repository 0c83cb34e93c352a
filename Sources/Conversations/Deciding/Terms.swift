/// What is in force at a moment: packs, lexicons, service level, calendar and zone rules, by the entry that put them in force.
public struct Terms: Sendable {
    /// Index of the configuration entry; nil before the first.
    public var index: UInt64?
    /// SHA-256 over the names and hashes of all files: what a reading carries.
    public var fingerprint: [UInt8]
    public var packs: PackSet
    public var lexicons: LexiconSet
    public var scanner: Scanner
    public var serviceLevel: ServiceLevel
    public var staffed: StaffedTime
    public var deadlines: [DeadlineName: TermsDeadline]
    /// Calendar, zone and hours for deadlines.
    public var working: WorkingTime
    /// A label that tells that a reply is only an acknowledgement, as the service level names them.
    public var acknowledgementLabels: Set<Label>
    /// What has to happen besides where packs cannot be asked, as the vocabulary says.
    public var whenUnavailable: Set<Action> = []
    /// What has to happen where an act does not go out at its own time, as the vocabulary says.
    public var whenLapsed: Set<Action> = []
    /// Answers that go out by themselves, each with its words.
    public var automaticReplies: [(rule: AutomaticReply, text: String)] = []
    /// What people say instead of a policy word, as the vocabulary names it.
    public var wordNames: [String: String] = [:]
    /// Facts that follow from two others, as the vocabulary says.
    public var comparisons: [FactPath: FactComparison] = [:]
    public var defaults: Defaults
    /// How long which records are kept.
    public var retention = RetentionSchedule()

    public init(
        index: UInt64?, fingerprint: [UInt8], packs: PackSet, lexicons: LexiconSet, scanner: Scanner, serviceLevel: ServiceLevel,
        staffed: StaffedTime, deadlines: [DeadlineName: TermsDeadline], working: WorkingTime, acknowledgementLabels: Set<Label>,
        defaults: Defaults
    ) {
        self.index = index
        self.fingerprint = fingerprint
        self.packs = packs
        self.lexicons = lexicons
        self.scanner = scanner
        self.serviceLevel = serviceLevel
        self.staffed = staffed
        self.deadlines = deadlines
        self.working = working
        self.acknowledgementLabels = acknowledgementLabels
        self.defaults = defaults
    }

    /// What a conversation carries from its first event, until somebody assesses it.
    public struct Defaults: Sendable {
        public var legalEntity: String
        public var brand: String
        public var product: String
        public var jurisdiction: String
        /// Where the permission to keep what was deleted on X is on file; nil where there is none.
        public var xPermission: String?

        public init(legalEntity: String, brand: String, product: String, jurisdiction: String) {
            self.legalEntity = legalEntity
            self.brand = brand
            self.product = product
            self.jurisdiction = jurisdiction
        }
    }
}
