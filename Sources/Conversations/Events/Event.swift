/// One fact of a decision, as it stands in the ledger's facts.
///
/// A case is never removed and never changes its meaning; a payload that must grow gets a new case, and readers lift the old one.
public enum Event: Sendable, Codable, Equatable {
    case opened(Opened)
    case received(Received)
    case quarantined(Quarantined)
    case released(Released)
    case redactedEarlier(RedactedEarlier)
    case withdrawn(Withdrawn)
    case tightened(Tightened)
    case labelled(Labelled)
    case taskOpened(TaskOpened)
    case taskDone(TaskDone)
    case routed(Routed)
    case deadlineSet(DeadlineSet)
    case complaintRecorded(ComplaintRecorded)
    case automationSuppressed
    case surveySuppressed
    case nearMiss(NearMiss)
    case queued(Queued)
    case held(Held)
    case blocked(Blocked)
    case approved(Approved)
    case rejected(Rejected)
    case accepted(Accepted)
    case failed(Failed)
    case sendUnknown(SendUnknown)
    case sendFound(SendFound)
    case sendAbsent(SendAbsent)
    case handoffOffered(HandoffOffered)
    case handoffOpened(HandoffOpened)
    case handoffRefused(HandoffRefused)
    case mailboxNamed(MailboxNamed)
    case handoffJoined(HandoffJoined)
    case handoffLapsed(HandoffLapsed)
    case handoffReturned(HandoffReturned)
    case assigned(Assigned)
    case unassigned(Unassigned)
    case prioritised(Prioritised)
    case resolved(Resolved)
    case reopened
    case merged(Merged)
    case split(Split)
    case unmerged(Unmerged)
    case partyAdded(PartyAdded)
    case identityRaised(IdentityRaised)
    case identitiesJoined(IdentitiesJoined)
    case erased(Erased)
    case viewed(Viewed)
    case exported(Exported)
    case termsInForce(TermsInForce)
    case termsRefused(TermsRefused)
    case heartbeat(Heartbeat)
    case channelAccountAdded(ChannelAccountAdded)
    case granted(Granted)
    case turnReopened(TurnReopened)
    case waits(Waits)
    case closedUnanswered(ClosedUnanswered)
    case reached(Reached)
    case evidenceKey(EvidenceKeyAnnounced)
    case timeStamped(TimeStamped)
    case attached(Attached)
    case logKey(LogKeyAnnounced)
    case logKeyRetired(LogKeyRetired)
    case erasureAsked(ErasureAsked)
    case erasureDeclined(ErasureDeclined)
    case retired(Retired)
    case holdPlaced(HoldPlaced)
    case holdLifted(HoldLifted)
    case redacted(Redacted)
    case tombstoned(Tombstoned)
    case logContinued(LogContinued)
    /// An act passed policy, or everybody agreed to it, and waits for its own time.
    case scheduled(Held)
    case attachmentRead(AttachmentRead)
}

/// What the rules said about an act: the decision's trace in the facts.
public struct RuleTrace: Sendable, Codable, Equatable {
    public var pack: String
    public var version: Int
    public var rule: String

    public init(pack: String, version: Int, rule: String) {
        self.pack = pack
        self.version = version
        self.rule = rule
    }
}
