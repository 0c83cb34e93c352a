import Policies
import Testing

@Suite struct LexiconTests {
    private static let label = Label("found")

    private func earns(
        _ phrases: [String], _ text: String, guards: Set<Lexicon.Guard> = [], masks: [String] = [], negators: [String] = [],
        reach: Lexicon.Reach = .message
    ) throws -> Bool {
        let lexicon = Lexicon(
            reference: PackReference(id: "x", version: 1, sha256: ""), language: "en", directions: [.inbound],
            groups: [
                .init(name: "a", phrases: try phrases.map { try Phrase($0) }), .init(name: "m", phrases: try masks.map { try Phrase($0) }),
            ], masks: [1], negators: try negators.map { try Phrase($0) },
            clues: [.init(label: Self.label, all: [0], reach: reach, guards: guards)],
            examples: [])
        return LexiconSet([lexicon]).labels(in: Array(text.utf8), direction: .inbound).contains(Self.label)
    }

    @Test(arguments: [
        ("let me down", "You LET me down.", true), ("let me down", "let me go down", false),
        ("let .. down", "let the whole team down", true),
        ("let .. down", "let us all here now down", false), ("let .. down", "let go. Sit down", false),
        ("disgrace*", "how disgraceful", true), ("disgrace*", "grace", false), ("?very sad|cross", "cross", true),
        ("very ?very sad", "very very sad", true), ("# %", "now 7% off", true), ("# %", "now 6.25 % AER", true), ("# %", "seven %", false),
        ("cant wait", "can’t wait", true), ("cant wait", "can't\u{200B} wait", true), ("cafe", "Café", true),
        ("cvv", "the c.v.v. please", true),
        ("cvv", "ＣＶＶ", true), ("end start", "the end.Start", true), ("hello", "he llo", false), ("_ a joke", "x a joke", nil),
        ("weiss", "weiß", true), ("👏", "great service👏", true), ("a|b _ c", "b x c", true), ("stop", "\u{FF33}top", true),
        ("~", "где карта", true), ("~ ~", "где моя карта", true), ("~", "我的卡丢了", true), ("~", "où est ma carte, Zoë", false),
        ("~", "thanks 👏 £5 – ok", false), ("~ ~", "I am Ναταλία, hello", false), ("card ~", "card карта", true),
    ])
    func phrasesMatchAsWritten(_ phrase: String, _ text: String, _ expected: Bool?) throws {
        guard let expected else {
            #expect(throws: PhraseError.openEnd) { try Phrase(phrase) }
            return
        }
        #expect(try earns([phrase], text) == expected, "\(phrase) in \(text)")
    }

    @Test(arguments: [
        ("", PhraseError.empty), ("?a", .empty), ("a| b", .empty), ("..", .openEnd), ("a ..", .openEnd), (".. a", .openEnd),
        ("ab*", .shortStem),
        ("!!", .noWord), ("a b c d e f g h i j k l m n o p q", .tooLong), ("a .. b .. c .. d", .openEnd),
    ])
    func phrasesThatWouldMatchAnythingAreRefused(_ text: String, _ error: PhraseError) {
        #expect(throws: error) { try Phrase(text) }
    }

    @Test func negationReachesWithinItsClauseOnly() throws {
        let (phrases, guards, negators) = (["complain"], Set([Lexicon.Guard.negation]), ["not", "never"])
        #expect(try !earns(phrases, "I do not want to complain", guards: guards, negators: negators))
        #expect(try earns(phrases, "it is not nice, I complain", guards: guards, negators: negators))
        #expect(try earns(phrases, "never in all my long years did I complain", guards: guards, negators: negators))
        #expect(try earns(phrases, "I do not want to complain", negators: negators))
    }

    @Test func quotationAndQuestionsDoNotCountWhereTheyAreHeeded() throws {
        #expect(try !earns(["shambles"], "the paper wrote \"a shambles\" of you", guards: [.quotation]))
        #expect(try !earns(["shambles"], "the paper wrote “a shambles” of you", guards: [.quotation]))
        #expect(try earns(["shambles"], "\"what a shambles", guards: [.quotation]))
        #expect(try !earns(["shambles"], "is it a shambles?", guards: [.question]))
        #expect(try earns(["shambles"], "is it? A shambles!", guards: [.question]))
    }

    @Test func singleMarksQuoteAndApostrophesDoNot() throws {
        func quotes(_ text: String) throws -> Bool { try !earns(["shambles"], text, guards: [.quotation]) }
        #expect(try quotes("my son says 'what a shambles' whenever you advertise"))
        #expect(try quotes("my son says ‘what a shambles’ whenever you advertise"))
        #expect(try quotes("he said: 'it's all a shambles.'"))
        #expect(try quotes("('what a shambles' he said)"))
        // One or two words between marks are irony, an apostrophe is no mark, and one mark alone quotes nothing.
        #expect(try !quotes("your 'shambles' again"))
        #expect(try !quotes("it's a shambles and my parents' money is gone"))
        #expect(try !quotes("'cause this is a shambles of my customers' money"))
        #expect(try !quotes("'what a shambles"))
        #expect(try !quotes("he said 'no\nthis is a shambles' to me"))
        #expect(try !quotes("he said 'no to it' and a shambles it's"))
    }

    @Test func aMaskHidesWhatItOverlaps() throws {
        #expect(try !earns(["kill*"], "this queue is killing me", masks: ["killing me"]))
        #expect(try earns(["kill*"], "this queue is killing me, I will kill him", masks: ["killing me"]))
    }

    @Test func whatStandsNearStandsTogetherInOneSentence() throws {
        func near(_ text: String, guards: Set<Lexicon.Guard> = []) throws -> Bool {
            let lexicon = Lexicon(
                reference: PackReference(id: "x", version: 1, sha256: ""), language: "en", directions: [.inbound],
                groups: [.init(name: "a", phrases: [try Phrase("he|she")]), .init(name: "b", phrases: [try Phrase("my wages")])],
                negators: [try Phrase("not")],
                clues: [.init(label: Self.label, all: [0, 1], reach: .near, guards: guards)], examples: [])
            return LexiconSet([lexicon]).labels(in: Array(text.utf8)).contains(Self.label)
        }
        #expect(try near("he takes my wages"))
        #expect(try near("my wages are his, she says"))
        #expect(try !near("he left. My wages came"))
        let filling = repeatElement("word", count: Int(Lexicon.nearness)).joined(separator: " ")
        #expect(try !near("he \(filling) my wages"))
        #expect(try near("he \(filling) she takes my wages"))
        #expect(try !near("he takes not my wages", guards: [.negation]))
        #expect(try !near("my wages"))
        // Time in proportion, however often each of them stands there.
        #expect(try !near(repeatElement("he. my wages. ", count: 20_000).joined()))
        #expect(try !near(String(repeating: "he ", count: 40_000) + filling + String(repeating: " my wages", count: 20_000)))
    }

    @Test func anyBytesAtAllAreReadWithoutHarm() throws {
        var random = SplitMix(state: 5)
        let lexicon = Lexicon(
            reference: PackReference(id: "x", version: 1, sha256: ""), language: "en", directions: [.inbound],
            groups: [.init(name: "a", phrases: [try Phrase("a ?b .. c|d*".replacingLast()), try Phrase("# _ %")])],
            clues: [.init(label: Self.label, all: [0], reach: .sentence)], examples: [])
        let set = LexiconSet([lexicon])
        for length in 0..<400 {
            _ = set.labels(in: (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) })
            let words = ["a", "b", "c", "#", "7", "%", ".", "\"", "?", "ddd", "é", "\u{200B}", "  ", "👏", "7.5", "c.v.v"]
            let text = (0..<length).map { _ in words[Int(random.next() % UInt64(words.count))] }.joined(
                separator: random.next() % 2 == 0 ? "" : " ")
            _ = set.labels(in: Array(text.utf8))
        }
    }

    @Test func aLongMonotonousTextTakesTimeInProportion() throws {
        let text = Array(repeatElement("not let me down let it ", count: 20_000).joined().utf8)
        let lexicon = Lexicon(
            reference: PackReference(id: "x", version: 1, sha256: ""), language: "en", directions: [.inbound],
            groups: [
                .init(name: "a", phrases: [try Phrase("let .. down"), try Phrase("let me")]),
                .init(name: "m", phrases: [try Phrase("down let")]),
            ],
            masks: [1], negators: [try Phrase("not")], clues: [.init(label: Self.label, all: [0], reach: .sentence, guards: [.negation])],
            examples: [])
        #expect(LexiconSet([lexicon]).labels(in: text).isEmpty)
    }

    @Test func aLexiconIsHeardOnlyWhereItIsMeant() throws {
        let lexicon = Lexicon(
            reference: PackReference(id: "x", version: 1, sha256: ""), language: "en", directions: [.outbound],
            actors: [ActorRole("agent")],
            groups: [.init(name: "a", phrases: [try Phrase("offer")])], clues: [.init(label: Self.label, all: [0])], examples: [])
        let set = LexiconSet([lexicon])
        let text = Array("an offer".utf8)
        #expect(set.labels(in: text, direction: .outbound, actor: ActorRole("agent")) == [Self.label])
        #expect(set.labels(in: text, direction: .inbound, actor: ActorRole("agent")).isEmpty)
        #expect(set.labels(in: text, direction: .outbound, actor: ActorRole("customer")).isEmpty)
    }

    @Test func examplesThatComeOutWrongAreNamed() throws {
        let good = Lexicon.Example(text: "an offer", label: Self.label, isPositive: true)
        let bad = Lexicon.Example(text: "no offer at all", label: Self.label, isPositive: false)
        let lexicon = Lexicon(
            reference: PackReference(id: "x", version: 1, sha256: ""), language: "en", directions: [.outbound],
            groups: [.init(name: "a", phrases: [try Phrase("offer")])], clues: [.init(label: Self.label, all: [0])], examples: [good, bad])
        #expect(lexicon.failures() == [bad])
    }

    @Test(arguments: [
        ("STOP", true), ("Stop!", true), ("stop all", true), ("please stop", false), ("Stop the payment", false), ("", false),
        ("stop stop", false),
    ])
    func aWholeMessageIsNothingButThePhrase(_ text: String, _ expected: Bool) throws {
        #expect(try earns(["stop ?all"], text, reach: .whole) == expected)
    }
}

extension String {
    /// The stem of a phrase needs three letters.
    fileprivate func replacingLast() -> String { dropLast(2) + "ddd*" }
}
