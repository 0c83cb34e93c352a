import Broker
import FoundationEssentials
import Ledger
import Storage
import Testing
import Verifier

/// What the server wrote, strangers can verify; what anybody changed, they refuse.
@Suite(.serialized) struct AnExportVerifiesAnywhereTests {
    /// Conversations with answers and without, past the width of one tile.
    static func bank() async throws -> TestBank {
        let bank = try await TestBank()
        for customer in 0..<4 {
            let conversation = try await bank.hear("still waiting for my new card", from: "customer\(customer)")
            bank.wait(minutes: 7)
            try await bank.hear("hello?", from: "customer\(customer)", minutesAgo: 3)
            if customer % 2 == 0 { try await bank.answer(conversation, "Sorry to keep you waiting, we are looking into it now.") }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<260 { group.addTask { try await bank.heartbeat() } }
            try await group.waitForAll()
        }
        await bank.seal()
        return bank
    }

    @Test func bothVerifiersSayYesAndNoToTheSameFolders() async throws {
        let bank = try await Self.bank()
        let folder = try bank.export(to: "export")
        let report = try verify(folder, bank)
        #expect(report.verified, "\(report.findings)")
        #expect(report.counts.entries > 270)
        #expect(report.counts.termsFiles > 8)
        #expect(report.counts.disclosedFields > 260)
        #expect(report.assurance.highest == .keyAndExport)

        let built = try Program.output(of: ["/bin/sh", "\(Program.repository)/Tests/LedgerCheck/build.sh"])
        try #require(built.status == 0, "the checker could not be built: \(built.text)")
        let checker = built.text.split(separator: "\n").last.map(String.init) ?? ""
        let independent = try Program.output(of: [checker, folder, bank.log.line])
        #expect(independent.status == 0, "\(independent.text)")

        let second = [
            "/usr/bin/env", "python3", "-B", "\(Program.repository)/Tests/EvidenceCheck/evidence_check.py", folder, "--key", bank.log.line,
        ]
        let opinion = try Program.output(of: second)
        #expect(opinion.status == 0, "\(opinion.text)")

        for file in ["checkpoint", "tile/0/000", "tile/entries/000"] {
            try flip(file, in: folder)
            #expect(try !verify(folder, bank).verified, "a changed \(file) went unnoticed")
            #expect(try Program.output(of: [checker, folder, bank.log.line]).status == 1)
            #expect(try Program.output(of: second).status == 1)
            try flip(file, in: folder)
        }
        // What the Go tools do not look at.
        let terms = try #require(try FileManager.default.contentsOfDirectory(atPath: folder + "/terms").first)
        for file in ["disclosures.jsonl", "terms/\(terms)"] {
            try flip(file, in: folder)
            #expect(try !verify(folder, bank).verified, "a changed \(file) went unnoticed")
            #expect(try Program.output(of: second).status == 1)
            try flip(file, in: folder)
        }
        #expect(try verify(folder, bank).verified)
    }

    @Test func anExportWorksWhileWritingGoesOn() async throws {
        let bank = try await Self.bank()
        let writing = Task {
            while !Task.isCancelled { try await bank.heartbeat() }
        }
        var sizes: [UInt64] = []
        for number in 0..<3 {
            let report = try verify(try bank.export(to: "export\(number)"), bank)
            #expect(report.verified, "\(report.findings)")
            sizes.append(report.checkpoint?.size ?? 0)
            let before = bank.store.status.sealed
            await bank.store.waitUntilSealed(before)
        }
        writing.cancel()
        try await writing.value
        #expect(sizes == sizes.sorted() && sizes.first != sizes.last)
    }

    @Test func nothingIsEverOverwritten() async throws {
        let bank = try await TestBank()
        await bank.seal()
        let folder = bank.path("full")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        try Data("mine".utf8).write(to: URL(filePath: folder + "/notes"))
        #expect(throws: StorageError.self) { try bank.export(to: "full") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["notes"])
    }

    @Test func nothingAboutAPersonIsInIt() async throws {
        let bank = try await TestBank()
        try await bank.hear("zebra crossing 5105 1051 0510 5100", from: "quuxhandle")
        await bank.seal()
        let folder = try bank.export(to: "export")
        for secret in ["zebra", "quuxhandle", "5105"] {
            let found = try Program.output(of: ["/usr/bin/grep", "-rlaF", "--exclude-dir=terms", secret, folder])
            #expect(found.status == 1, "\(secret) stands in \(found.text)")
        }
    }

    @Test func everyEntryIsProvedByItself() async throws {
        let bank = try await TestBank()
        for number in 0..<5 { try await bank.hear("message", from: "customer\(number)") }
        await bank.seal()
        let folder = try bank.export(to: "export")
        let verifier = ProofVerifier(key: try VerifyingKey(bank.log.line))
        var last: EntryProof?
        for index in 0..<6 as Range<UInt64> {
            let made = try EntryProof(.index(index), in: folder)
            let proven = try verifier.verify(proof: made.proof.encode(), leaf: made.leaf)
            #expect(proven.index == index)
            let event = try #require(EventID(proven.leaf.event.bytes))
            #expect(try EntryProof(.event(event), in: folder).index == index)
            if let last {
                #expect(throws: ProofVerifier.Failure.notIncluded(index: index)) {
                    try verifier.verify(proof: made.proof.encode(), leaf: last.leaf)
                }
            }
            last = made
        }
        #expect(throws: StorageError.self) { try EntryProof(.index(6), in: folder) }
    }

    private func verify(_ folder: String, _ bank: TestBank) throws -> VerificationReport {
        var settings = ExportVerification.Settings()
        settings.key = bank.log.line
        return try ExportVerification(folder, settings).report
    }

    /// Changes one bit in the middle of a file, or back.
    private func flip(_ file: String, in folder: String) throws {
        let url = URL(filePath: "\(folder)/\(file)")
        var data = try Data(contentsOf: url)
        data[data.count / 2] ^= 4
        try data.write(to: url)
    }
}
