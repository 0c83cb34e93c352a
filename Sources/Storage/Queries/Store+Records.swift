public import Conversations
public import Ledger
import SQL

/// A legal hold that stands, on one conversation or one customer.
public struct StandingHold: Sendable {
    public var hold: EventID
    public var subject: HoldSubject
    public var reason: String
    public var by: StaffID?
    public var at: Timestamp
    public var index: UInt64
}

/// A request for erasure that waits for somebody else's word.
public struct ErasureRequest: Sendable {
    public var asked: EventID
    public var party: PartyID
    public var identity: KeyedHash
    public var basis: String
    public var by: StaffID?
    public var at: Timestamp
    public var index: UInt64
}

extension Store {
    /// Every hold that stands, oldest first.
    public func standingHolds() throws -> [StandingHold] {
        try readers.read { connection in
            let reader = EntryReader(connection: connection, keys: keys)
            return try connection.query("SELECT h.event, h.stream, h.kind, k.idx FROM legal_hold h JOIN known k ON k.event = h.event") {
                (row) throws(SQLError) in (try row.blob(0), try row.blob(1), try row.int(2), UInt64(try row.int64(3)))
            }.compactMap { row -> StandingHold? in
                guard let hold = EventID(row.0), let stream = StreamID(row.1), let entry = try reader.folded(at: row.3) else { return nil }
                let isParty = row.2 == Int(StreamKind.party.rawValue)
                var found = StandingHold(
                    hold: hold, subject: isParty ? .customer(PartyID(stream)) : .conversation(ConversationID(stream)), reason: "",
                    by: nil, at: entry.at, index: row.3)
                for case .holdPlaced(let placed) in entry.events ?? [] { (found.reason, found.by) = (placed.reason, placed.by) }
                return found
            }.sorted { ($0.index, $0.subject.stream.description) < ($1.index, $1.subject.stream.description) }
        }
    }

    /// Every request for erasure that waits, oldest first.
    public func erasureRequests() throws -> [ErasureRequest] {
        try readers.read { connection in
            let reader = EntryReader(connection: connection, keys: keys)
            return try connection.query("SELECT event, party, identity, idx FROM erasure_asked ORDER BY idx") {
                (row) throws(SQLError) in (try row.blob(0), try row.blob(1), try row.blob(2), UInt64(try row.int64(3)))
            }.compactMap { row -> ErasureRequest? in
                guard let event = EventID(row.0), let party = StreamID(row.1), let entry = try reader.folded(at: row.3) else { return nil }
                var found = ErasureRequest(
                    asked: event, party: PartyID(party), identity: KeyedHash(row.2), basis: "", by: nil, at: entry.at, index: row.3)
                for case .erasureAsked(let asked) in entry.events ?? [] { (found.basis, found.by) = (asked.basis, asked.by) }
                return found
            }
        }
    }

    /// The party that an id names: its own, or that of a conversation that it began.
    public func party(named id: PartyID) throws -> PartyState? {
        try readers.read { connection in
            let reader = EntryReader(connection: connection, keys: keys)
            guard let party = try reader.party(id) else { return nil }
            var states = States()
            for index in try reader.indexes(of: party.stream) { if let entry = try reader.folded(at: index) { states.evolve(entry) } }
            return states.parties[party]
        }
    }
}

extension HoldSubject {
    public var stream: StreamID {
        switch self {
        case .conversation(let id): id.stream
        case .customer(let id): id.stream
        }
    }
}
