public import Conversations
public import Ledger
import SQL

/// What an evidence file is about.
public enum EvidenceSubject: Sendable, Equatable {
    case conversation(ConversationID)
    /// A piece of the log as it is; no conversation is proved whole by it.
    case range(EntryRange)
    /// Every conversation that a party ever wrote in.
    case customer(PartyID)
    /// The conversation whose entry with this event recorded a complaint.
    case recordedComplaint(EventID)

    /// The manifest's third line.
    var line: String {
        switch self {
        case .conversation(let id): "about conversation \(id)"
        case .range(let range): "about range \(range.first) \(range.last)"
        case .customer(let id): "about customer \(id)"
        case .recordedComplaint(let event): "about complaint \(event)"
        }
    }
}

/// What belongs to a subject at this moment.
public struct EvidenceScope: Sendable {
    public let subject: EvidenceSubject
    /// Conversations that it is about, each the one that others were merged into; ascending by their first entry.
    public let conversations: [ConversationID]
}

extension Store {
    /// More entries than this go into several files: a note, as the manifest is one, has at most a million bytes.
    public static let mostEvidence: UInt64 = 8_000

    /// Finds what a subject is about; nil if there is no such conversation, party or complaint, or the log ends before the range does.
    public func scope(of subject: EvidenceSubject) throws -> EvidenceScope? {
        try readers.read { connection in
            let reader = EntryReader(connection: connection, keys: keys)
            switch subject {
            case .conversation(let id):
                guard let root = try reader.root(of: id) else { return nil }
                // Whoever asks for a part of another conversation gets the whole that it is in.
                return EvidenceScope(subject: .conversation(root), conversations: [root])
            case .range(let range):
                guard range.first <= range.last, range.last < status.sealed else { return nil }
                return EvidenceScope(subject: subject, conversations: [])
            case .customer(let id):
                guard let party = try reader.party(id) else { return nil }
                let entries = try reader.indexes(of: party.stream)
                return EvidenceScope(subject: .customer(party), conversations: try reader.roots(namedBy: entries))
            case .recordedComplaint(let event):
                guard let index = try reader.index(of: event) ?? reader.complaint(in: ConversationID(event)),
                    let entry = try reader.folded(at: index), entry.recordsComplaint
                else { return nil }
                let roots = try reader.roots(namedBy: [index])
                return EvidenceScope(subject: .recordedComplaint(entry.leaf.eventID), conversations: Array(roots.prefix(1)))
            }
        }
    }

    /// The entries of a range with what is left of them, for people's eyes.
    public func lines(of range: EntryRange) throws -> [ConversationPage.Line] {
        try readers.read { connection in
            let reader = EntryReader(connection: connection, keys: keys)
            return try (range.first...range.last).compactMap { index in
                guard let entry = try reader.folded(at: index) else { return nil }
                let isConversation = entry.leaf.streams.contains { $0.kind == .conversation }
                return ConversationPage.Line(
                    index: index, leaf: entry.leaf, events: entry.events, content: isConversation ? try reader.content(at: index) : [])
            }
        }
    }
}

extension Folded {
    var recordsComplaint: Bool { events?.contains { if case .complaintRecorded = $0 { true } else { false } } ?? false }
}

extension ConversationID {
    /// A conversation that somebody named where an event was asked for.
    fileprivate init?(_ event: EventID) {
        guard let stream = StreamID(event.bytes) else { return nil }
        self.init(stream)
    }
}

extension EntryReader {
    /// The conversation that this one goes on in.
    fileprivate func root(of id: ConversationID) throws -> ConversationID? {
        var loader = StateLoader(reader: self)
        try loader.load(for: .view(id, purpose: ""))
        return loader.states.root(of: id)?.id
    }

    /// The party of this id; where it is a conversation's, the customer who began it.
    func party(_ id: PartyID) throws -> PartyID? {
        guard let first = try indexes(of: id.stream).first else { return nil }
        let streams = try leaf(at: first).streams
        if streams.contains(where: { $0.kind == .party && $0.id == id.stream }) { return id }
        guard streams.contains(where: { $0.kind == .conversation && $0.id == id.stream }) else { return nil }
        return streams.first { $0.kind == .party }.map { PartyID($0.id) }
    }

    /// The conversations that entries name, each by the one it goes on in, in the order of their first entries.
    func roots(namedBy entries: [UInt64]) throws -> [ConversationID] {
        var named: [StreamID] = []
        for index in entries {
            for stream in try leaf(at: index).streams where stream.kind == .conversation && !named.contains(stream.id) {
                named.append(stream.id)
            }
        }
        var roots: [ConversationID] = []
        for stream in named {
            guard let root = try root(of: ConversationID(stream)), !roots.contains(root) else { continue }
            roots.append(root)
        }
        return roots
    }

    /// The entry that recorded a conversation's complaint.
    fileprivate func complaint(in id: ConversationID?) throws -> UInt64? {
        guard let id else { return nil }
        return try indexes(of: id.stream).first { try folded(at: $0)?.recordsComplaint ?? false }
    }
}
