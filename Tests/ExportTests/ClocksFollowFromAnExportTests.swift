import Broker
import Ledger
import Storage
import Testing
import Verifier

/// Every due time of an export follows from its leaves and its terms, to the second; one that does not is found.
struct ClocksFollowFromAnExportTests {
    @Test func everyClockIsWorkedOutAgain() async throws {
        // Friday evening: staffed time ends while the first turn runs.
        let bank = try await TestBank(start: "2027-02-05T19:45:00Z")
        let first = try await bank.hear("where is my money", from: "ann")
        try await bank.hear("still nothing, since the morning", from: "ann", minutesAgo: 20)
        try await bank.hear("i dont want to be here tomorrow, i cant see a way out", from: "bob")
        bank.wait(minutes: 5)
        try await bank.answer(first, "We have looked into it and the payment is on its way.")
        try await bank.hear("thanks, and the second one?", from: "ann")
        let into = try await bank.hear("nobody answers", from: "cleo")
        let part = try await bank.hear("same matter, other account", from: "dan", minutesAgo: 9)
        let staff = StaffID(RandomIDs.stream())
        _ = try await bank.desk.order(.merge(part, into: into), by: staff)
        _ = try await bank.desk.order(.unmerge(part: part, from: into), by: staff)
        await bank.seal()
        let folder = try bank.export(to: "export")
        let files = ExportFiles.folder(folder)
        let size = bank.store.status.sealed

        var check = ClockCheck(files, size: size)
        let report = try check.run()
        #expect(report.isRight, "\(report.mismatches)")
        #expect(report.conversations == 4)
        #expect(report.clocks >= 8)
        #expect(report.endedTurns == 1)

        // Each promise a second later: every one of them is noticed.
        var changed = 0
        for index in 0..<size {
            let leaf = try ExportReader(files, size: size).leaf(at: index)
            guard [.start, .earlierStart, .tighten].contains(leaf.clock.operation) else { continue }
            changed += 1
            var tampered = ClockCheck(files.delaying(leaf.event, by: 1_000), size: size)
            let found = try tampered.run()
            #expect(found.mismatches.contains { $0.index == index }, "entry \(index), \(leaf.clock.operation)")
        }
        #expect(changed >= 5)
    }
}

extension ExportFiles {
    /// The same files, with the due time of one leaf moved.
    func delaying(_ event: RandomID, by milliseconds: Int64) -> ExportFiles {
        let read = read
        return ExportFiles(
            read: { path, offset, buffer throws(FileFault) in
                guard let part = try read(path, offset, buffer), path.hasPrefix("tile/entries/") else {
                    return try read(path, offset, buffer)
                }
                let id = event.bytes
                for place in 0..<max(0, part.copied - 116) where buffer[place..<place + 16].elementsEqual("parley/leaf/v01\n".utf8) {
                    guard buffer[place + 100..<place + 116].elementsEqual(id) else { continue }
                    let due = buffer[place + 83..<place + 91].reduce(Int64(0)) { $0 << 8 | Int64($1) } + milliseconds
                    for byte in 0..<8 { buffer[place + 83 + byte] = UInt8(truncatingIfNeeded: due >> Int64(56 - 8 * byte)) }
                }
                return part
            }, list: list)
    }
}
