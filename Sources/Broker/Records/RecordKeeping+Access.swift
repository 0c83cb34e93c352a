public import Conversations
import Crypto
import FoundationEssentials
import Ledger
import Storage

extension RecordKeeping {
    public struct Archive: Sendable {
        public var name: String
        public var bytes: [UInt8]
    }

    /// How often somebody's newer message may make it start again.
    private static let attempts = 5

    /// Everything that is held on a customer, in one archive for them; entries say who took it, and what for, before it leaves (law 8).
    /// - Parameters:
    ///   - names: what somebody of the firm is called.
    ///   - page: the page that people read.
    public func access(
        of customer: PartyID, purpose: String, by staff: StaffID, names: StaffNames,
        page: @Sendable (PersonalFile) -> [UInt8]
    ) async throws -> Archive {
        let party = try party(customer)
        let purpose = Desk.kept(purpose)
        for _ in 0..<Self.attempts {
            let held = try await apart { try store.held(on: party.id) }
            var file = PersonalFile(customer: party.id, records: [], taken: clock(), purpose: purpose)
            file.records = held.lines.map { record($0, of: party, held, names) }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            var lines: [UInt8] = []
            for record in file.records { lines += try encoder.encode(record) + [0x0A] }
            let files = [("index.html", page(file)), ("records.jsonl", lines), ("withheld.txt", Self.withheld(file))]
            let manifest = Array(files.map { name, bytes in "\(Self.digest(bytes))  \(name)\n" }.joined().utf8)
            guard let index = try await recordAccess(held.covered, purpose, Self.digest(manifest), by: staff) else { continue }
            guard await store.waitUntilSealed(index) else { throw StorageError.busy }
            return Archive(name: "access-\(index).tar", bytes: Store.tape(files + [("SHA256SUMS", manifest)]))
        }
        throw StorageError.refused(.wentOn)
    }

    /// The entries that say who took what; nil where something went on meanwhile.
    private func recordAccess(
        _ covered: [ExportOrder.Covered], _ purpose: String, _ manifest: String, by staff: StaffID
    ) async throws(StorageError) -> UInt64? {
        let commands = stride(from: 0, to: covered.count, by: ExportOrder.mostCovered).map { start in
            let order = ExportOrder(
                covered: Array(covered.dropFirst(start).prefix(ExportOrder.mostCovered)), purpose: purpose, manifest: manifest)
            return Command(id: RandomIDs.event(), principal: .staff(staff), order: .export(order))
        }
        var newest: UInt64 = 0
        for result in try await store.submit(together: commands) {
            switch result {
            case .success(let receipt): newest = max(newest, receipt.index)
            case .failure(.refused(.wentOn)): return nil
            case .failure(let error): throw error
            }
        }
        return newest
    }

    private func record(
        _ line: ConversationPage.Line, of party: PartyState, _ held: HeldRecords, _ names: StaffNames
    ) -> PersonalRecord {
        let type = CommandType(rawValue: line.leaf.commandType)
        var record = PersonalRecord(
            index: line.index, at: Timestamp(milliseconds: line.leaf.recordedTime).description, kind: type.map { "\($0)" } ?? "unknown",
            conversation: line.leaf.streams.first { $0.kind == .conversation }.map { "\($0.id)" },
            channel: ChannelKind(rawValue: line.leaf.channelKind)?.word)
        let staff = line.leaf.streams.first { $0.kind == .agent }.map { StaffID($0.id) }
        if let staff { record.staff = names(staff) }
        for event in line.events ?? [] {
            switch event {
            case .received(let received):
                guard received.party == party.id else { return Self.of(somebodyElse: record) }
                record.by = "you"
                record.labels = received.labels.isEmpty ? nil : received.labels
            case .quarantined:
                record.by = "you"
                record.withheld = "nobody has read it yet, and it is not proved to be yours"
                return record
            case .queued(let queued):
                record.by = "the firm"
                if let other = queued.party, other != party.id { return Self.of(somebodyElse: record) }
                if queued.act == ActWords.verification || queued.act == ActWords.invitation {
                    record.withheld = "a one-time code or link"
                    return record
                }
            case .held, .scheduled, .blocked: record.by = "the firm"
            case .labelled(let labelled): record.labels = labelled.added
            case .viewed(let viewed): record.purpose = viewed.purpose
            case .exported(let exported): record.purpose = exported.purpose
            default: break
            }
        }
        if line.events == nil { record.withheld = "destroyed: its entry says when and why" }
        // What took words out of a message has the words that stay; whose message it was decides.
        if type == .redactEarlier, let subject = line.leaf.subject {
            guard held.own.contains(subject) || held.sent.contains(subject) else { return Self.of(somebodyElse: record) }
            record.by = held.own.contains(subject) ? "you" : "the firm"
        }
        record.name = line[.displayName]
        record.handle = line[.handle]
        record.address = line[.address] ?? line[.recipient]
        record.subject = line[.subject]
        record.text = line.text
        return record
    }

    private static func of(somebodyElse record: PersonalRecord) -> PersonalRecord {
        var record = record
        record.by = "somebody else"
        record.withheld = "another person's words"
        return record
    }

    private static func withheld(_ file: PersonalFile) -> [UInt8] {
        let lines = file.withheld.map { "\($0.count) × \($0.reason)\n" }.joined()
        return Array((lines.isEmpty ? "Nothing was withheld.\n" : "Withheld, and why:\n" + lines).utf8)
    }

    private static func digest(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { byte in String(String(UInt16(byte) + 256, radix: 16).suffix(2)) }.joined()
    }
}
