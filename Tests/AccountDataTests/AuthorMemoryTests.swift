import Testing

@testable import AccountData

/// Values split over messages of one author are found when they are complete, and only with a checksum or a cue.
struct AuthorMemoryTests {
    private func feed(_ messages: [(Author, String)], apart gap: Int64 = 8_000) -> [SplitResult] {
        var memory = AuthorMemory(scanner: Scanner(classes: Scanner.allClasses))
        return messages.enumerated().map { memory.next($0.element.1, at: 1_000_000 + Int64($0.offset) * gap, author: $0.element.0) }
    }

    private func data(_ result: SplitResult) -> [DataClass] { result.classes.filter { !$0.isRequest } }

    @Test func aCardOverThreeMessagesIsFoundInAllOfThem() {
        let results = feed([(.customer, "my card is 4111 1111"), (.bot, "one moment"), (.customer, "1111"), (.customer, "1111")])
        #expect(results[0].classes.isEmpty && results[1].classes.isEmpty && results[2].classes.isEmpty)
        #expect(results[3].classes == [.cardPAN])
        #expect(results[3].findings.map(\.range) == [0..<4])
        #expect(results[3].earlier.map(\.message) == [0, 2])
        #expect(results[3].earlier.map(\.finding.range) == [11..<20, 0..<4])
        #expect(results[3].findings.first?.disguises.contains(.split) == true)
    }

    @Test(arguments: Disguised.all) func splitCardsJoinInDisguise(_ disguised: Disguised) {
        var random = SeededGenerator(seed: 31)
        for brand in [("4", 16), ("51", 16), ("37", 15)] {
            let digits = CardNumbers.valid(brand, &random)
            let groups = CardNumbers.grouped(digits)
            let first = Array(groups.prefix(2).joined())
            let second = Array(groups.dropFirst(2).joined())
            let results = feed([
                (.customer, "card " + disguised.write(first)), (.agent, "ok"), (.customer, disguised.write(second) + " thanks"),
            ])
            #expect(data(results[2]).contains(.cardPAN), "\(disguised.name)")
            #expect(results[2].earlier.map(\.message) == [0])
        }
    }

    @Test func aCueBeforeItsValueCompletesThere() {
        let results = feed([(.customer, "my pin is"), (.customer, "hang on a second"), (.customer, "4821")])
        #expect(results.map(\.classes) == [[], [], [.credentialPIN]])
        #expect(results[2].findings.map(\.range) == [0..<4])
    }

    @Test func aCueBehindItsValueGivesTheValueAway() {
        let results = feed([(.customer, "4821"), (.customer, "is my pin")])
        #expect(results[1].classes == [.credentialPIN])
        #expect(results[1].findings.isEmpty)
        #expect(results[1].earlier.map(\.message) == [0])
    }

    @Test func sortCodeAndAccountComeApart() {
        let results = feed([(.customer, "sort code 20-00-00"), (.customer, "account number"), (.customer, "55779911")])
        #expect(results[0].classes == [.ukSortCode])
        #expect(results[2].classes == [.ukAccountNumber])
    }

    @Test func anAnswerToAQuestionIsWhatWasAsked() {
        let results = feed([(.agent, "Please send us the three digits on the back of your card"), (.customer, "737")])
        #expect(data(results[1]) == [.cardCVV])
    }

    @Test func numbersThatOnlyHappenToFollowAreQuiet() {
        let quiet: [[(Author, String)]] = [
            [(.customer, "I paid 4111"), (.customer, "then 2026"), (.customer, "and 1234")],
            [(.bot, "Press 1 for cards, 2 for loans"), (.customer, "1"), (.customer, "2")],
            [(.customer, "4111 1111"), (.agent, "1111 1111")],
            [(.customer, "order 7712 9934"), (.customer, "0012 5518")],
            [(.customer, "I forgot my pin"), (.customer, "2024 was a bad year for me and my family all round")],
        ]
        for messages in quiet { for result in feed(messages) { #expect(data(result).isEmpty, "\(messages)") } }
    }

    /// However a person announces the pieces, in whatever order they come.
    @Test(arguments: [
        ("uk.account_number", ["account number, first four 5577", "and last four 9911"]),
        ("uk.account_number", ["my account number, bit by bit", "557", "799", "11"]),
        ("uk.account_number", ["the last four of my account number are 9911", "and the first four are 5577"]),
        ("uk.account_number", ["account number in two goes", "5577", "9911"]),
        ("uk.account_number", ["account number 5577..", "..9911"]),
        ("uk.account_number", ["sort code 20-44-51", "55779911"]),
        ("credential.pin", ["pin starts 48", "ends 21"]),
        ("credential.pin", ["pin last two 21", "the start is 48"]),
        ("credential.pin", ["my pin is 48", "26", "sorry 27 not 26"]),
        ("credential.otp", ["code: first half 482", "second half 913"]),
        ("iban", ["iban first bit GB82WEST", "middle bit 123456", "last bit 98765432"]),
        ("iban", ["IBAN 1 of 2 GB82WEST123456", "2 of 2 98765432"]),
        ("card.pan", ["part 1: 4111", "part 2: 1111", "part 3: 1111", "part 4: 1111"]),
        ("card.pan", ["the first bit of my card is 4111 1111", "the second bit 1111 1111"]),
        ("credential.password", ["password first half is Otter", "second half pond7"]),
        ("credential.password", ["my password starts Otte", "and ends r77!"]),
        ("credential.password", ["Passwort erster Teil Otter", "zweiter Teil teich7"]),
        ("credential.memorable", ["memorable word starts Bis", "ends cuit"]),
        ("uk.account_number", ["Kontonummer erste Hälfte 5577", "zweite Hälfte 9911"]),
        ("uk.account_number", ["numéro de compte, les quatre premiers 5577", "les quatre derniers 9911"]),
        ("uk.account_number", ["número de cuenta, los primeros cuatro 5577", "los últimos cuatro 9911"]),
        ("uk.nino", ["ni no starts AB 12", "then 34 56", "ends C"]),
    ]) func announcedPiecesAreOneValue(_ dataClass: String, _ pieces: [String]) {
        let results = feed(pieces.flatMap { [(.customer, $0), (.agent, "go on")] })
        #expect(data(results[results.count - 2]).map(\.word).contains(dataClass), "\(pieces)")
    }

    @Test func whatWasAskedForNamesThePieces() {
        let results = feed([(.agent, "What is your account number?"), (.customer, "first four 5577"), (.customer, "last four 9911")])
        #expect(data(results[1]).isEmpty)
        #expect(data(results[2]).contains(.ukAccountNumber))
        #expect(results[2].earlier.map(\.message) == [1])
    }

    @Test func wordsOfPiecesAloneAreNoPieces() {
        let quiet = [
            ["the first payment was 1200", "the second 1300", "last one 1400"],
            ["password starts with a capital", "ends with a number"],
            ["my pin was wrong", "first try", "second try", "last try 3"],
            ["my account has two parts", "a 1200 balance", "and a 3400 one"],
            ["i moved my account to you in 2019", "then again in 2021"],
            ["my password first worked", "then it stopped", "the last time it locked me out"],
            ["paid £36.50", "14/07/2026", "34.50 like i said"],
            ["I owe 1234", "sorry 1235 not 1234"],
            ["card was declined first at 10:45", "second time at 11:15", "last at 12:00"],
        ]
        for messages in quiet {
            for result in feed(messages.map { (.customer, $0) }) { #expect(data(result).isEmpty, "\(messages)") }
        }
    }

    @Test func partsFurtherApartThanTheReachDoNotJoin() {
        let parts: [(Author, String)] = [(.customer, "4111 1111"), (.customer, "1111 1111")]
        #expect(feed(parts, apart: 600_000)[1].classes == [.cardPAN])
        #expect(feed(parts, apart: 600_001)[1].classes.isEmpty)
    }

    @Test func onlyTheLastSixMessagesCount() {
        let filler = [(Author, String)](repeating: (.customer, "hello there"), count: 4)
        #expect(feed([(.customer, "4111 1111")] + filler + [(.customer, "1111 1111")]).last?.classes == [.cardPAN])
        #expect(feed([(.customer, "4111 1111")] + filler + filler + [(.customer, "1111 1111")]).last?.classes == [])
    }

    @Test func nothingIsReportedTwice() {
        let results = feed([(.customer, "my pin is"), (.customer, "4821"), (.customer, "ok thanks"), (.customer, "bye")])
        #expect(results.map { $0.classes.count } == [0, 1, 0, 0])
    }
}
