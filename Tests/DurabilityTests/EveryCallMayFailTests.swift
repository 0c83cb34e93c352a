import FoundationEssentials
import Testing

/// Whichever write, sync, renaming or closing fails or is the last: afterwards nothing that was acknowledged is lost, nothing was signed twice
/// differently, and what met the failure said so.
@Suite(.serialized) struct EveryCallMayFailTests {
    /// How many faults are tried of each story: PARLEY_FAULTS, "all" for every one (an hour or so), or as many as a run of all tests has time for.
    private static func limit(_ usual: Int) -> Int? {
        switch ProcessInfo.processInfo.environment["PARLEY_FAULTS"] {
        case "all": nil
        case let text?: Int(text) ?? usual
        case nil: usual
        }
    }

    @Test func whileAServerTakesMessages() async throws { try await play(ServingStory(), atMost: 26) }
    @Test func amidAnErasure() async throws { try await play(ErasingStory(), atMost: 10) }
    @Test func amidAChangeOfKeys() async throws { try await play(RotationStory(), atMost: 8) }
    @Test func amidABackup() async throws { try await play(BackupStory(), atMost: 6) }
    @Test func amidARestore() async throws { try await play(RestoreStory(), atMost: 8) }
    @Test func whenALogGoesOnUnderAnotherKey() async throws { try await play(ContinuationStory(), atMost: 10) }

    /// Every promise broken, in a table of all that was tried.
    private func play(_ story: any Story, atMost usual: Int) async throws {
        let template = try TestServer()
        try await story.prepare(template)
        let counts = try await FaultedRun(on: template).count(story)
        let faults = Fault.spread(over: counts.rows, atMost: Self.limit(usual))
        // Two at a time: each waits for its processes most of the time.
        let lines = await withTaskGroup(of: [Line].self) { group in
            for first in 0..<2 {
                group.addTask {
                    var lines: [Line] = []
                    for place in stride(from: first, to: faults.count, by: 2) {
                        lines.append(await Self.line(place, of: faults[place], in: story, on: template))
                    }
                    return lines
                }
            }
            return await group.reduce(into: []) { $0 += $1 }.sorted { $0.place < $1.place }
        }
        let broken = lines.count { $0.isBroken }
        let whole = lines.map(\.text).joined(separator: "\n")
        #expect(broken == 0, "\(broken) of \(lines.count) faults broke something; counted were \(counts.rows)\n\(whole)")
        if ProcessInfo.processInfo.environment["PARLEY_FAULTS"] != nil { print("\(type(of: story)):\n\(whole)") }
        #expect(lines.contains { !$0.text.contains("not met") }, "no fault came about")
    }

    /// One row of the table.
    private struct Line: Sendable {
        var place: Int
        var text: String
        var isBroken: Bool
    }

    private static func line(_ place: Int, of fault: Fault, in story: any Story, on template: TestServer) async -> Line {
        do {
            let run = try FaultedRun(on: template, fault: fault)
            let outcome = try await run.outcome(of: story)
            let isBroken = !outcome.broken.isEmpty
            let verdict = isBroken ? "BROKEN \(outcome.broken.joined(separator: " | ")) in \(run.server.root)" : "ok"
            return Line(place: place, text: "\(fault): \(outcome.met ? "" : "not met; ")\(outcome.seen): \(verdict)", isBroken: isBroken)
        } catch { return Line(place: place, text: "\(fault): BROKEN \(error)", isBroken: true) }
    }
}
