import FoundationEssentials
import Ledger
import Testing

@testable import Conversations

/// What was written once is read for ever: a sample of every event, compared with the file that the first version wrote.
@Suite struct FactsKeepTheirFormTests {
    // None of the ids is zero.
    static let event = EventID(high: 1, low: 2)!, key = KeyedHash(high: 3, low: 4), time = Timestamp(milliseconds: 1_767_614_400_123)
    static let conversation = ConversationID(StreamID(high: 5, low: 6)!), party = PartyID(StreamID(high: 7, low: 8)!)  // not zero
    static let staff = StaffID(StreamID(high: 9, low: 10)!), account = ChannelAccountID(StreamID(high: 11, low: .max)!)  // not zero
    static let identity = Identity(network: .mastodon, key: key, assurance: .possession)
    static let note = RedactionNote(dataClass: "card.pan", count: 2, position: 17, disguises: ["spaced"])
    static let rule = RuleTrace(pack: "pack", version: 3, rule: "rule")
    static let queued = Queued(
        send: event, act: "reply", channel: .instagramDM, channelAccount: account, recipient: key, party: party, inReplyTo: event,
        substantive: true, warned: false, decision: "SEND", labels: ["one", "two"], rules: [rule], providerKey: key)
    static let offered = HandoffOffered(
        handoff: event, destination: "d", party: party, handle: key, token: key, code: key, expires: time, inPublic: false)

    static let samples: [Event] = [
        .opened(Opened(legalEntity: "e", brand: "b", product: "psd", jurisdiction: "j", vulnerable: true, vulnerabilityConsidered: nil)),
        .received(
            Received(
                party: party, channelAccount: account, channel: .whatsApp, published: time, duplicateKey: key, providerKey: key,
                threadKey: nil,
                evidence: .provedIdentity, redactions: [note], labels: ["l"], rules: [rule], automatic: false)),
        .quarantined(
            Quarantined(channelAccount: account, channel: .plainEmail, published: time, duplicateKey: key, author: identity, why: .tooLarge)
        ),
        .released(Released(message: event, by: staff)), .redactedEarlier(RedactedEarlier(message: event, redactions: [note])),
        .withdrawn(Withdrawn(message: event, at: time)), .tightened(Tightened(reason: "terms")),
        .labelled(Labelled(added: ["a"], removed: [], by: nil)), .taskOpened(TaskOpened(task: event, action: "look", rules: [])),
        .taskDone(TaskDone(task: event, by: staff)), .routed(Routed(route: "team", rules: [rule])),
        .deadlineSet(DeadlineSet(name: "n", at: time)),
        .complaintRecorded(ComplaintRecorded(received: time)), .automationSuppressed, .surveySuppressed,
        .nearMiss(NearMiss(redactions: [note], rules: [rule])), .queued(queued),
        .held(
            Held(
                send: event, approver: "a", approvers: ["a", "b"], rules: [rule], queued: queued, afterMessages: 4,
                findings: [FindingNote(dataClass: "iban", level: 2)], read: ["l"], offered: offered)),
        .blocked(Blocked(send: event, channel: .xDM, labels: [], rules: [], instead: ["so"])),
        .approved(Approved(send: event, by: staff, role: "r")),
        .rejected(Rejected(send: event, by: staff, reason: "r")),
        .accepted(Accepted(send: event, at: time, providerKey: nil, threadKey: key)),
        .failed(Failed(send: event, reason: "r")), .sendUnknown(SendUnknown(send: event, reason: "r")),
        .sendFound(SendFound(send: event, at: time, providerKey: key, threadKey: nil)), .sendAbsent(SendAbsent(send: event, by: staff)),
        .handoffOffered(offered), .handoffOpened(HandoffOpened(handoff: event, session: key)),
        .handoffRefused(HandoffRefused(handoff: event, attempts: 3)),
        .mailboxNamed(MailboxNamed(handoff: event, mailbox: key, code: key, expires: time)),
        .handoffJoined(HandoffJoined(handoff: event, party: party, mailbox: key, channel: .secureEmail)),
        .handoffLapsed(HandoffLapsed(handoff: event)), .handoffReturned(HandoffReturned(handoff: event)),
        .assigned(Assigned(to: staff, at: time)), .unassigned(Unassigned(from: staff)), .prioritised(Prioritised(priority: 5)),
        .resolved(Resolved(code: "c", sentiment: "s")), .reopened, .merged(Merged(into: conversation, part: conversation, by: staff)),
        .split(Split(from: conversation, part: conversation, by: staff)),
        .unmerged(Unmerged(from: conversation, part: conversation, by: staff)),
        .partyAdded(PartyAdded(party: party, number: 1, identity: identity)),
        .identityRaised(IdentityRaised(party: party, identity: identity)),
        .identitiesJoined(IdentitiesJoined(party: party, identity: identity)),
        .erased(Erased(identity: key, basis: "b", by: staff, second: staff)), .viewed(Viewed(by: staff, purpose: "p")),
        .exported(Exported(by: staff, purpose: "p", manifest: "m")),
        .termsInForce(TermsInForce(files: [TermsInForce.File(name: "n", sha256: "0f")], packs: ["p@1"])),
        .termsRefused(TermsRefused(errors: 2, first: "f")), .heartbeat(Heartbeat(entries: .max)),
        .channelAccountAdded(ChannelAccountAdded(account: account, network: .web, name: "n")),
        .granted(Granted(staff: staff, roles: ["a", "b"], isDisabled: false)),
        .turnReopened(TurnReopened(send: event, answered: time, start: time, reason: "r")),
        .waits(Waits(providerKey: key, threadKey: key, conversation: conversation, evidence: .references, automatic: true)),
        .closedUnanswered(ClosedUnanswered(since: time, by: staff)),
        .reached(Reached(entries: [EntryRange(first: 3, last: 3), EntryRange(first: 7, last: 9)])),
        .evidenceKey(EvidenceKeyAnnounced(key: "k")),
        .timeStamped(TimeStamped(size: .max, sha256: "0f", at: time)),
        .attached(
            Attached(items: [
                AttachmentNote(type: "pdf", isMisnamed: false, size: 5, fate: .heldBack, findings: [note]),
                AttachmentNote(
                    type: "unknown", isMisnamed: true, size: 6, fate: .quarantined, unread: .outOfTime,
                    object: "00000000000000010000000000000002"),
            ])),
        .logKey(LogKeyAnnounced(key: "k", before: "b")), .logKeyRetired(LogKeyRetired(key: "k")),
        .erasureAsked(ErasureAsked(identity: key, basis: "b", by: staff)),
        .erasureDeclined(ErasureDeclined(asked: event, reason: "r", by: staff)),
        .retired(Retired(basis: "b", retention: "c", since: time, until: time, by: staff)),
        .holdPlaced(HoldPlaced(reason: "r", by: staff)), .holdLifted(HoldLifted(hold: event, reason: "r", by: staff)),
        .redacted(Redacted(message: event, reason: "r", characters: 4, by: staff)),
        .tombstoned(Tombstoned(message: event, rules: [rule])),
        .logContinued(LogContinued(former: "k", signed: 9, root: "0f", kept: 5, reason: "r", by: staff)),
        .scheduled(
            Held(
                send: event, approver: "a", approvers: ["a", "b"], rules: [rule], queued: queued, afterMessages: 4,
                findings: [FindingNote(dataClass: "iban", level: 2)], read: ["l"], offered: offered, goesOut: time, lapse: .newerMessage)),
        .attachmentRead(
            AttachmentRead(
                message: event, place: 2, item: AttachmentNote(type: "png", isMisnamed: false, size: 7, fate: .clean), rules: [rule])),
    ]

    /// Each case by number; a new one does not compile until it has a sample.
    static func number(_ event: Event) -> Int {
        switch event {
        case .opened: 0
        case .received: 1
        case .quarantined: 2
        case .released: 3
        case .redactedEarlier: 4
        case .withdrawn: 5
        case .tightened: 6
        case .labelled: 7
        case .taskOpened: 8
        case .taskDone: 9
        case .routed: 10
        case .deadlineSet: 11
        case .complaintRecorded: 12
        case .automationSuppressed: 13
        case .surveySuppressed: 14
        case .nearMiss: 15
        case .queued: 16
        case .held: 17
        case .blocked: 18
        case .approved: 19
        case .rejected: 20
        case .accepted: 21
        case .failed: 22
        case .sendUnknown: 23
        case .sendFound: 24
        case .sendAbsent: 25
        case .handoffOffered: 26
        case .handoffOpened: 27
        case .handoffRefused: 28
        case .mailboxNamed: 29
        case .handoffJoined: 30
        case .handoffLapsed: 31
        case .handoffReturned: 32
        case .assigned: 33
        case .unassigned: 34
        case .prioritised: 35
        case .resolved: 36
        case .reopened: 37
        case .merged: 38
        case .split: 39
        case .unmerged: 40
        case .partyAdded: 41
        case .identityRaised: 42
        case .identitiesJoined: 43
        case .erased: 44
        case .viewed: 45
        case .exported: 46
        case .termsInForce: 47
        case .termsRefused: 48
        case .heartbeat: 49
        case .channelAccountAdded: 50
        case .granted: 51
        case .turnReopened: 52
        case .waits: 53
        case .closedUnanswered: 54
        case .reached: 55
        case .evidenceKey: 56
        case .timeStamped: 57
        case .attached: 58
        case .logKey: 59
        case .logKeyRetired: 60
        case .erasureAsked: 61
        case .erasureDeclined: 62
        case .retired: 63
        case .holdPlaced: 64
        case .holdLifted: 65
        case .redacted: 66
        case .tombstoned: 67
        case .logContinued: 68
        case .scheduled: 69
        case .attachmentRead: 70
        }
    }

    private static func lines() throws -> [String] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try samples.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
    }

    @Test func everyEventHasASample() { #expect(Self.samples.map(Self.number) == Array(0..<71)) }

    @Test func theFirstVersionsFileIsReadAndWrittenAlike() throws {
        let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let file = try #require(FileManager.default.contents(atPath: folder + "/Fixtures/facts-v1.jsonl"))
        let kept = String(decoding: file, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(try kept.map { try JSONDecoder().decode(Event.self, from: Data($0.utf8)) } == Self.samples)
        #expect(try Self.lines() == kept)
    }

    @Test func whatIsNoEventIsRefused() {
        for text in [
            #"{}"#, #"{"someday":{"_0":{}}}"#, #"{"reopened":{},"surveySuppressed":{}}"#, #"{"assigned":{"_0":{"at":1,"to":"00"}}}"#,
        ] {
            #expect(throws: DecodingError.self) { try JSONDecoder().decode(Event.self, from: Data(text.utf8)) }
        }
    }

    @Test func numbersOfCommandsAreUniqueAndFitTheLeaf() {
        #expect(Set(CommandType.allCases.map(\.rawValue)).count == CommandType.allCases.count)
        #expect(CommandType.allCases.allSatisfy { $0.rawValue > 0 })
        #expect(Verdict.allCases.allSatisfy { $0.rawValue <= Leaf.greatestDecision })
        #expect(ChannelKind.allCases.allSatisfy { $0.rawValue <= Leaf.greatestChannelKind })
    }
}
