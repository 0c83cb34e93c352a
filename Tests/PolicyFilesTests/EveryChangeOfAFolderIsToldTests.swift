import Broker
import Policies
import PolicyFiles
import Testing

/// What a folder of policies says otherwise than another is told, wherever it stands, and what asks for less counts as laxer.
struct EveryChangeOfAFolderIsToldTests {
    private static let now = Timestamp(milliseconds: 1_801_000_000_000)

    private func difference(_ file: String, _ old: String, _ new: String) throws -> PolicyDifference {
        let (before, after) = (try SmallFolder.files(), try SmallFolder.files(breaking: file, old, new))
        #expect(before != after, "\(old) is not there")
        return try PolicyDifference(PolicyFolder(files: before), PolicyFolder(files: after), packs: [], now: Self.now)
    }

    /// One change of one line of a file; the part of the answer, or the key of the file, and what it means.
    private static let changes: [(file: String, old: String, new: String, part: String, laxity: String)] = [
        ("packs/small.yaml", "  actions: [record_audit]\n", "", "actions", "laxer"),
        ("packs/small.yaml", "actions: [record_audit]", "actions: [record_audit, notify_supervisor]", "actions", "stricter"),
        ("packs/small.yaml", "approver: supervisor", "approver: mlro", "approver", "otherwise"),
        ("packs/small.yaml", "  deadlines: [three_bd]\n", "", "deadlines", "laxer"),
        ("packs/small.yaml", "  labels: [pan]\n", "  labels: [pan]\n  route: fraud\n", "route", "otherwise"),
        (
            "packs/small.yaml", "  labels: [pan]\n", "  labels: [pan]\n  override: {role: supervisor, reason_required: true}\n", "override",
            "laxer"
        ),
        ("packs/small.yaml", "  labels: [pan]\n", "  labels: [pan]\n  channel: letter\n", "channel", "otherwise"),
        ("packs/small.yaml", "instead: Write a letter.", "instead: Telephone.", "instead", "otherwise"),
        ("packs/small.yaml", "decision: BLOCK", "decision: SEND_WARN", "decision", "laxer"),
        ("packs/small.yaml", "level: likely", "level: certain", "decision", "laxer"),
        ("packs/small.yaml", "count: 3", "count: 2", "deadlines.three_bd", "stricter"),
        ("packs/small.yaml", "count: 3", "count: 4", "deadlines.three_bd", "laxer"),
        (
            "service-levels/standard.yaml", "first_response_minutes: 60", "first_response_minutes: 500", "settings.first_response_minutes",
            "laxer"
        ),
        (
            "service-levels/standard.yaml", "first_response_minutes: 60", "first_response_minutes: 5", "settings.first_response_minutes",
            "stricter"
        ),
        ("calendars/GB-ENG.yaml", "2027-12-27", "2027-12-28", "holidays.[date 2027-12-28].date", "laxer"),
        ("lexicons/small-words.yaml", "very angry|cross", "very cross", "groups.anger (complaint)", "laxer"),
        (
            "lexicons/small-words.yaml", "  - very angry|cross\n", "  - very angry|cross\n  - livid\n", "groups.anger (complaint)",
            "stricter"
        ),
        ("lexicons/small-words.yaml", ", heed: [quotation]", "", "clues.complaint", "laxer"),
    ]

    @Test(arguments: changes) func aChangeIsTold(_ file: String, _ old: String, _ new: String, _ part: String, _ laxity: String) throws {
        let difference = try difference(file, old, new)
        let told = difference.changes.map { ($0.part, $0.laxity) } + difference.terms.map { ($0.key, $0.laxity) }
        #expect(told.contains { $0.0 == part && $0.1 == laxity }, "\(told)")
        #expect((difference.laxer > 0) == (laxity == "laxer"), "\(told)")
    }

    @Test func whatOnlyPeopleReadIsNoChange() throws {
        #expect(try difference("packs/small.yaml", "title: Cards wait", "title: Cards have to wait").isEmpty)
        #expect(try difference("packs/small.yaml", "version: 1", "version: 2").isEmpty)
    }

    @Test func aLexiconThatIsGoneIsToldWithItsLabels() throws {
        let files = try SmallFolder.files()
        let (before, after) = (try PolicyFolder(files: files), try PolicyFolder(files: files.filter { !$0.name.hasPrefix("lexicons/") }))
        let difference = try PolicyDifference(before, after, packs: [], now: Self.now)
        #expect(difference.changes.isEmpty && difference.laxer == 1)
        #expect(difference.terms.map(\.file) == ["lexicons/small-words.yaml"])
        #expect(difference.terms[0].from?.contains("complaint") == true)
        #expect(try PolicyDifference(after, before, packs: [], now: Self.now).laxer == 0)
    }

    @Test func aNarrowedRuleIsToldInFewRowsWithTheRule() throws {
        let folder = try Shipped.folder.get()
        let files = try Shipped.files.get().map { file in
            guard file.name == "packs/pci-dss.yaml" else { return file }
            let text = String(decoding: file.bytes, as: UTF8.self)
            let changed = text.replacing(
                "when: {direction: outbound, finds: [card.pan]}", with: "when: {direction: outbound, channel: whatsapp, finds: [card.pan]}")
            #expect(text != changed)
            return TermsFile(name: file.name, bytes: Array(changed.utf8))
        }
        let difference = try PolicyDifference(folder, PolicyFolder(files: files), packs: [], now: Self.now)
        #expect(difference.laxer > 0 && difference.changes.count <= 40, "\(difference.changes.count)")
        #expect(difference.changes.allSatisfy { $0.rules.count == 1 && $0.rules[0].hasPrefix("pci-dss/") })
        #expect(difference.changes.allSatisfy { $0.when.count <= 6 })
        #expect(difference.changes[0].part == "decision" && difference.changes[0].laxity == "laxer")
    }
}
