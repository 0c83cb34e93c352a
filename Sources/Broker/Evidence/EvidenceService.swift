import FoundationEssentials
public import Conversations
public import Ledger
public import Storage

/// Hands out evidence files: entries of their own first, then the file that these entries and no others describe.
public struct EvidenceService: Sendable {
    let desk: Desk
    /// The log's keys as they are now: they may change while the server runs.
    let log: @Sendable () throws -> KeyRing
    let keyFile: EvidenceKeyFile
    let certificates: FirmCertificates?
    private let thread = EvidenceThread()

    /// Whether witnesses are asked: then a file waits a while for them.
    let waitsForWitnesses: Bool

    /// How long; without them the file says so itself.
    private static let patience = Duration.seconds(5)
    /// How often somebody's newer message may make it start again.
    private static let attempts = 5

    /// - Parameter keyFile: where the key that signs manifests stands, or will.
    public init(
        desk: Desk, origin: String, log: @escaping @Sendable () throws -> KeyRing, keyFile: String,
        certificates: FirmCertificates? = nil, waitsForWitnesses: Bool = false
    ) {
        self.desk = desk
        self.log = log
        self.certificates = certificates
        self.keyFile = EvidenceKeyFile(path: keyFile, origin: origin)
        self.waitsForWitnesses = waitsForWitnesses
    }

    public struct File: Sendable {
        public var name: String
        public var bytes: [UInt8]
        /// The newest entry that recorded the export.
        public var index: UInt64
    }

    /// - Parameters:
    ///   - purpose: why it leaves, in the words of whoever asked; account data is taken out of them.
    ///   - pages: what people read of it.
    public func file(about subject: EvidenceSubject, by staff: StaffID, purpose: String, pages: EvidencePages) async throws -> File {
        let store = desk.store
        let purpose = Desk.kept(purpose)
        guard try await thread.run({ try store.scope(of: subject) }) != nil else {
            throw StorageError.refused(Self.unknown(subject, sealed: store.status.sealed))
        }
        let key = try await announcedKey()
        for _ in 0..<Self.attempts {
            guard let draft = try await thread.run({ try draft(about: subject, signedWith: key, pages) }) else { continue }
            let commands = draft.orders(purpose: purpose).map {
                Command(id: RandomIDs.event(), principal: .staff(staff), order: .export($0))
            }
            var exports: [UInt64] = []
            var wentOn = false
            for result in try await store.submit(together: commands) {
                switch result {
                case .success(let receipt): exports.append(receipt.index)
                case .failure(.refused(.wentOn)): wentOn = true
                case .failure(let error): throw error
                }
            }
            if wentOn { continue }
            let newest = exports.max() ?? 0
            guard await store.waitUntilSealed(newest) else { throw StorageError.busy }
            if waitsForWitnesses { _ = await store.waitUntilWitnessed(newest, within: Self.patience) }
            let recorded = exports
            return File(
                name: "evidence-\(newest).tar",
                bytes: try await thread.run { try store.archive(draft, recordedAt: recorded, log: log()) }, index: newest)
        }
        throw StorageError.refused(.wentOn)
    }

    /// Nil where a conversation went on while it was read.
    private func draft(about subject: EvidenceSubject, signedWith key: SigningKey, _ pages: EvidencePages) throws -> EvidenceDraft? {
        let ring = try log()
        let store = desk.store
        guard let scope = try store.scope(of: subject) else { throw StorageError.refused(.unknownConversation) }
        let views = try scope.conversations.map { Self.view(try desk.page($0), sealed: store.status.sealed) }
        let draft = try store.evidence(
            of: scope, readable: try readable(scope, views, pages), signedWith: key, log: ring,
            certificates: certificates?.files(for: ring) ?? [], withheld: { $0.contains(where: Self.holdsCode) })
        guard let draft else { throw StorageError.busy }
        // A page that was read before the conversation went on is not the whole of it.
        let isNewest = views.allSatisfy { view in draft.covered.contains { "\($0.stream.id)" == view.id && $0.last == view.sequence } }
        return isNewest ? draft : nil
    }

    /// The evidence key, announced in the ledger before anything is signed with it.
    private func announcedKey() async throws -> SigningKey {
        // One after the other: two would make two keys.
        let key = try await thread.run { try keyFile.key() }
        guard try !desk.store.hasAnnounced(key.verifierKey) else { return key }
        let order = Order.announceEvidenceKey(EvidenceKeyAnnounced(key: key.verifierKey.line))
        do { _ = try await desk.store.submit(Command(id: RandomIDs.event(), principal: .system, order: order)) } catch StorageError.refused(
            .nothingToDo)
        {
            // Somebody else's export was quicker.
        }
        return key
    }

    private func readable(_ scope: EvidenceScope, _ views: [ConversationView], _ pages: EvidencePages) throws -> [(
        path: String, bytes: [UInt8]
    )] {
        var index = EvidenceIndex(subject: scope.subject, conversations: views, entries: [])
        var files: [(path: String, bytes: [UInt8])] = []
        if case .range(let range) = scope.subject {
            guard range.last - range.first < Store.mostEvidence else {
                throw StorageError.refused(.notAllowed("An evidence file holds at most \(Store.mostEvidence) entries. Ask for less."))
            }
            index.entries = try desk.store.lines(of: range).map { line in
                EvidenceLine(line, isClosed: Self.isClosed(line))
            }
            files.append(("index.jsonl", try Self.lines(index.entries)))
        }
        for view in views {
            files.append(("conversations/\(view.id).html", pages.conversation(view)))
            files.append(("conversations/\(view.id).jsonl", try Self.lines(view.lines)))
        }
        return files + [("index.html", pages.index(index))]
    }

    private static func unknown(_ subject: EvidenceSubject, sealed: UInt64) -> Refusal {
        switch subject {
        case .conversation: .unknownConversation
        case .customer: .unknownParty
        case .recordedComplaint:
            .notAllowed("No entry recorded such a complaint. Name the event of the entry that did, or the conversation it is in.")
        case .range: .notAllowed("The log has \(sealed) sealed entries, from 0 on. Name a first and a last one among them.")
        }
    }

    /// A code or a link proves who reads a mailbox or a handle; whoever reads the evidence need not know it, sent or still held.
    private static func holdsCode(_ event: Event) -> Bool {
        switch event {
        case .queued(let queued): [ActWords.verification, ActWords.invitation].contains(queued.act)
        case .held(let held), .scheduled(let held): [ActWords.verification, ActWords.invitation].contains(held.queued.act)
        default: false
        }
    }

    /// What the disclosures leave open, and for all else why it is not there: who reads a page learns no more than the fields beside it say.
    private static func view(_ page: ConversationPage, sealed: UInt64) -> ConversationView {
        var page = page
        var closed: Set<UInt64> = []
        for place in page.lines.indices where (page.lines[place].events ?? []).contains(where: holdsCode) {
            page.lines[place].content.removeAll { $0.kind == .text }
            closed.insert(page.lines[place].index)
        }
        var view = ConversationView(page, sealed: sealed)
        let gone = Set(page.lines.filter { $0.events == nil && $0.leaf.commitments.fieldCount > 0 }.map(\.index))
        for place in view.lines.indices where view.lines[place].text == nil {
            let index = view.lines[place].index
            view.lines[place].missing = closed.contains(index) ? .withheld : gone.contains(index) ? .erased : nil
        }
        return view
    }

    /// Accounts of staff and what waits in quarantine are nobody's conversation: of those only facts are disclosed.
    private static func isClosed(_ line: ConversationPage.Line) -> Bool {
        !line.leaf.streams.contains { $0.kind == .conversation } || (line.events ?? []).contains(where: holdsCode)
    }

    private static func lines(_ values: [some Encodable]) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try values.flatMap { Array(try encoder.encode($0)) + [UInt8(ascii: "\n")] }
    }
}
