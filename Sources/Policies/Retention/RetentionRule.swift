public import ServiceLevels

/// How long one class of records is kept, and why.
public struct RetentionRule: Sendable, Hashable {
    public enum Length: Sendable, Hashable {
        case months(Int)
        case forever
    }
    /// What the period counts from.
    public enum Start: String, Sendable, CaseIterable {
        /// The day on which a complaint, or else the first message, was received.
        case receipt
        /// The newest message, answer or change.
        case lastAct = "last_act"
    }
    public var id: String
    public var title: String
    public var length: Length
    public var start: Start
    /// A duty of somebody else's making: nobody erases before it ends, whoever asks. Otherwise it is the firm's own choice.
    public var isObliged: Bool
    /// What a conversation has to be; all that is stated has to hold, of a list one. Nothing stated holds for every conversation.
    public var labels: Set<Label>
    public var products: Set<String>
    /// Only a recorded complaint.
    public var isComplaint: Bool
    /// Holds only where one of these packs does.
    public var packs: Set<String>
    public var source: String
    /// Whether somebody has compared it with the rule's own text.
    public var isVerified: Bool

    public init(
        id: String, title: String, length: Length, start: Start, isObliged: Bool, labels: Set<Label> = [], products: Set<String> = [],
        isComplaint: Bool = false, packs: Set<String> = [], source: String, isVerified: Bool
    ) {
        self.id = id
        self.title = title
        self.length = length
        self.start = start
        self.isObliged = isObliged
        self.labels = labels
        self.products = products
        self.isComplaint = isComplaint
        self.packs = packs
        self.source = source
        self.isVerified = isVerified
    }

    /// What is known of a conversation that says which classes it is of.
    public struct Subject: Sendable {
        public var labels: Set<Label>
        public var product: String?
        /// When its complaint was received; nil where none was recorded.
        public var complaint: Timestamp?
        public var firstMessage: Timestamp
        public var lastAct: Timestamp

        public init(labels: Set<Label>, product: String?, complaint: Timestamp?, firstMessage: Timestamp, lastAct: Timestamp) {
            self.labels = labels
            self.product = product
            self.complaint = complaint
            self.firstMessage = firstMessage
            self.lastAct = lastAct
        }
    }

    public func applies(to subject: Subject) -> Bool {
        if isComplaint, subject.complaint == nil { return false }
        if !labels.isEmpty, labels.isDisjoint(with: subject.labels) { return false }
        if !products.isEmpty, subject.product.map({ !products.contains($0) }) ?? true { return false }
        return true
    }

    func since(_ subject: Subject) -> Timestamp {
        switch start {
        case .receipt: subject.complaint ?? subject.firstMessage
        case .lastAct: subject.lastAct
        }
    }

    /// When the period is over: at the end of the same day so many months on, in UTC. Nil for one that never ends.
    public func until(_ subject: Subject) -> Timestamp? {
        guard case .months(let count) = length else { return nil }
        let day = ZoneRules.utc.date(at: since(subject)).adding(months: count).adding(days: 1)
        return Timestamp(milliseconds: Int64(day.dayNumber) * 86_400_000)
    }
}
