import Broker
import FoundationEssentials
import SQL
import Storage
import Testing
import Verifier

/// What the policies keep goes when its time is over, under an entry that says so, and never under a legal hold. Both verifiers agree.
@Suite(.serialized) struct RecordsGoWhenTheirTimeIsOverTests {
    static let year: Int64 = 366 * 24 * 60

    static func keeping(_ bank: TestBank) -> RecordKeeping {
        RecordKeeping(desk: bank.desk, intake: bank.intake, clock: { bank.present })
    }

    static let officer = StaffID(RandomIDs.stream())
    static let other = StaffID(RandomIDs.stream())

    @Test func theLongestClassWinsAndAHoldIsStronger() async throws {
        let bank = try await TestBank()
        let records = Self.keeping(bank)
        let plain = try await bank.hear("zebra crossing, my new card", from: "ann")
        let held = try await bank.hear("quagga, still nothing", from: "bob")
        let complaint = try await bank.hear("I want to make a formal complaint about how you treat me, okapi", from: "cas")
        let open = try await bank.hear("gerenuk, when do you open?", from: "dee")
        for id in [plain, held, complaint] { try await bank.resolve(id) }
        _ = try await records.place(on: .customer(try #require(PartyID(held.description))), reason: "claim 4711", by: Self.officer)
        #expect(try await records.due().isEmpty)

        // After four years a complaint's own period is over; the conversation's longer one is not.
        bank.wait(minutes: 4 * Self.year)
        #expect(try await records.due().isEmpty)
        bank.wait(minutes: 3 * Self.year)
        let due = try await records.due()
        #expect(
            Dictionary(uniqueKeysWithValues: due.map { ($0.conversation, $0.outcome) }) == [
                plain.description: .due, held.description: .held, complaint.description: .due, open.description: .waiting,
            ])
        #expect(due.allSatisfy { $0.retention == "conversation" && !$0.source.isEmpty && $0.entries > 0 })

        // Looking destroyed nothing.
        #expect(try bank.store.conversation(plain)?.lines.contains { $0.text?.contains("zebra") == true } == true)
        let before = try await bank.evidence(about: .conversation(plain))
        let clock = try #require(try bank.store.conversation(plain)?.state.clock)
        let object = try #require(try bank.contentObject(of: plain))
        let sealed = try bank.sealed(object)

        let done = try await records.sweep(by: Self.officer)
        #expect(done.count { $0.outcome == .destroyed } == 2 && done.count { $0.outcome == .held } == 1)
        #expect(try await records.sweep(by: Self.officer).count { $0.outcome == .destroyed } == 0)
        let page = try #require(try bank.store.conversation(plain))
        #expect(page.lines.allSatisfy { $0.text == nil } && page.lines.first?.events == nil)
        // What leaves alone tell stays: the clock, the counts.
        #expect(page.state.clock == clock && page.state.inboundCount == 1)
        #expect(try bank.store.conversation(held)?.lines.contains { $0.text?.contains("quagga") == true } == true)
        for file in try bank.files() { #expect(!file.bytes.holds(Array(sealed.suffix(16))), "\(file.name)") }

        let bytes = try await bank.evidence(about: .conversation(plain))
        let report = try EvidenceIsWholeOrSaysWhatIsMissingTests.verify(bytes, bank)
        #expect(report.verified && report.erasedFields > 0, "\(report.failures)")
        #expect(!String(decoding: bytes, as: UTF8.self).contains("zebra"))
        #expect(try EvidenceIsWholeOrSaysWhatIsMissingTests.verify(before, bank).verified)
        let export = try bank.export(to: "export")
        let opinion = try Program.output(of: [
            "/usr/bin/env", "python3", "-B", "\(Program.repository)/Tests/EvidenceCheck/evidence_check.py", export, "--key", bank.log.line,
        ])
        #expect(opinion.status == 0, "\(opinion.text)")

        // The hold is lifted, and the next sweep takes it.
        let hold = try #require(try bank.store.standingHolds().first)
        _ = try await records.lift(hold.hold, reason: "settled", by: Self.officer)
        #expect(Set(try await records.sweep(by: Self.officer).map(\.outcome)) == [.destroyed, .waiting])
        #expect(try bank.store.conversation(held)?.lines.allSatisfy { $0.text == nil } == true)
    }

    @Test func aDutyToKeepIsStrongerThanARequest() async throws {
        let bank = try await TestBank()
        let records = Self.keeping(bank)
        let complaint = try await bank.hear("I want to make a formal complaint about how you treat me, okapi", from: "cas")
        let customer = try #require(PartyID(complaint.description))
        await #expect("a duty") { _ = try await records.askErasure(of: customer, basis: "art. 17", by: Self.officer) } throws: { error in
            if case .refused(.kept)? = error as? StorageError { "\(error)".contains("DISP 1.9.1R") } else { false }
        }
        bank.wait(minutes: 4 * Self.year)
        let asked = try await records.askErasure(of: customer, basis: "art. 17", by: Self.officer)
        #expect(asked.count == 1)
        let request = try #require(try bank.store.erasureRequests().first)
        await #expect(throws: StorageError.self, "the same person") { _ = try await records.confirm(request.asked, by: Self.officer) }
        _ = try await records.decline(request.asked, reason: "not yet", by: Self.other)
        #expect(try bank.store.erasureRequests().isEmpty)
        await #expect(throws: StorageError.self, "declined") { _ = try await records.confirm(request.asked, by: Self.other) }
        _ = try await records.askErasure(of: customer, basis: "art. 17", by: Self.officer)
        _ = try await records.confirm(try #require(EventID(customerOf(complaint, bank).description)), by: Self.other)
        #expect(try bank.store.conversation(complaint)?.lines.allSatisfy { $0.text == nil } == true)
    }

    private func customerOf(_ id: ConversationID, _ bank: TestBank) throws -> PartyID {
        try #require(try bank.store.conversation(id)?.state.parties.first)
    }

    @Test func wordsAreTakenOutOfOneMessage() async throws {
        let bank = try await TestBank()
        let records = Self.keeping(bank)
        let id = try await bank.hear("My neighbour Mr Okapi has the same trouble", from: "ann")
        try await bank.hear("and a second message", from: "ann")
        let before = try await bank.evidence(about: .conversation(id))
        let message = try #require(try bank.store.conversation(id)?.state.messages.first)
        let object = try #require(try bank.contentObject(of: id))
        let sealed = try bank.sealed(object)
        let hold = try await records.place(on: .conversation(id), reason: "claim", by: Self.officer)
        await #expect(throws: StorageError.self, "held") {
            _ = try await records.redact(message, span: 13..<21, reason: "a name", by: Self.officer)
        }
        let placed = try #require(try bank.store.entry(at: hold.index)?.leaf.eventID)
        _ = try await records.lift(placed, reason: "over", by: Self.officer)

        _ = try await records.redact(message, span: 13..<21, reason: "a name", by: Self.officer)
        let page = try #require(try bank.store.conversation(id))
        let view = ConversationView(page, sealed: bank.store.status.sealed)
        #expect(view.lines.first { $0.event == message.description }?.text == "My neighbour [taken out] has the same trouble")
        let report = try EvidenceIsWholeOrSaysWhatIsMissingTests.verify(try await bank.evidence(about: .conversation(id)), bank)
        #expect(report.verified && report.erasedFields > 0, "\(report.failures)")
        #expect(try EvidenceIsWholeOrSaysWhatIsMissingTests.verify(before, bank).verified)
        for file in try bank.files() { #expect(!file.bytes.holds(Array(sealed.suffix(16))), "\(file.name)") }
        await #expect(throws: StorageError.self, "beyond the end") {
            _ = try await records.redact(message, span: 40..<4_000, reason: "a name", by: Self.officer)
        }
        _ = try await records.redact(message, span: nil, reason: "all of it", by: Self.officer)
        let emptied = ConversationView(try #require(try bank.store.conversation(id)), sealed: 0)
        #expect(emptied.lines.first { $0.event == message.description }?.text == "[taken out]")
        let again = try EvidenceIsWholeOrSaysWhatIsMissingTests.verify(try await bank.evidence(about: .conversation(id)), bank)
        #expect(again.verified, "\(again.failures)")
    }

    @Test func whatItsNetworkTookAwayLeavesATombstone() async throws {
        let bank = try await TestBank()
        let id = try await bank.hear("okapi, my card was refused", from: "ann")
        let kept = try await bank.hear("I want to make a formal complaint about how you treat me, quagga", from: "bob")
        for (conversation, platform) in [(id, "x"), (kept, "sandbox")] {
            let message = try #require(try bank.store.conversation(conversation)?.state.messages.first)
            _ = try await bank.store.submit(
                Command(
                    id: RandomIDs.event(), principal: .network,
                    order: .withdraw(
                        WithdrawOrder(conversation: conversation, message: message, at: bank.present, platform: platform))))
        }
        // On X nothing stays but that it was there; elsewhere the record of a complaint is kept, and not shown.
        let gone = try #require(try bank.store.conversation(id))
        #expect(gone.lines.allSatisfy { $0.text == nil } && gone.lines.first?.events != nil && gone.state.inboundCount == 1)
        let hidden = try #require(try bank.store.conversation(kept))
        #expect(hidden.lines.contains { $0.text?.contains("quagga") == true })
        #expect(ConversationView(hidden, sealed: 0).lines.allSatisfy { $0.text == nil })
        for conversation in [id, kept] {
            let report = try EvidenceIsWholeOrSaysWhatIsMissingTests.verify(
                try await bank.evidence(about: .conversation(conversation)), bank)
            #expect(report.verified && (report.erasedFields > 0) == (conversation == id), "\(report.failures)")
        }
    }

    /// X wants what was deleted to be gone; a court wants it kept. Only X's own permission, named in `x_permission_ref`, lets both stand.
    @Test(arguments: [nil, "X-2027-0114"]) func underALegalHoldXDecides(permission: String?) async throws {
        let bank = try await TestBank(xPermission: permission)
        let file = String(decoding: try #require(FileManager.default.contents(atPath: bank.home.configuration)), as: UTF8.self)
        #expect(file.contains(#""x_permission_ref" : "X-2027-0114""#) == (permission != nil), "\(file)")
        let held = try await bank.hear("okapi, my card was refused", from: "ann")
        let free = try await bank.hear("quagga, so was mine", from: "bob")
        _ = try await Self.keeping(bank).place(on: .conversation(held), reason: "claim", by: Self.officer)
        for conversation in [held, free] {
            let message = try #require(try bank.store.conversation(conversation)?.state.messages.first)
            _ = try await bank.store.submit(
                Command(
                    id: RandomIDs.event(), principal: .network,
                    order: .withdraw(WithdrawOrder(conversation: conversation, message: message, at: bank.present, platform: "x"))))
        }
        let stays = try #require(try bank.store.conversation(held))
        #expect(stays.lines.contains { $0.text?.contains("okapi") == true } == (permission != nil))
        #expect(ConversationView(stays, sealed: 0).lines.allSatisfy { $0.text == nil }, "kept apart, and not shown")
        #expect(try #require(try bank.store.conversation(free)).lines.allSatisfy { $0.text == nil }, "no hold, no reason to keep it")
        let report = try EvidenceIsWholeOrSaysWhatIsMissingTests.verify(try await bank.evidence(about: .conversation(held)), bank)
        #expect(report.verified && (report.erasedFields == 0) == (permission != nil), "\(report.failures)")
    }

    @Test func aPersonGetsEverythingThatIsHeldOnThem() async throws {
        let bank = try await TestBank()
        let records = Self.keeping(bank)
        let id = try await bank.hear("okapi, my card was refused", from: "ann")
        bank.wait(minutes: 2)
        try await bank.answer(id, "Sorry to hear that. We are looking into it.")
        try await bank.hear("quagga, nobody else's business", from: "bob")
        let archive = try await records.access(
            of: try #require(PartyID(id.description)), purpose: "access request of 3 March", by: Self.officer,
            names: StaffNames([Self.officer: "Cleo"]),
            page: { file in Array("<title>\(file.records.count)</title>\n".utf8) })
        let text = String(decoding: archive.bytes, as: UTF8.self)
        #expect(text.contains("okapi, my card was refused") && text.contains("We are looking into it") && text.contains("\"by\":\"you\""))
        #expect(!text.contains("quagga") && text.contains("index.html") && text.contains("SHA256SUMS"))
        // Who took it is an entry before it leaves, and the next one says so.
        let newest = try #require(try bank.store.entry(at: bank.store.status.accepted - 1))
        #expect(newest.leaf.commandType == CommandType.export.rawValue)
        await bank.seal()
        let report = try EvidenceIsWholeOrSaysWhatIsMissingTests.verify(try await bank.evidence(about: .conversation(id)), bank)
        #expect(report.verified, "\(report.failures)")
    }
}

extension TestBank {
    struct File {
        var name: String
        var bytes: [UInt8]
    }

    /// Every file of the server's folder, whole.
    func files() throws -> [File] {
        try FileManager.default.subpathsOfDirectory(atPath: home.path).compactMap { name in
            FileManager.default.contents(atPath: "\(home.path)/\(name)").map { File(name: name, bytes: Array($0)) }
        }
    }

    /// The ciphertext of an object.
    func sealed(_ object: ObjectID) throws -> [UInt8] {
        try store.readers.read { connection in
            try #require(
                try connection.first("SELECT sealed FROM vault_content WHERE number = $1", .integer(Int64(object.number))) {
                    (row) throws(SQLError) in try row.blob(0)
                })
        }
    }
}

extension [UInt8] {
    /// Whether these bytes stand anywhere in it.
    func holds(_ bytes: [UInt8]) -> Bool { Data(self).firstRange(of: Data(bytes)) != nil }
}
