import Broker
import FoundationEssentials
import Glibc
import SQL
import Storage
import Testing
import Verifier

/// What leaves as evidence is whole and says of what; what is gone is gone on record, or the file is refused.
@Suite(.serialized) struct EvidenceIsWholeOrSaysWhatIsMissingTests {
    /// Both verifiers' answers to one file; they must be the same.
    static func verify(_ bytes: [UInt8], _ bank: TestBank, _ name: String = "evidence.tar") throws -> EvidenceReport {
        let report = EvidenceVerifier(pinnedKey: try VerifyingKey(bank.log.line)).verify(bytes)
        let path = bank.path(name)
        try Data(bytes).write(to: URL(filePath: path))
        let second = try Program.output(of: [
            "/usr/bin/env", "python3", "-B", "\(Program.repository)/Tests/EvidenceCheck/evidence_check.py", path, "--key", bank.log.line,
        ])
        #expect(second.status == (report.verified ? 0 : 1), "\(report.failures) \(second.text)")
        return report
    }

    @Test func everyKindOfEvidenceVerifiesTwice() async throws {
        let bank = try await TestBank()
        let first = try await bank.hear("still waiting for my new card", from: "penny")
        let question = try await bank.hear("when do you open?", from: "dan")
        bank.wait(minutes: 3)
        try await bank.answer(first, "Sorry to keep you waiting, we are looking into it now.")
        let complaint = try await bank.hear("I want to make a formal complaint about how you treat me", from: "olive")

        let whole = try Self.verify(try await bank.evidence(about: .conversation(first)), bank)
        #expect(whole.verified, "\(whole.failures)")
        #expect(whole.coverage.map(\.stream.description) == [first.description])
        #expect(whole.withheldFields == 0 && whole.erasedFields == 0 && whole.disclosedFields >= 6)
        #expect(whole.evidenceKey?.name == "\(bank.log.name)/evidence")

        // The customer who began it, by the conversation's id.
        let customer = try Self.verify(
            try await bank.evidence(about: try #require(EvidenceSubject(kind: "customer", which: first.description))), bank)
        #expect(customer.verified, "\(customer.failures)")
        #expect(customer.coverage.contains { $0.isParty } && customer.coverage.contains { $0.stream.description == first.description })

        let recorded = try Self.verify(
            try await bank.evidence(about: try #require(EvidenceSubject(kind: "complaint-record", which: complaint.description))), bank)
        #expect(recorded.verified, "\(recorded.failures)")
        #expect(recorded.coverage.map(\.stream.description) == [complaint.description])
        await #expect(throws: StorageError.self, "no complaint") {
            try await bank.evidence(about: try #require(EvidenceSubject(kind: "complaint-record", which: question.description)))
        }

        let range = try Self.verify(try await bank.evidence(about: .range(EntryRange(first: 1, last: 3))), bank)
        #expect(range.verified, "\(range.failures)")
        #expect(range.coverage.isEmpty, "a part proves no conversation whole")
        #expect(range.undetected.contains { $0.contains("no conversation in it is proved whole") })
        await #expect(throws: StorageError.self, "beyond the log") {
            try await bank.evidence(about: .range(EntryRange(first: 1, last: 1_000_000)))
        }
    }

    @Test func aMergedConversationBringsItsParts() async throws {
        let bank = try await TestBank()
        let into = try await bank.hear("nobody answers", from: "cleo")
        let part = try await bank.hear("same matter, other account", from: "dan")
        _ = try await bank.desk.order(.merge(part, into: into), by: StaffID(RandomIDs.stream()))
        let report = try Self.verify(try await bank.evidence(about: .conversation(part)), bank)
        #expect(report.verified, "\(report.failures)")
        #expect(report.subject?.description == "conversation \(into)", "the part is in the whole")
        #expect(Set(report.coverage.map(\.stream.description)) == [into.description, part.description])
    }

    /// Where the key's file is gone, a new key is made and announced before it signs; what was signed before stays good.
    @Test func aNewEvidenceKeyIsAnnouncedBeforeItSigns() async throws {
        let bank = try await TestBank()
        let conversation = try await bank.hear("when do you open?", from: "dan")
        let first = try await bank.evidence(about: .conversation(conversation))
        let key = try Self.verify(first, bank).evidenceKey
        #expect(key != nil)
        try FileManager.default.removeItem(atPath: bank.home.evidenceKey)
        let second = try Self.verify(try await bank.evidence(about: .conversation(conversation)), bank)
        #expect(second.verified && second.evidenceKey != nil && second.evidenceKey != key, "\(second.failures)")
        #expect(try Self.verify(first, bank).verified)
        // Nobody else may read it.
        #expect(chmod(bank.home.evidenceKey, 0o644) == 0)
        await #expect(throws: StorageError.self) { try await bank.evidence(about: .conversation(conversation)) }
    }

    /// More streams than one entry can name.
    @Test func aCustomerOfManyConversationsIsSealedByManyEntries() async throws {
        let bank = try await TestBank()
        var conversations: [ConversationID] = []
        for _ in 0..<9 {
            let conversation = try await bank.hear("another thing", from: "penny")
            conversations.append(conversation)
            try await bank.resolve(conversation)
            bank.wait(minutes: 1)
        }
        #expect(Set(conversations).count == 9)
        let report = try Self.verify(
            try await bank.evidence(about: try #require(EvidenceSubject(kind: "customer", which: conversations[4].description))), bank)
        #expect(report.verified, "\(report.failures)")
        #expect(report.coverage.count == 10 && report.sealedBy.count == 2)
    }

    @Test func lawfulErasureIsToldFromDestruction() async throws {
        let bank = try await TestBank()
        let lawful = try await bank.hear("zebra crossing, my new card", from: "ann")
        try await bank.hear("quagga, still nothing", from: "ann")
        let destroyed = try await bank.hear("okapi, when do you open?", from: "bob")
        let before = try await bank.evidence(about: .conversation(lawful))
        let erasure = try await bank.erase(lawful)

        let bytes = try await bank.evidence(about: .conversation(lawful))
        let report = try Self.verify(bytes, bank)
        #expect(report.verified, "\(report.failures)")
        #expect(report.erasures == [erasure] && report.erasedFields >= 4)
        #expect(!String(decoding: bytes, as: UTF8.self).contains("zebra"))
        // What was taken along before still verifies.
        #expect(try Self.verify(before, bank).verified)

        // Somebody overwrites what was said, without an entry.
        let object = try #require(try bank.contentObject(of: destroyed))
        try await bank.store.note { connection in
            try connection.run(
                "UPDATE vault_content SET sealed = zeroblob(length(sealed)) WHERE number = $1", .integer(Int64(object.number)))
        }
        let found = try Self.verify(try await bank.evidence(about: .conversation(destroyed)), bank)
        #expect(!found.verified)
        #expect(found.failures.count == 1 && found.failures[0].contains("destroyed or is kept back"), "\(found.failures)")
    }

    /// A message that was redacted later: its first words are gone, the entry that has the others says so, its facts stay.
    @Test func whatStaysOfAnEntryIsStillProved() async throws {
        let bank = try await TestBank()
        let conversation = try await bank.hear("my card is 5105 1051", from: "ann")
        bank.wait(minutes: 1)
        try await bank.hear("0510 5100", from: "ann")
        let bytes = try await bank.evidence(about: .conversation(conversation))
        let report = try Self.verify(bytes, bank)
        #expect(report.verified, "\(report.failures)")
        #expect(report.erasedFields > 0 && report.erasures.count == 1, "\(report.erasures)")
        #expect(!String(decoding: bytes, as: UTF8.self).contains("5105 1051"))
    }
}
