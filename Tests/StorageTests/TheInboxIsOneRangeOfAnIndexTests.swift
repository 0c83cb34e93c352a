import Conversations
import Ledger
import SQL
import Testing

@testable import Storage

/// The queue, page by page, against a sort of everything.
@Suite struct TheInboxIsOneRangeOfAnIndexTests {
    @Test func pagesAreWhatSortingEverythingGives() async throws {
        let running = try await RunningStore()
        var crowd = Crowd(seed: 31, running)
        for _ in 0..<8 { try await crowd.go(150) }
        let store = running.store
        let all = try store.inbox(openOnly: false, limit: .max)
        #expect(all.count > 100)
        let staff = Set(all.compactMap(\.assigned)).map { InboxFilter.assigned($0) }
        let routes = try store.routes().map { InboxFilter.route($0) }
        #expect(Set(try store.routes()) == Set(all.filter { $0.status == "open" }.compactMap(\.route)))
        #expect(!staff.isEmpty)
        for filter in [.open, .resolved, .unassigned, .moving] + staff + routes {
            let expected = all.filter { Self.holds($0, filter) }.sorted { ($0.place, $0.id.description) < ($1.place, $1.id.description) }
            var pages: [InboxRow] = []
            var cursor: InboxCursor?
            while true {
                let page = try store.inbox(filter, after: cursor, limit: 7)
                pages += page
                guard page.count == 7, let last = page.last else { break }
                cursor = InboxCursor(place: last.place, id: last.id)
            }
            #expect(pages.map(\.id) == expected.map(\.id), "\(filter)")
            #expect(try store.inboxCount(filter, limit: 1_000) == expected.count)
            #expect(try store.inboxCount(filter, limit: 3) == min(3, expected.count))
            let now = Timestamp(milliseconds: 1_767_614_400_000 + 3_600_000)
            #expect(try store.inboxCount(filter, before: now, limit: 1_000) == expected.count { $0.place < now.milliseconds })
        }
        await running.close()
    }

    private static func holds(_ row: InboxRow, _ filter: InboxFilter) -> Bool {
        switch filter {
        case .open: row.status == "open"
        case .resolved: row.status == "resolved"
        case .assigned(let staff): row.status == "open" && row.assigned == staff
        case .unassigned: row.status == "open" && row.assigned == nil
        case .route(let route): row.status == "open" && row.route == route
        case .moving: row.status == "open" && (row.handoff == "offered" || row.handoff == "opened")
        }
    }

    /// What is due comes first, by its due time; then what waits for the customer, the newest first.
    @Test func nextDueIsFirst() async throws {
        let running = try await RunningStore()
        var crowd = Crowd(seed: 32, running)
        for _ in 0..<6 { try await crowd.go(100) }
        let rows = try running.store.inbox(.open, after: nil, limit: 1_000)
        let due = rows.prefix { $0.turnStart != nil }
        #expect(!due.isEmpty && due.count < rows.count)
        #expect(rows.dropFirst(due.count).allSatisfy { $0.turnStart == nil })
        let instants = due.compactMap { $0.due ?? $0.turnStart }
        #expect(instants.count == due.count)
        #expect(zip(instants, instants.dropFirst()).allSatisfy { $0 <= $1 })
        let waiting = rows.dropFirst(due.count)
        #expect(zip(waiting, waiting.dropFirst()).allSatisfy { $0.updated >= $1.updated })
        await running.close()
    }

    /// No page sorts and no page looks at more rows than it shows.
    @Test func everyListIsOneRange() async throws {
        let running = try await RunningStore()
        let conditions = [
            "status = 0", "status = 1", "status = 0 AND assigned = x'00'", "status = 0 AND assigned IS NULL", "status = 0 AND route = 'r'",
            "status = 0 AND handoff IN ('offered', 'opened')",
        ]
        for condition in conditions {
            for after in ["", " AND (place, id) > (5, x'00')"] {
                let plan = try running.store.readers.read { connection in
                    try connection.query(
                        "EXPLAIN QUERY PLAN SELECT \(InboxRow.columns) FROM conversation WHERE \(condition)\(after) ORDER BY place, id LIMIT 31"
                    ) { (row) throws(SQLError) in try row.text(3) }
                }.joined(separator: "; ")
                #expect(plan.contains("USING INDEX conversation_") && !plan.contains("TEMP B-TREE") && !plan.contains("SCAN"), "\(plan)")
                #expect(after.isEmpty || plan.contains("(place,id)>"), "\(plan)")
            }
        }
        await running.close()
    }

    /// The words of a row are those of the newest message, as it stands now.
    @Test func wordsFollowTheNewestMessage() async throws {
        let running = try await RunningStore()
        var crowd = Crowd(seed: 33, running)
        let store = running.store
        let first = try await store.submit(crowd.receive(from: 7, on: .xDM))
        let row = try #require(try store.inbox(.open, after: nil, limit: 2).first)
        #expect(row.newest == first.index && row.heard == first.index)
        var words = try #require(try store.words(of: [row]).first)
        #expect(words.text == "words of 7" && words.name == "name" && words.handle == "handle" && !words.isOurs && words.channel == .xDM)

        let conversation = try #require(first.conversation)
        let message = try #require(try store.conversation(conversation)?.lines.first?.leaf.eventID)
        _ = try await store.submit(
            Command(
                id: crowd.event(), principal: .network,
                order: .withdraw(WithdrawOrder(conversation: conversation, message: message, at: running.time()))))
        let after = try #require(try store.inbox(of: [conversation]).first)
        words = try #require(try store.words(of: [after]).first)
        #expect(words.isWithdrawn && words.text == nil && words.name == "name")
        await running.close()
    }
}
