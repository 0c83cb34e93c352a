import Broker
import Policies
import PolicyFiles
import Testing

/// A pack may describe data of the firm's own; it loads only if every example comes out right, and rules then act on it.
struct FirmsOwnClassesTests {
    private static let detectors = """
        detectors:
          org.loan_ref:
            name: loan reference
            pattern: "LN-[0-9]{8}"
            labels: {near: [loan, mortgage], within_tokens: 6, raises: likely}
            reject: {near: [order, parcel]}
            'true': ["my loan [[LN-10203043]]"]
            'false': ["order LN-10203043"]

        """

    private static func pack(_ detectors: String = detectors, finds: String = "[card.*, org.loan_ref]") -> String {
        SmallFolder.pack.replacing("rules:\n", with: detectors + "rules:\n").replacing("[card.*]", with: finds)
    }

    private static func folder(_ pack: String, _ more: [TermsFile] = []) throws -> PolicyFolder {
        let files = try SmallFolder.files().map { file in
            file.name == "packs/small.yaml" ? TermsFile(name: file.name, bytes: Array(pack.utf8)) : file
        }
        return try PolicyFolder(files: files + more)
    }

    private static func errors(_ pack: String, _ more: [TermsFile] = []) throws -> [PolicyError] {
        try #require(throws: PolicyErrors.self) { try folder(pack, more) }.errors
    }

    @Test func whatAPackDescribesIsFoundAndDecided() throws {
        let folder = try Self.folder(Self.pack())
        let own = try #require(DataClass(word: "org.loan_ref"))
        #expect(folder.ownClasses == [own])
        #expect(folder.vocabulary.classNames[own] == "loan reference")
        let found = folder.scanner.scan("about the loan LN-10203043, and ｌｎ-１０２０３０４４")
        #expect(found.map(\.dataClass) == [own, own])
        #expect(folder.scanner.scan("parcel LN-10203043").isEmpty)
        let set = try PackSet(folder.packs)
        var facts = Facts(
            direction: .outbound, now: Timestamp(milliseconds: 1_800_000_000_000), actor: ActorRole("agent"),
            channel: ChannelKind(word: "x_public"),
            values: [
                FactPath(dotted: "thread.last_user_message"): .instant(Timestamp(milliseconds: 1_000)),
                FactPath(dotted: "link.used"): .flag(false),
            ])
        #expect(set.decide(facts).verdict == .block)
        facts.note(own, at: .likely)
        #expect(set.decide(facts).verdict == .hold)
        facts.findings = [own: .possible]
        #expect(set.decide(facts).verdict == .block)
    }

    @Test func aMarkOfAnOwnClassIsQuiet() throws {
        let scanner = try Self.folder(Self.pack()).scanner
        let text = "my loan LN-10203043"
        let redacted = Redaction.redact(text, scanner.scan(text))
        #expect(redacted == "my loan ⟦org.loan_ref⟧")
        #expect(scanner.scan(redacted, minimum: .possible).isEmpty)
        // Another name between the brackets is text like any other.
        #expect(!scanner.scan("card ⟦org.4111111111111111⟧").isEmpty)
    }

    struct Break: Sendable, CustomTestStringConvertible {
        let old: String
        let new: String
        let line: Int
        let expected: String
        var testDescription: String { new }

        init(_ old: String, _ new: String, _ line: Int, _ expected: String) {
            (self.old, self.new, self.line, self.expected) = (old, new, line, expected)
        }
    }

    @Test(arguments: [
        Break("my loan [[LN-10203043]]", "my car [[LN-10203043]]", 13, "a text in which pattern, checksum and labels find just that"),
        Break("my loan [[LN-10203043]]", "my loan LN-10203043", 13, "the value between double brackets"),
        Break("order LN-10203043", "my mortgage LN-10203043", 14, "a text in which they find nothing likely"),
        Break("LN-[0-9]{8}", "LN-[0-9]*", 10, "characters, [a-z0-9]"),
        Break("LN-[0-9]{8}", "[ab]{0,40}a[ab]{20}", 10, "characters, [a-z0-9]"),
        Break("org.loan_ref:", "loan_ref:", 8, "org. and up to sixteen"),
        Break("near: [loan", "near: [\"my loan\"", 11, "one word of ASCII letters"),
        Break("raises: likely", "raises: sure", 11, "one of certain, likely, possible"),
        Break("    labels: {near: [loan, mortgage], within_tokens: 6, raises: likely}\n", "", 9, "words under labels that raise it"),
        Break("name: loan reference", "nam: loan reference", 9, "name"),
        Break("name: loan reference", "checksum: luhm", 9, "luhn"),
        Break("'false': [\"order LN-10203043\"]", "'false': []", 14, "at least one text"),
    ]) func aFaultIsAnsweredWithItsPlace(_ broken: Break) throws {
        let errors = try Self.errors(Self.pack(Self.detectors.replacing(broken.old, with: broken.new)))
        #expect(
            errors.contains { $0.file == "packs/small.yaml" && $0.line == broken.line && $0.expected.hasPrefix(broken.expected) },
            "\(errors)")
    }

    @Test func onlyKnownClassesAreNamed() throws {
        let unknown = try Self.errors(Self.pack(finds: "[org.loan_rev]"))
        #expect(unknown.map(\.expected) == ["org.loan_ref"])
        #expect(try Self.errors(SmallFolder.pack.replacing("[card.*]", with: "[org.loan_ref]")).count == 1)
        _ = try Self.folder(Self.pack(finds: "[org.*]"))
        let asked = Self.pack().replacing("finds: {any_of: [card.*, org.loan_ref], level: likely}", with: "requests: [org.loan_ref]")
        #expect(try Self.errors(asked).first?.problem.contains("not recognised") == true)
    }

    @Test func aClassBelongsToOnePack() throws {
        let other = Self.pack().replacing("pack: small", with: "pack: other")
        let errors = try Self.errors(Self.pack(), [TermsFile(name: "packs/other.yaml", bytes: Array(other.utf8))])
        #expect(errors.contains { $0.problem == "org.loan_ref is defined in the pack other as well" && $0.line == 8 }, "\(errors)")
    }

    @Test func aClassThatNoRuleNamesIsRemarkedOn() throws {
        let now = Timestamp(milliseconds: 1_800_000_000_000)
        let lint = try PolicyLinting(Self.folder(Self.pack(finds: "[card.*]")), now: now)
        #expect(lint.findings.contains { $0.kind == "class-unused" && $0.line == 8 })
        #expect(try !PolicyLinting(Self.folder(Self.pack()), now: now).findings.contains { $0.kind == "class-unused" })
    }

    // MARK: The operator's table

    private static func table(_ text: String) -> TermsFile { TermsFile(name: "registries/valacdos.txt", bytes: Array(text.utf8)) }

    @Test func theOperatorsTableChecksAccountsAndStaysAtHome() throws {
        let text = "200000 200099 MOD10 0 0 0 0 0 0 7 1 3 7 1 3 7 1\n"
        let folder = try Self.folder(Self.pack(), [Self.table(text)])
        func evidence(_ scanner: Scanner, _ account: String) -> [Evidence] {
            scanner.scan("please pay 20-00-50 \(account)", minimum: .possible).first { $0.dataClass == .ukAccountNumber }?.evidence ?? []
        }
        let accounts = (0...9).map { "1234567\($0)" }
        #expect(accounts.count { evidence(folder.scanner, $0).contains(.checksum) } == 1)
        #expect(accounts.count { evidence(folder.scanner, $0).contains(.against(.modulus)) } == 9)
        // Without a table, or for a sort code that it does not name, nothing speaks against a number.
        let without = try Self.folder(Self.pack()).scanner
        #expect(accounts.allSatisfy { !evidence(without, $0).contains(.against(.modulus)) })
        let terms = folder.termsFiles
        #expect(!terms.contains { $0.bytes.starts(with: Array(text.utf8)) })
        let named = try #require(terms.first { $0.name == "registries/sha256.txt" })
        #expect(String(decoding: named.bytes, as: UTF8.self) == "\(Self.table(text).sha256)  registries/valacdos.txt\n")
        // What an export holds can be read again.
        _ = try PolicyFolder(files: terms)
    }

    @Test func aBadTableIsAnError() throws {
        let errors = try Self.errors(Self.pack(), [Self.table("200000 200099 MOD10 1\n")])
        #expect(errors.map(\.file) == ["registries/valacdos.txt"] && errors.map(\.line) == [1])
        let alone = TermsFile(name: "registries/scsubtab.txt", bytes: Array("938173 938017\n".utf8))
        #expect(try Self.errors(Self.pack(), [alone]).map(\.file) == ["registries/scsubtab.txt"])
    }
}
