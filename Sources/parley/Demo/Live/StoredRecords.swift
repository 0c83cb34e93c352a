import Broker
import Sandbox

/// What the server keeps of each message, read over its API by an auditor, for whom each look at a conversation is an entry.
actor StoredRecords {
    private let auditor: Agent
    private let disk: DiskReader
    private var rows: [String: Agent.Row] = [:]
    private var records: [String: SandboxRecord] = [:]
    /// Which conversation a message is in.
    private var places: [String: String] = [:]
    private var known: (accepted: UInt64, sealed: UInt64)?
    private var refreshed: ContinuousClock.Instant?
    /// One look for everybody who asks meanwhile.
    private var looking: Task<Void, any Error>?

    private static let pause = Duration.milliseconds(400)

    init(_ setting: Stage.Setting) {
        auditor = setting.auditor
        disk = DiskReader(folder: setting.home.path)
    }

    func records(_ ids: [String]) async throws -> [String: SandboxRecord] {
        if let looking {
            try await looking.value
        } else if refreshed.map({ .now - $0 >= Self.pause }) ?? true {
            let task = Task { try await look(ids) }
            looking = task
            defer { looking = nil }
            try await task.value
        }
        return records.filter { ids.contains($0.key) }
    }

    /// Reads the conversations in which something may have changed.
    private func look(_ ids: [String]) async throws {
        let status = try await auditor.status()
        refreshed = .now
        if let known, known == (status.accepted, status.sealed) { return }
        let open = Set(ids.compactMap { places[$0] })
        for row in try await auditor.inbox() where rows[row.id] != row || open.contains(row.id) {
            let view = try await auditor.read(row.id)
            for line in view.lines where line.kind == "in" {
                guard let source = line.source else { continue }
                places[source] = row.id
                records[source] = SandboxRecord(
                    text: line.text, decision: line.decision, findings: line.redactions, labels: view.labels, rules: line.rules,
                    due: view.due, entry: line.index, isSealed: line.sealed)
            }
            rows[row.id] = row
        }
        known = (status.accepted, status.sealed)
    }

    nonisolated var window: SandboxRecords {
        SandboxRecords(records: { try await self.records($0) }, search: { [disk] in try await disk.search($0) })
    }
}
