import Testing

@testable import AccountData

/// A bare message is read as what its author's last ones, or another's question, lead one to expect; and as nothing where they do not.
struct BareMessagesTests {
    private func feed(_ messages: [(Author, String)]) -> [SplitResult] {
        var memory = AuthorMemory(scanner: Scanner())
        return messages.enumerated().map { memory.next($0.element.1, at: 1_000_000 + Int64($0.offset) * 8_000, author: $0.element.0) }
    }

    private func last(_ lines: [String]) -> [String] {
        let messages = lines.map { line -> (Author, String) in
            line.hasPrefix("agent: ") ? (.agent, String(line.dropFirst(7))) : (.customer, line)
        }
        return feed(messages).last?.classes.map(\.word) ?? []
    }

    @Test(
        arguments: [
            (["20-44-51", "55779911"], "uk.account_number"), (["refund to 60 36 96 please", "55779911"], "uk.sort_code"),
            (["55779911", "sort code is 20-44-51"], "uk.sort_code"), (["account number 55779911", "60-36-96"], "uk.sort_code"),
            (["card 5105105105105100", "01/29"], "card.expiry"), (["card 5105105105105100", "01/29", "123"], "card.cvv"),
            (["5105 1051 0510 5100", "agent: thanks", "0129 417"], "card.cvv"),
            (["my email is penny.clarke@", "example.com"], "email"), (["penny.clarke", "@example.com"], "email"),
            (["penny.clarke@example", ".com"], "email"), (["my dob is 04/07", "/1961"], "dob"),
            (["my password is Otter", "77!"], "credential.password"), (["memorable word is harm", "onica"], "credential.memorable"),
            (["my iban is GB82 WEST", "hang on the kids are screaming", "1234 5698", "7654 32"], "iban"),
            (["1) 4111", "2) 1111", "3) 1111", "4) 1111"], "card.pan"),
            (["agent: What's your PIN?", "not telling you", "oh ok 4821"], "credential.pin"),
            (["agent: When were you born?", "4 July 1961"], "dob"), (["agent: Wann sind Sie geboren?", "04.07.1961"], "dob"),
            (["agent: ¿Cuáles son los tres dígitos del reverso?", "417"], "card.cvv"),
            (["agent: Quel est votre code ?", "651477"], "credential.otp"),
        ] as [([String], String)])
    func isReadAsWhatIsExpected(_ lines: [String], _ expected: String) {
        #expect(last(lines).contains(expected), "\(lines.count) messages, \(expected)")
    }

    @Test(
        arguments: [
            ["12-03-24", "order 55779911"], ["card 5105105105105100", "417 pounds gone"], ["card 5105105105105100", "since 2019"],
            ["my password is Otter77!", "hello?"], ["my memorable word is harmonica", "anyone"],
            ["thanks @northbridge", "example was rude"],
            ["account number 55779911", "12 days now"], ["oh ok", "oh and 3 days"], ["agent: What's the issue?", "417"],
            ["agent: When will it arrive?", "04.07.2026"],
        ])
    func isNothingWhereNothingIsExpected(_ lines: [String]) {
        #expect(last(lines).isEmpty, "\(lines.count) messages")
    }

    @Test func bothHalvesOfAPairAreNamedForRedaction() {
        let results = feed([(.customer, "20-44-51"), (.customer, "55779911")])
        #expect(results[1].earlier.map(\.finding.dataClass) == [.ukSortCode])
        #expect(results[1].earlier.map(\.finding.range) == [0..<8])
    }
}
