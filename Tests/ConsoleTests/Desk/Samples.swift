import Testing

@testable import Broker
@testable import Console
@testable import Conversations
@testable import Storage

/// A conversation made by hand, with a text of the test's in every field that somebody outside can fill.
struct Samples {
    static let now = Timestamp(milliseconds: 1_795_320_000_000)
    static let me = StaffID(StreamID(high: 1, low: 1)!)  // not zero
    static let other = StaffID(StreamID(high: 1, low: 2)!)  // not zero
    static let conversation = ConversationID(StreamID(high: 2, low: 1)!)  // not zero
    static let party = PartyID(StreamID(high: 3, low: 1)!)  // not zero
    static let account = ChannelAccountID(StreamID(high: 4, low: 1)!)  // not zero
    static let key = KeyedHash(high: 5, low: 1)
    static func event(_ number: UInt64) -> EventID { EventID(high: 6, low: number)! }  // not zero

    /// Stands in every field that somebody outside can fill.
    var words: String
    var roles: Set<Role> = [.agent, .supervisor]

    var view: DeskView {
        DeskView(
            me: Member(id: Self.me, login: "ada", name: words, roles: roles), field: "<input type=\"hidden\" name=\"csrf\" value=\"c\">",
            moment: Moment(now: Self.now, zone: .utc), rules: RuleBook(packs: []), people: [Self.other: words],
            accounts: [.xPublic: words, .xDM: words],
            lists: .usual)
    }

    private func place(_ index: UInt64) -> Flow.SealedPlace { Flow.SealedPlace(index: index, isSealed: index % 2 == 0) }

    func message(_ number: UInt64, _ author: Flow.Message.Author, _ channel: ChannelKind, phase: Send.Phase?, carries: Flow.Carried? = nil)
        -> Flow.Message
    {
        Flow.Message(
            id: Self.event(number), place: place(number), channel: channel, author: author, name: words, handle: words, at: Self.now,
            text: words, isWithdrawn: false, carries: carries, act: ActWords.reply, phase: phase, held: phase == .held ? held : nil,
            isWarned: true)
    }

    var queued: Queued {
        Queued(
            send: Self.event(9), act: ActWords.reply, channel: .xPublic, channelAccount: Self.account, recipient: Self.key,
            party: Self.party,
            inReplyTo: nil, substantive: true, warned: false, decision: Verdict.hold.word, labels: [words],
            rules: [RuleTrace(pack: words, version: 1, rule: words)], providerKey: nil)
    }

    var held: Held {
        Held(
            send: Self.event(9), approver: words, approvers: [words], rules: [RuleTrace(pack: words, version: 1, rule: words)],
            queued: queued,
            afterMessages: 1, findings: [], read: [], offered: nil)
    }

    var facts: [Flow.Fact.Matter] {
        let events: [Event] = [
            .labelled(Labelled(added: [words], removed: [words], by: Self.me)),
            .taskOpened(TaskOpened(task: Self.event(1), action: words, rules: [])),
            .taskDone(TaskDone(task: Self.event(1), by: Self.other)),
            .routed(Routed(route: words, rules: [RuleTrace(pack: words, version: 1, rule: words)])),
            .deadlineSet(DeadlineSet(name: words, at: Self.now)), .complaintRecorded(ComplaintRecorded(received: Self.now)),
            .blocked(
                Blocked(
                    send: Self.event(2), channel: .xPublic, labels: [words], rules: [RuleTrace(pack: words, version: 1, rule: words)],
                    instead: [words])),
            .approved(Approved(send: Self.event(2), by: Self.other, role: words)),
            .rejected(Rejected(send: Self.event(2), by: Self.other, reason: words)), .failed(Failed(send: Self.event(2), reason: words)),
            .sendUnknown(SendUnknown(send: Self.event(2), reason: words)),
            .handoffOffered(
                HandoffOffered(
                    handoff: Self.event(3), destination: words, party: Self.party, handle: Self.key, token: Self.key, code: Self.key,
                    expires: Self.now, inPublic: false)),
            .assigned(Assigned(to: Self.other, at: Self.now)), .unassigned(Unassigned(from: Self.other)),
            .resolved(Resolved(code: words, sentiment: words)), .reopened,
        ]
        let note = RedactionNote(dataClass: words, count: 2, position: 0, disguises: [words])
        return [.redacted([note]), .redactedEarlier([note]), .withdrawn, .clockStarted(due: Self.now)] + events.map { .event($0) }
    }

    /// Everything that a flow can hold.
    var flow: Flow {
        var items: [Flow.Item] = [.channel(.xPublic), .message(message(1, .customer(2), .xPublic, phase: nil)), .channel(.xDM)]
        let phases: [Send.Phase] = [.held, .blocked, .rejected, .queued, .accepted(Self.now), .failed, .unknown]
        for (place, phase) in phases.enumerated() {
            items.append(.message(message(UInt64(20 + place), place % 2 == 0 ? .staff(Self.me) : .staff(Self.other), .xDM, phase: phase)))
        }
        for carried in [Flow.Carried.link, .number, .mailboxCode, .deed(words)] {
            items.append(.message(message(40, .machine, .secureEmail, phase: .accepted(Self.now), carries: carried)))
        }
        for (place, matter) in facts.enumerated() {
            items.append(
                .fact(
                    Flow.Fact(
                        matter: matter, rules: [RuleTrace(pack: words, version: 1, rule: words)], verdict: .block, at: Self.now,
                        by: Self.me,
                        place: Flow.SealedPlace(index: UInt64(60 + place), isSealed: true))))
        }
        return Flow(items: items)
    }

    func open(channels: [ChannelKind] = [.xPublic, .xDM, .secureEmail]) -> OpenConversation {
        OpenConversation(
            id: Self.conversation, began: .xPublic, isOpen: true, isResolved: false, sequence: 12, labels: [words], route: words,
            priority: 3,
            assigned: Self.other,
            clock: OpenConversation.Clock(
                start: Timestamp(milliseconds: Self.now.milliseconds - 600_000),
                due: Timestamp(milliseconds: Self.now.milliseconds + 600_000),
                target: ResponseTarget(seconds: 1_200, basis: .allTime), ground: .label(words), assigned: Self.now),
            deadlines: [(words, Self.now)], tasks: [(Self.event(5), words)],
            people: [
                OpenConversation.Person(
                    number: 1, name: words, identities: [(Identity(network: .x, key: Self.key, assurance: .platform), words)],
                    isErased: true)
            ], flow: flow, channels: channels, destinations: [], handoff: nil, earlier: [row], newestInbound: channels.first)
    }

    var row: InboxRow {
        InboxRow(
            id: Self.conversation, began: .xPublic, status: "open", due: Self.now, turnStart: Self.now, assigned: Self.other, priority: 1,
            inbound: 1, outbound: 1, sequence: 3, updated: Self.now, route: words, labels: [words, words, words], place: 1, newest: 1,
            heard: 1,
            handoff: words, held: 1, unknown: 1)
    }

    var inbox: Inbox {
        let both = [true, false].map { isOurs in
            Inbox.Item(
                row: row,
                words: InboxWords(
                    text: words, isOurs: isOurs, author: Self.other, act: ActWords.reply, isWithdrawn: false, channel: .xPublic,
                    at: Self.now,
                    name: words, handle: words))
        }
        return Inbox(items: both, next: InboxCursor(place: 4, id: Self.conversation), count: 2, late: 1)
    }

    /// Every page of the desk, made from it.
    func pages() -> [(name: String, html: String)] {
        var composed = Composed(text: words, channel: .xPublic)
        composed.problem = words
        let open = open()
        let queue = QueuePane.html(
            inbox, choice: QueueChoice(show: .team, team: words), teams: [words], current: Self.conversation, view)
        let talk = ConversationPane(open: open, composed: composed, view: view).html()
        let waiting = Waiting(
            send: Self.event(20), conversation: open, held: held, message: message(20, .staff(Self.other), .xPublic, phase: .held),
            hindrance: words)
        return [
            ("queue", DeskPage.queue(queue).bytes), ("conversation", DeskPage.conversation(queue, talk).bytes),
            ("approvals", ApprovalsPage.html([waiting], said: HTML.none, view).bytes),
        ]
    }
}
