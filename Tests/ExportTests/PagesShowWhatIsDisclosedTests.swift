import Broker
import FoundationEssentials
import Storage
import Testing
import Verifier

/// What people and tools read in an evidence file is what its fields disclose: no link, no code, nothing that is withheld or erased.
@Suite(.serialized) struct PagesShowWhatIsDisclosedTests {
    @Test func aLinkOfAHandoffIsInNoEvidence() async throws {
        let bank = try await TestBank()
        let conversation = try await bank.hear("my new card has not come, can we speak in private?", from: "penny")
        bank.wait(minutes: 2)
        let present = bank.present
        let handoff = HandoffService(
            desk: bank.desk, address: "https://help.bank.test", lifetime: .seconds(3_600), clock: { present })
        let page = try #require(try bank.store.conversation(conversation))
        _ = try await handoff.offer(
            conversation, destination: "sandbox_dm", channel: .sandboxPublic, seen: page.state.head.sequence,
            by: StaffID(RandomIDs.stream()), id: RandomIDs.event())
        let after = try #require(try bank.store.conversation(conversation))
        let link = try #require(after.lines.compactMap(\.text).first { $0.contains("/pick-up/") })
        let token = try #require(link.firstMatch(of: /pick-up\/(\S+)/)).1

        for subject in [
            EvidenceSubject.conversation(conversation), .range(EntryRange(first: 0, last: after.lines.map(\.index).max() ?? 0)),
        ] {
            let bytes = try await bank.evidence(about: subject)
            let report = try EvidenceIsWholeOrSaysWhatIsMissingTests.verify(bytes, bank)
            #expect(report.verified, "\(report.failures)")
            #expect(report.withheldFields > 0)
            let tape = Tape(bytes)
            for file in tape.files {
                #expect(!String(decoding: file.bytes, as: UTF8.self).contains(token), "the link stands in \(file.path)")
            }
            let lines = tape.files.filter { $0.path.hasSuffix(".jsonl") && $0.path != "disclosures.jsonl" }.map {
                String(decoding: $0.bytes, as: UTF8.self)
            }
            #expect(lines.contains { $0.contains(#""missing":"withheld""#) }, "it says that something was withheld")
        }
    }

    @Test func whatIsErasedIsSaidToBe() async throws {
        let bank = try await TestBank()
        let conversation = try await bank.hear("zebra crossing, my new card", from: "ann")
        _ = try await bank.erase(conversation)
        let bytes = try await bank.evidence(about: .range(EntryRange(first: 0, last: 3)))
        #expect(try EvidenceIsWholeOrSaysWhatIsMissingTests.verify(bytes, bank).verified)
        #expect(!String(decoding: bytes, as: UTF8.self).contains("zebra"))
        #expect(String(decoding: Tape(bytes)["index.jsonl"], as: UTF8.self).contains(#""missing":"erased""#))
    }

    /// An export is whole only with the terms that were in force, and with every time stamp that it records: both verifiers name what is not.
    @Test func anExportWithoutItsTermsOrStampsIsRefusedTwice() async throws {
        let bank = try await TestBank()
        let authority = try StampingAuthority(bank.path("tsa"))
        try await bank.hear("when do you open?", from: "dan")
        try await bank.stamp(authority)
        await bank.seal()
        let folder = try bank.export(to: "whole")
        for (what, code) in [("terms", Verifier.Finding.Code.termsMissing), ("time-stamps", .timeStampMissing)] {
            for believed in [String?.none, authority.certificate] {
                let cut = bank.path("without-\(what)-\(believed == nil)")
                try FileManager.default.copyItem(atPath: folder, toPath: cut)
                #expect(try judge(cut, bank, believed) == (true, 0, []), "\(what)")
                try FileManager.default.removeItem(atPath: "\(cut)/\(what)")
                let (isVerified, second, codes) = try judge(cut, bank, believed)
                #expect(!isVerified && second == 1 && codes == [code], "\(what): \(codes), \(second)")
            }
        }
        let one = try #require(try FileManager.default.contentsOfDirectory(atPath: folder + "/terms").first)
        try FileManager.default.removeItem(atPath: "\(folder)/terms/\(one)")
        let (isVerified, second, codes) = try judge(folder, bank, nil)
        #expect(!isVerified && second == 1 && codes == [.termsMissing])
    }

    private func judge(_ folder: String, _ bank: TestBank, _ authority: String?) throws -> (Bool, Int32, Set<Verifier.Finding.Code>) {
        var settings = ExportVerification.Settings()
        settings.key = bank.log.line
        settings.authority = authority
        settings.checksClocks = true
        let report = try ExportVerification(folder, settings).report
        let second = try Program.output(
            of: ["/usr/bin/env", "python3", "-B", AChangeOfKeysIsFollowedTests.checker, folder, "--key", bank.log.line]
                + (authority.map { ["--authority", $0] } ?? []))
        return (report.verified, second.status, Set(report.findings.filter { $0.weight == .failure }.map(\.code)))
    }
}
