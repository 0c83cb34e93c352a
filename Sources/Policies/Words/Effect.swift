/// The closed set of actions that code stands behind. Every other action becomes a task that bears its word as its name.
public enum Effect: String, CaseIterable, Hashable, Sendable {
    case attachToThreadAsUnverified = "attach_to_thread_as_unverified"
    case bypassHold = "bypass_hold"
    case consumeLink = "consume_link"
    case createComplaintRecord = "create_complaint_record"
    case destroySecret = "destroy_secret"
    case hidePublicItem = "hide_public_item"
    case invalidateLink = "invalidate_link"
    case joinSameThread = "join_same_thread"
    case keepClock = "keep_clock"
    case keepComplaintClock = "keep_complaint_clock"
    case offerPrivateHandoff = "offer_private_handoff"
    case openUnlinkedThread = "open_unlinked_thread"
    case policyUnavailable = "policy_unavailable"
    case recordAudit = "record_audit"
    case recordNearMiss = "record_near_miss"
    case redactPreviousSpan = "redact_previous_span"
    case redactSpan = "redact_span"
    case removeFromDisplay = "remove_from_display"
    case requireLogin = "require_login"
    case showNeutralPage = "show_neutral_page"
    case startClock = "start_clock"
    case startComplaintClock = "start_complaint_clock"
    case suppressAutomation = "suppress_automation"
    case suppressSurvey = "suppress_survey"

    /// The same word as an action of the vocabulary.
    public var action: Action { Action(rawValue) }
}
