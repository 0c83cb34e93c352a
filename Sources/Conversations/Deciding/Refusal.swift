/// Why a command is not accepted; nothing was written.
public enum Refusal: Error, Sendable, Equatable {
    /// It is already in the ledger: the same message, the same press of a button.
    case duplicate
    case unknownConversation
    case unknownMessage
    case unknownSend
    case unknownParty
    case unknownHandoff
    case unknownTask
    /// The conversation goes on in another one.
    case mergedElsewhere(ConversationID)
    /// Somebody else answered since the author last looked.
    case answeredMeanwhile
    /// The send is not in the phase that this act needs.
    case wrongPhase(String)
    /// Policy wants another role, or another person than the author.
    case notAllowed(String)
    /// The approval was for words that are no longer the newest.
    case approvalLapsed
    /// Code or link no longer good. What to do is always: ask for a new link.
    case linkClosed
    case nothingToDo
    /// More streams than a leaf can name.
    case tooManyStreams(Int)
    /// The conversation has entries that the evidence file does not hold.
    case wentOn
    /// A legal hold protects it; so many do.
    case underHold(Int)
    /// A duty to keep it has not ended.
    case kept(Kept.Duty)
    /// The packs changed since the text was read: read it again.
    case termsChanged

    /// What was wrong and what to do, without anybody's words in it.
    public var message: String {
        switch self {
        case .duplicate: "This was already done; nothing changed."
        case .unknownConversation: "There is no conversation with this id. Look it up with `parley conversation list`."
        case .unknownMessage: "The conversation has no message with this id."
        case .unknownSend: "The conversation has no outbound act with this id."
        case .unknownParty: "The conversation has no such party. Choose one of its parties as the recipient."
        case .unknownHandoff: "The conversation has no open handoff with this id. Offer a new one."
        case .unknownTask: "The conversation has no open task with this id."
        case .mergedElsewhere(let id): "The conversation goes on in \(id). Repeat it there."
        case .answeredMeanwhile: "Somebody answered since you looked. Read the newest messages, then send again."
        case .wrongPhase(let phase): "The outbound act is \(phase); this cannot be done to it now."
        case .notAllowed(let why): why
        case .approvalLapsed: "A newer customer message arrived, or the words changed. Ask for a new approval."
        case .linkClosed: "The code or link is no longer good. Ask for a new one."
        case .nothingToDo: "It is already so; nothing changed."
        case .tooManyStreams(let count): "One command may touch 8 streams, this one touches \(count). Do it in several."
        case .wentOn: "The conversation went on while its evidence was put together. Try again."
        case .underHold(let count):
            "\(count == 1 ? "A legal hold protects" : "\(count) legal holds protect") it. Nothing of it is destroyed until every hold is lifted."
        case .kept(let duty):
            "It has to be kept \(duty.until.map { "until \($0)" } ?? "for good"): \(duty.basis). It stays, and is erased when that is over."
        case .termsChanged: "The packs changed meanwhile. Try again."
        }
    }
}
