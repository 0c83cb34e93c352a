public import Conversations
import Ledger
import SQL

extension Store {
    /// Brings the turns of a conversation up to what holds now, an entry for each.
    func tighten(_ conversation: ConversationID) async throws(StorageError) {
        // More turns than this never run at once.
        for _ in 0..<64 {
            do {
                _ = try await submit(Command(id: Self.freshEvent(), principal: .system, order: .tighten(conversation)))
            } catch .refused { return } catch .busy { return }
        }
    }

    /// Computes each open turn under the terms in force and tightens it where it is due earlier: one entry a conversation, with the reason.
    ///
    /// To be called after new terms, and after a start. Goes on where it was interrupted, and does nothing where these terms were gone
    /// through already. What changes nothing is found out beside the committer, so that messages do not wait for it.
    /// - Returns: how many conversations were changed.
    @discardableResult
    public func tightenOpenTurns(under terms: Terms) async throws(StorageError) -> Int {
        guard let index = terms.index else { return 0 }
        var place: TighteningPlace
        do { place = try cursor(TighteningPlace.name).flatMap { TighteningPlace($0) } ?? TighteningPlace(terms: index) } catch {
            throw .notWritable("\(error)")
        }
        if place.terms != index { place = TighteningPlace(terms: index) }
        var changed = 0
        while !place.isDone, !Task.isCancelled {
            let page: [ConversationID]
            do { page = try openTurns(after: place.last, limit: 128) } catch { throw .notWritable("\(error)") }
            for id in page {
                if Task.isCancelled { return changed }
                let isEarlier: Bool
                do { isEarlier = try wouldTighten(id, under: terms) } catch { throw .notWritable("\(error)") }
                if isEarlier {
                    try await tightenInTurn(id)
                    changed += 1
                }
                await Task.yield()
            }
            place.last = page.last?.stream.bytes ?? place.last
            place.isDone = page.isEmpty
            try await keep(cursor: TighteningPlace.name, place.bytes)
        }
        return changed
    }

    /// Waits where the queue is full: what comes in goes first.
    private func tightenInTurn(_ id: ConversationID) async throws(StorageError) {
        while !Task.isCancelled {
            do {
                _ = try await submit(Command(id: Self.freshEvent(), principal: .system, order: .tighten(id)))
                return
            } catch .refused { return } catch .busy {
                // Cut short at the end of the service, which the loop looks at.
                try? await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    private func openTurns(after: [UInt8], limit: Int) throws -> [ConversationID] {
        try readers.read { connection in
            try connection.query(
                "SELECT id FROM conversation WHERE id > $1 AND status <> 2 AND turn_start IS NOT NULL ORDER BY id LIMIT $2", .blob(after),
                .integer(limit)
            ) { (row) throws(SQLError) in try row.blob(0) }
        }.compactMap { StreamID($0) }.map { ConversationID($0) }
    }

    /// The committer's own decision, on what is durable now; it decides once more when the command comes to its turn.
    private func wouldTighten(_ id: ConversationID, under terms: Terms) throws -> Bool {
        try readers.read { connection in
            var loader = StateLoader(reader: EntryReader(connection: connection, keys: keys))
            let order = Order.tighten(id)
            try loader.load(for: order)
            let command = Command(id: Self.freshEvent(), principal: .system, order: order)
            do { _ = try Decider(states: loader.states, terms: terms, now: clock()).decide(command) } catch { return false }
            return true
        }
    }
}

/// How far the open turns were gone through, and under which terms.
private struct TighteningPlace {
    static let name = "tightening"
    var terms: UInt64
    var last: [UInt8] = []
    var isDone = false

    init(terms: UInt64) { self.terms = terms }

    /// Eight bytes for the terms, one for the end, and the last conversation's id; anything else begins anew.
    init?(_ bytes: [UInt8]) {
        guard bytes.count == 9 || bytes.count == 25 else { return nil }
        terms = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        isDone = bytes[8] == 1
        last = Array(bytes.dropFirst(9))
    }

    var bytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: terms >> UInt64(56 - 8 * $0)) } + [isDone ? 1 : 0] + last }
}
