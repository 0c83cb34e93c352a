import Conversations
import Ledger
import SQL

/// The states that decisions read, folded from entries on demand and kept while they are in use.
///
/// Owned by the committer's thread. What is dropped is folded again; nothing here is the truth.
struct StateLoader {
    private(set) var states: States
    private let reader: EntryReader
    /// Everything that was folded, by index, where somebody wants to show it: nothing is read and decrypted twice.
    private(set) var folded: [UInt64: Folded] = [:]
    private let isForPage: Bool
    /// More conversations than this are dropped together; folding one again costs its own entries only.
    private static let keptConversations = 49_000
    /// Room for all of them from the start, where many come: a table that grows moves every large state in it.
    private let capacity: Int

    /// - Parameter isForPage: keeps the entries, and leaves out the streams of staff, which hold every act of a person's working life.
    init(reader: EntryReader, isForPage: Bool = false) {
        self.reader = reader
        self.isForPage = isForPage
        capacity = isForPage ? 0 : Self.keptConversations
        states = States(capacity: capacity)
    }

    /// Brings in what an order reads.
    mutating func load(for order: Order) throws {
        if states.conversations.count > Self.keptConversations {
            let configuration = states.configuration
            let accounts = states.channelAccounts
            states = States(capacity: capacity)
            states.configuration = configuration
            states.channelAccounts = accounts
        }
        for id in order.conversations { try load(conversation: id) }
        for id in order.parties where states.parties[id] == nil { try load([id.key]) }
        for id in order.channelAccounts where states.channelAccounts[id] == nil { try load([id.key]) }
        for id in order.staff where states.staff[id] == nil { try load([id.key]) }
    }

    /// A conversation, the one it goes on in, their parts and all their parties.
    private mutating func load(conversation id: ConversationID) throws {
        if states.conversations[id] == nil { try load([id.key]) }
        var next = states.conversations[id]
        var steps = 0
        while let into = next?.mergedInto, steps < 64 {
            if states.conversations[into] == nil { try load([into.key]) }
            next = states.conversations[into]
            steps += 1
        }
        guard let root = next else { return }
        for part in root.parts where states.conversations[part] == nil { try load([part.key]) }
        for party in states.parties(of: root) where states.parties[party] == nil { try load([party.key]) }
        if !isForPage, let staff = root.assigned, states.staff[staff] == nil { try load([staff.key]) }
    }

    mutating func load(staff id: StaffID) throws {
        if states.staff[id] == nil { try load([id.key]) }
    }

    /// Folds the entries of the streams, and of every conversation that was merged with, split from or into one of them, in the order of the
    /// ledger; only what was not there before is taken over.
    private mutating func load(_ wanted: [StreamKey]) throws {
        var streams = Set(wanted)
        var pending = wanted
        var entries: [UInt64: Folded] = [:]
        while let stream = pending.popLast() {
            for index in try reader.indexes(of: stream.id) where entries[index] == nil {
                guard let entry = try folded[index] ?? reader.folded(at: index) else {
                    throw StorageError.damaged("entry \(index) is missing")
                }
                entries[index] = entry
                if isForPage { folded[index] = entry }
                guard let type = CommandType(rawValue: entry.leaf.commandType), [.merge, .split, .unmerge].contains(type) else { continue }
                for reference in entry.leaf.streams where reference.kind == .conversation {
                    let key = StreamKey(kind: .conversation, id: reference.id)
                    if streams.insert(key).inserted { pending.append(key) }
                }
            }
        }
        var fresh = States()
        for index in entries.keys.sorted() {
            guard let entry = entries[index] else { continue }
            fresh.evolve(entry)
        }
        for key in streams {
            switch key.kind {
            case .conversation:
                let id = ConversationID(key.id)
                if states.conversations[id] == nil { states.conversations[id] = fresh.conversations[id] }
            case .party: states.parties[PartyID(key.id)] = fresh.parties[PartyID(key.id)]
            case .agent: states.staff[StaffID(key.id)] = fresh.staff[StaffID(key.id)]
            case .channelAccount:
                states.channelAccounts[ChannelAccountID(key.id)] = fresh.channelAccounts[ChannelAccountID(key.id)]
            case .configuration: states.configuration = fresh.configuration
            }
        }
    }

    /// Of the configuration's entries only those count that change it, and the newest for where its stream stands: most are heartbeats.
    mutating func load(configuration id: ConfigurationID) throws {
        var fresh = States()
        var own = Set(try reader.ownEntries(.putTermsInForce, .announceEvidenceKey, .announceLogKey, .retireLogKey, .continueLog))
        if let newest = try reader.newestIndex(of: id.stream) { own.insert(newest) }
        for index in own.sorted() {
            if let entry = try reader.folded(at: index) { fresh.evolve(entry) }
        }
        states.configuration = fresh.configuration
        if states.configuration == nil { states.configuration = ConfigurationState(id: id, head: StreamHead(sequence: 0, index: 0)) }
    }

    mutating func evolve(_ entry: Folded) { states.evolve(entry) }

    /// After a batch that did not become durable nothing in memory can be trusted.
    mutating func forget() {
        let configuration = states.configuration?.id
        states = States()
        if let configuration { states.configuration = ConfigurationState(id: configuration, head: StreamHead(sequence: 0, index: 0)) }
    }
}
