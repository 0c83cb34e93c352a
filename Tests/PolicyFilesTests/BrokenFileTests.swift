import PolicyFiles
import Testing

/// Every way to break a file is answered with the file, the line, the column and what was expected.
@Suite struct BrokenFileTests {
    struct Break: Sendable, CustomTestStringConvertible {
        let file: String
        let old: String
        let new: String
        /// Below 0 where the line does not matter.
        let line: Int
        let column: Int
        let expected: String

        init(_ file: String, _ old: String, _ new: String, _ line: Int, _ column: Int, _ expected: String) {
            (self.file, self.old, self.new, self.line, self.column, self.expected) = (file, old, new, line, column, expected)
        }

        var testDescription: String { "\(file): \(new)" }
    }

    static let pack = "packs/small.yaml"
    static let lexicon = "lexicons/small-words.yaml"
    static let calendar = "calendars/GB-ENG.yaml"
    static let level = "service-levels/standard.yaml"
    static let scenario = "scenarios/small.yaml"

    static let breaks: [Break] = [
        // YAML itself
        Break(pack, "version: 1", "version: 1\nversion: 2", 3, 1, "each key once"),
        Break(pack, "{ref: \"made up\",", "{ref: \"made up\", ref: x,", 11, 28, "each key once"),
        Break(pack, "title: A small pack", "title: [A small", 4, 6, "well-formed YAML"),
        Break(pack, "owner: tests", "owner: \u{7}", 4, 8, "text without control characters"),
        Break(pack, "owner: tests", "\towner: tests", 4, 1, "blanks"),
        Break(pack, "title: A small pack", "title: A small pack: tests", 3, 20, "well-formed YAML; a text with a colon"),
        Break(pack, "version: 1", "version: " + String(repeating: "[", count: 5_000), 2, 11, "at most 32 levels"),
        Break(pack, "pack: small", "\u{FEFF}pack: small", 1, 1, "UTF-8 without one"),
        Break(pack, "rules:\n", "---\nrules:\n", 7, 1, "one document a file"),
        Break(pack, "version: 1", "<<: {version: 1}", 2, 1, "the value written out at each place"),
        Break(pack, "version: 1", "version: &v 1", 2, 10, "the value written out at each place"),
        Break(pack, "rules:\n", "more: &m {a: b}\nrules:\n", 7, 7, "the value written out at each place"),
        Break(pack, "owner: tests", "owner: !!str tests", 4, 8, "the value without it"),
        Break(pack, "owner: tests", "!!str owner: tests", 4, 1, "the value without it"),
        Break(pack, "title: A small pack", "title: !secret A small pack", 3, 8, "the value without it"),
        Break(pack, "version: 1", "version: !!int \"1\"", 2, 10, "the value without it"),
        Break(pack, "labels: [pan]", "labels: !!set {pan}", 20, 11, "the value without it"),
        // Keys
        Break(pack, "owner: tests", "ownr: tests", 4, 1, "owner"),
        Break(pack, "title: A small pack\n", "", 1, 1, "the key title"),
        Break(pack, "basis: firm_policy", "bassis: firm_policy", 10, 3, "basis"),
        Break(pack, "channel: [public", "chanel: [public", 15, 5, "channel"),
        Break(pack, "rules:\n", "rules: none\nmore:\n", 7, 8, "a list"),
        // Words
        Break(pack, "labels: [pan]", "labels: [pam]", 20, 12, "pan"),
        Break(pack, "actions: [record_audit]", "actions: [record_adit]", 21, 13, "record_audit"),
        Break(pack, "approver: supervisor", "approver: supervisr", 19, 13, "supervisor"),
        Break(pack, "decision: HOLD", "decision: HALT", 18, 13, "HOLD"),
        Break(pack, "decision: HOLD", "decision: ESCALATE", 18, 13, "one of BLOCK, HOLD, SEND, SEND_WARN"),
        Break(pack, "direction: outbound\n", "direction: outbond\n", 14, 16, "outbound"),
        Break(pack, "[public, x_dm]", "[pubic, x_dm]", 15, 15, "public"),
        Break(pack, "[card.*]", "[crad.pan]", 16, 22, "card.pan"),
        Break(pack, "level: likely", "level: probable", 16, 38, "one of certain, likely, possible"),
        Break(pack, "link.used", "link.usd", 17, 57, "link.used"),
        Break(pack, "precedence: secrets", "precedence: secret", 12, 15, "secrets"),
        Break(pack, "basis: firm_policy", "basis: firm_polciy", 10, 10, "firm_policy"),
        Break(pack, "actor: agent", "actor: agnet", 27, 38, "agent"),
        // Values
        Break(pack, "version: 1", "version: one", 2, 10, "a whole number from 1 to 1000000"),
        Break(pack, "version: 1", "version: 0", 2, 10, "a whole number from 1 to 1000000"),
        Break(pack, "pack: small", "pack: Small!", 1, 7, "lower-case letters"),
        Break(pack, "more_than: 24h", "more_than: 24 hours", 17, 51, "a number and s, m, h or d, as in 24h"),
        Break(pack, "seen_on: 2026-11-21", "seen_on: 2026-13-21", 11, 37, "a date such as 2027-02-01"),
        Break(pack, "unit: business_days", "unit: busines_days", 6, 30, "business_days"),
        Break(pack, "  three_bd:", "  thre_bd:", 6, 3, "three_bd"),
        // What belongs together
        Break(pack, "  approver: supervisor\n", "", 18, 13, "the key approver"),
        Break(pack, "  instead: Write a letter.\n", "", 28, 13, "the key instead"),
        Break(pack, "id: block-rest", "id: hold-cards", 23, 3, "another id"),
        Break(pack, "  three_bd: {count: 3", "  eight_weeks: {count: 3", 0, 0, "three_bd under deadlines"),
        Break(pack, "pack: small", "pack: smaller", 1, 1, "the name packs/smaller.yaml"),
        Break(pack, "labels: [pan]\n", "labels: [pan]\n  route: complants\n", 21, 10, "complaints"),
        // Lexicons
        Break(lexicon, "label: complaint", "label: complant", 9, 10, "complaint"),
        Break(lexicon, "{all: [anger]", "{all: [angre]", 11, 12, "anger"),
        Break(lexicon, "very angry|cross", "very ..", 7, 5, "a phrase that begins and ends with a word"),
        Break(lexicon, "[I am very cross]", "[I am a bit cross]", 12, 12, "phrases under which it does"),
        Break(lexicon, "[I am fine]", "[I am very angry]", 13, 13, "phrases under which it does not"),
        Break(lexicon, "heed: [quotation]", "heed: [quotes]", 11, 27, "one of negation, question, quotation"),
        Break(lexicon, "  - very angry|cross", "  - very <rage>", 7, 5, "one of the sets"),
        // What no rule decides
        Break(pack, "rules:\n", "unchecked:\n- {title: x, source: y}\nrules:\n", 8, 3, "the key reason"),
        // Calendars and service levels
        Break(calendar, "date: 2027-12-27", "date: 2027-12-32", 6, 10, "a date such as 2027-02-01"),
        Break(calendar, "zone: Europe/London\n", "", 1, 1, "the key zone"),
        Break(level, "every day", "evry day", 5, 16, "every day"),
        Break(level, "\"17:00\"", "\"25:00\"", 6, 20, "a time such as \"17:00\""),
        Break(level, "reports_as: first_response", "reports_as: first_respons", 7, 13, "first_response"),
        Break(level, "settings: {first_response_minutes", "settings: {first_response_minuts", 8, 12, "first_response_minutes"),
        Break(level, "for: every_conversation", "priority: high", 10, 1, "one target for every_conversation"),
        Break(level, "calendar: GB-ENG", "calendar: GB-EGN", 0, 0, "GB-ENG"),
        // Scenarios
        Break(scenario, "actor: agent", "acter: agent", 5, 66, "actor"),
        Break(scenario, "direction: outbound", "direction: sideways", 5, 56, "one of access, audit, inbound, outbound, records, system"),
        Break(scenario, "decision: BLOCK", "decision: ACCEPT", 6, 22, "one of BLOCK, HOLD, SEND, SEND_WARN"),
        Break(scenario, "must_not: [publish]", "must_not: [publsh]", 6, 40, "publish"),
        Break(scenario, "now: \"2027-02-01T09:00:00+00:00\", ", "", 5, 10, "now, an instant"),
        Break(scenario, "time_zone:", "timezone:", 1, 28, "time_zone"),
        Break(scenario, "text: \"hello\"", "thread: {last_usr_message: x}", 5, 108, "last_user_message"),
        // The vocabulary
        Break(
            "vocabulary.yaml", "outbound: [SEND, SEND_WARN, HOLD, BLOCK]", "outbound: [SEND, SEND_WARN, HOLD]", -1, 13,
            "BLOCK, HOLD, SEND_WARN, SEND"),
        Break(
            "vocabulary.yaml", "bypass_hold, consume_link, create_complaint_record, destroy_secret",
            "consume_link, create_complaint_record, destroy_secret", -1, 10, "every word that code stands behind"),
    ]

    @Test func theFolderIsRightToBeginWith() throws {
        _ = try PolicyFolder(files: try SmallFolder.files())
    }

    /// Signs that anchors, aliases and tags begin with are text anywhere else.
    @Test(arguments: ["Terms & conditions * apply!", "\"&a *b !c\"", "'!important'", "é & ü !!"])
    func signsInsideTextsAreText(_ title: String) throws {
        _ = try PolicyFolder(files: try SmallFolder.files(breaking: Self.pack, "title: A small pack", "title: \(title)"))
    }

    @Test(arguments: breaks)
    func aBreakIsAnsweredWithItsPlaceAndWhatWasExpected(_ broken: Break) throws {
        let files = try SmallFolder.files(breaking: broken.file, broken.old, broken.new)
        let error = try #require(throws: PolicyErrors.self) { try PolicyFolder(files: files) }
        let found = error.errors.contains {
            $0.file == broken.file && (broken.line < 0 || $0.line == broken.line) && $0.column == broken.column
                && $0.expected.hasPrefix(broken.expected)
        }
        #expect(found, "\(error)")
        #expect(error.errors.count <= 3)
    }

    @Test func everythingThatIsWrongIsToldAtOnce() throws {
        var files = try SmallFolder.files(breaking: Self.pack, "labels: [pan]", "labels: [pam, pna]")
        files.append(TermsFile(name: "packs/other.yaml", bytes: Array("pack: [".utf8)))
        let error = try #require(throws: PolicyErrors.self) { try PolicyFolder(files: files) }
        #expect(error.errors.map(\.file) == ["packs/other.yaml", Self.pack, Self.pack])
        #expect(error.errors.dropFirst().map(\.line) == [20, 20])
    }

    @Test func aFileThatNobodyKnowsIsNoPolicy() throws {
        var files = try SmallFolder.files()
        files.append(TermsFile(name: "rules/x.yaml", bytes: []))
        let error = try #require(throws: PolicyErrors.self) { try PolicyFolder(files: files) }
        #expect(error.errors.map(\.file) == ["rules/x.yaml"])
    }

    @Test func bytesThatAreNoTextAreRefused() throws {
        for bytes in [[0xFF, 0xFE], [0x70, 0xC3], [UInt8](repeating: 0x5B, count: 100)] as [[UInt8]] {
            var files = try SmallFolder.files()
            files.append(TermsFile(name: "packs/x.yaml", bytes: bytes))
            #expect(throws: PolicyErrors.self) { try PolicyFolder(files: files) }
        }
    }

    @Test func theFirstByteThatIsNoTextHasItsPlace() throws {
        for (bytes, line, column, problem) in [
            (Array("pack: x\ntitle: caf".utf8) + [0xE9, 0x0A], 2, 11, "the file is not UTF-8 from here on"),
            (Array("pack: é\n\0".utf8), 2, 1, "here is a control character"),
            ([0xFF, 0xFE, 0x70, 0x00], 1, 1, "the file is UTF-16, not UTF-8"),
        ] as [([UInt8], Int, Int, String)] {
            let files = try SmallFolder.files() + [TermsFile(name: "packs/x.yaml", bytes: bytes)]
            let error = try #require(throws: PolicyErrors.self) { try PolicyFolder(files: files) }
            #expect(error.errors.map(\.line) == [line] && error.errors.map(\.column) == [column], "\(error)")
            #expect(error.errors.map(\.problem) == [problem])
        }
    }

    /// What uses the words of a pack that cannot be read is not blamed for it, in however many files it stands.
    @Test func aPackThatCannotBeReadIsToldOnce() throws {
        let shipped = try Shipped.files.get()
        for name in Set(shipped.map(\.name)).filter({ $0.hasPrefix("packs/") }) {
            let files = shipped.map { $0.name == name ? TermsFile(name: name, bytes: Array("pack: [".utf8)) : $0 }
            let error = try #require(throws: PolicyErrors.self) { try PolicyFolder(files: files) }
            #expect(error.errors.map(\.file) == [name], "\(error)")
        }
    }

    @Test func anAliasIsNeverExpanded() throws {
        var text = "a0: &a0 [x, x]\n"
        for level in 1...40 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        let file = TermsFile(name: "packs/x.yaml", bytes: Array(text.utf8))
        let files = try SmallFolder.files() + [file]
        let error = try #require(throws: PolicyErrors.self) { try PolicyFolder(files: files) }
        #expect(error.errors.first?.expected.hasPrefix("the value written out") == true)
    }
}
