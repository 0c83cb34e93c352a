import Broker

extension CommandType {
    /// What happened, for somebody who has never seen this program. What the sources call it stays in the pages for tools.
    var words: String {
        switch self {
        case .receive: "message came in"
        case .quarantine: "message kept apart, its sender not proved"
        case .release: "message let in from quarantine"
        case .redactEarlier: "words taken out of an earlier message"
        case .withdraw: "message taken back"
        case .readAttachment: "attachment read"
        case .submit: "reply written"
        case .approve: "reply approved"
        case .reject: "reply refused"
        case .schedule: "reply to go out later"
        case .comeDue: "time of a scheduled reply came"
        case .recordAccepted: "reply taken by its network"
        case .recordFailed: "reply not taken by its network"
        case .recordUnknown: "no answer from the network: sent or not is unknown"
        case .recordFound: "reply found at its network"
        case .recordAbsent: "reply not found at its network"
        case .openHandoff: "invitation opened"
        case .refuseHandoff: "invitation refused"
        case .nameMailbox: "mailbox named"
        case .joinHandoff: "customer proved and joined"
        case .lapseHandoff: "invitation ran out"
        case .returnHandoff: "back to where it came from"
        case .assign: "given to somebody"
        case .unassign: "given back"
        case .label: "labels changed"
        case .prioritise: "priority changed"
        case .completeTask: "task done"
        case .resolve: "closed"
        case .reopen: "opened again"
        case .merge: "joined with another conversation"
        case .split: "divided"
        case .unmerge: "joining undone"
        case .raiseIdentity: "address proved"
        case .erase: "customer erased"
        case .askErasure: "erasure asked for"
        case .declineErasure: "erasure declined"
        case .placeHold: "legal hold placed"
        case .liftHold: "legal hold lifted"
        case .retire: "destroyed, its time being over"
        case .view: "looked at"
        case .export: "handed out"
        case .putTermsInForce: "policies put in force"
        case .refuseTerms: "policies not put in force"
        case .tighten: "due time made earlier"
        case .announceEvidenceKey: "key for evidence files announced"
        case .announceLogKey: "new key of the log announced"
        case .retireLogKey: "key of the log retired"
        case .continueLog: "log went on after a loss"
        case .heartbeat: "sign of life"
        case .addChannelAccount: "account of the firm added"
        case .grant: "rights of somebody changed"
        case .recordTimeStamp: "time stamp recorded"
        }
    }

    /// By the name that pages for tools have; nil for any other word.
    init?(tool name: String) {
        guard let found = Self.allCases.first(where: { "\($0)" == name }) else { return nil }
        self = found
    }
}
