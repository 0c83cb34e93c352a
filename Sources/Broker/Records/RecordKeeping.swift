public import Conversations
public import Ledger
public import Storage

/// Keeps the record: legal holds, erasure by two people, and what goes when its time is over. Every act is somebody's, and an entry.
public struct RecordKeeping: Sendable {
    let desk: Desk
    let intake: Intake
    /// Words of a person who looks after the record are this long at most.
    public static let longestReason = 300

    let clock: @Sendable () -> Timestamp
    /// Looking through everything that is kept takes long, and nobody's request waits for it.
    private let thread = EvidenceThread()

    public init(desk: Desk, intake: Intake, clock: @escaping @Sendable () -> Timestamp) {
        self.desk = desk
        self.intake = intake
        self.clock = clock
    }

    var store: Store { desk.store }

    // MARK: Legal holds

    /// Protects a conversation, or everything of a customer, until the hold is lifted.
    public func place(on subject: HoldSubject, reason: String, by staff: StaffID) async throws(StorageError) -> Receipt {
        try await order(.placeHold(PlaceHoldOrder(on: try known(subject), reason: Desk.kept(reason))), by: staff)
    }

    /// Lifts a hold wherever it stands.
    public func lift(_ hold: EventID, reason: String, by staff: StaffID) async throws(StorageError) -> [Receipt] {
        let standing = try reading { try store.standingHolds() }.filter { $0.hold == hold }
        guard !standing.isEmpty else { throw .refused(.nothingToDo) }
        var receipts: [Receipt] = []
        for one in standing {
            let lift = LiftHoldOrder(on: one.subject, hold: hold, reason: Desk.kept(reason))
            // A conversation takes along what was merged into it.
            do { receipts.append(try await order(.liftHold(lift), by: staff)) } catch .refused(.nothingToDo) {}
        }
        return receipts
    }

    // MARK: Erasure

    /// The first person's word: asks that everything known of a customer be destroyed, a request for each address.
    public func askErasure(of customer: PartyID, basis: String, by staff: StaffID) async throws(StorageError) -> [Receipt] {
        let party = try party(customer)
        guard !party.identities.isEmpty else { throw .refused(party.erased ? .nothingToDo : .unknownParty) }
        let standing = try await apart { try duty(on: party.id) }
        var receipts: [Receipt] = []
        for identity in party.identities {
            var ask = AskErasureOrder(party: party.id, identity: identity.key, basis: Desk.kept(basis))
            ask.kept.duty = standing
            do { receipts.append(try await order(.askErasure(ask), by: staff)) } catch .refused(.nothingToDo) {}
        }
        guard !receipts.isEmpty else { throw .refused(.nothingToDo) }
        return receipts
    }

    /// The second person's word: what was asked for is destroyed, and in no file any more when this returns.
    /// - Parameter which: a request's event, or the customer that requests are about.
    public func confirm(_ which: EventID, by staff: StaffID) async throws(StorageError) -> [Receipt] {
        var receipts: [Receipt] = []
        for request in try requests(which) {
            intake.memories.forget(request.identity)
            var erase = EraseOrder(party: request.party, identity: request.identity, asked: request.asked)
            erase.kept.duty = try await apart { try duty(on: request.party) }
            receipts.append(try await order(.erase(erase), by: staff))
            intake.memories.forget(request.identity)
        }
        return receipts
    }

    public func decline(_ which: EventID, reason: String, by staff: StaffID) async throws(StorageError) -> [Receipt] {
        var receipts: [Receipt] = []
        for request in try requests(which) {
            let decline = DeclineErasureOrder(party: request.party, asked: request.asked, reason: Desk.kept(reason))
            receipts.append(try await order(.declineErasure(decline), by: staff))
        }
        return receipts
    }

    private func requests(_ which: EventID) throws(StorageError) -> [ErasureRequest] {
        let all = try reading { try store.erasureRequests() }
        let found = all.filter { $0.asked == which || $0.party.stream.bytes == which.bytes }
        guard !found.isEmpty else { throw .refused(.nothingToDo) }
        // Somebody who writes from two accounts was asked about once: that is one request of each, and one answer to all of them.
        return all.filter { request in
            found.contains {
                $0.asked == request.asked || $0.party == request.party && $0.by == request.by && $0.basis == request.basis
            }
        }
    }

    // MARK: What they share

    /// On a thread of its own.
    func apart<R: Sendable>(_ work: @Sendable () throws -> R) async throws(StorageError) -> R {
        do { return try await thread.run(work) } catch let error as StorageError { throw error } catch { throw .notWritable("\(error)") }
    }

    private func known(_ subject: HoldSubject) throws(StorageError) -> HoldSubject {
        guard case .customer(let id) = subject else { return subject }
        return .customer(try party(id).id)
    }

    /// The customer of an id, or the one who began the conversation of that id.
    func party(_ id: PartyID) throws(StorageError) -> PartyState {
        guard let party = try reading({ try store.party(named: id) }) else { throw .refused(.unknownParty) }
        return party
    }

    func order(_ order: Order, by staff: StaffID) async throws(StorageError) -> Receipt {
        try await store.submit(Command(id: RandomIDs.event(), principal: .staff(staff), order: order))
    }

    func reading<R>(_ body: () throws -> R) throws(StorageError) -> R {
        do { return try body() } catch let error as StorageError { throw error } catch { throw .notWritable("\(error)") }
    }
}
