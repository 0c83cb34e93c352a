public import Ledger

/// The move to a more private channel: an object with a life of its own.
///
/// A link proves nothing about who opens it. The code, sent apart from the link to the handle, proves the handle; a code sent to the
/// mailbox in the same session proves the mailbox; only both together join the two.
public struct Handoff: Sendable, Equatable {
    public enum Phase: Sendable, Equatable {
        case offered
        /// The handle is proved, in this session.
        case opened(session: KeyedHash)
        /// A code went to the mailbox that the session named.
        case mailboxNamed(session: KeyedHash, mailbox: KeyedHash, code: KeyedHash, expires: Timestamp)
        case joined
        case lapsed
        case returned
    }
    public var id: EventID
    public var destination: String
    public var party: PartyID
    public var handle: KeyedHash
    public var token: KeyedHash
    public var code: KeyedHash
    public var expires: Timestamp
    public var inPublic: Bool
    public var phase: Phase
    /// Wrong codes so far, over both steps.
    public var attempts: Int

    /// How often a mailbox was named: each time a mail goes to an address that somebody typed.
    public var mailboxes: Int

    /// A million codes and five guesses.
    public static let attemptsAllowed = 5
    public static let mailboxesAllowed = 5

    init(_ offered: HandoffOffered) {
        id = offered.handoff
        destination = offered.destination
        party = offered.party
        handle = offered.handle
        token = offered.token
        code = offered.code
        expires = offered.expires
        inPublic = offered.inPublic
        phase = .offered
        attempts = 0
        mailboxes = 0
    }

    /// When it ends by itself: a code that went to a mailbox is good for as long as its mail says.
    var end: Timestamp {
        if case .mailboxNamed(_, _, _, let until) = phase { max(expires, until) } else { expires }
    }

    /// What a code entered by POST does.
    public enum Answer: Sendable, Equatable {
        case proved
        case refused(attempts: Int)
        case closed
    }

    /// The code of the link, entered in a session.
    func answer(code entered: KeyedHash, at now: Timestamp) -> Answer {
        guard case .offered = phase, !inPublic, now < expires, attempts < Handoff.attemptsAllowed else { return .closed }
        return code.matches(entered) ? .proved : .refused(attempts: attempts + 1)
    }

    /// The code of the mailbox, entered in the session that named it.
    func answer(mailboxCode entered: KeyedHash, session: KeyedHash, at now: Timestamp) -> Answer {
        guard case .mailboxNamed(let owner, _, let code, let expires) = phase, owner.matches(session), now < expires,
            attempts < Handoff.attemptsAllowed
        else { return .closed }
        return code.matches(entered) ? .proved : .refused(attempts: attempts + 1)
    }
}
