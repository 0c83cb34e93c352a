import Testing

@testable import AccountData

/// A redacted text says what stood there, keeps nothing of it, and is quiet when it is read again.
struct RedactionTests {
    let scanner = Scanner(classes: Set(Scanner.allClasses.filter { !$0.isRequest }))

    @Test func marksNameTheClassAndKeepNothing() {
        let text = "my pin is 4821 and card 4111 1111 1111 1111, password: hunter2!"
        let redacted = Redaction.redact(text, scanner.scan(text))
        #expect(redacted == "my pin is ⟦credential.pin⟧ and card ⟦card.pan⟧, password: ⟦credential.password⟧")
    }

    @Test func onlyCardNumbersKeepLastDigits() {
        let text = "pin 4821, card 4111 1111 1111 1111, iban GB82 WEST 1234 5698 7654 32"
        let redacted = Redaction.redact(text, scanner.scan(text), keepLast: 4)
        #expect(redacted == "pin ⟦credential.pin⟧, card ⟦card.pan ••••1111⟧, iban ⟦iban⟧")
        #expect(Redaction.redact(text, scanner.scan(text), keepLast: 12).contains("••••1111⟧"))
        #expect(scanner.scan(redacted, minimum: .possible).isEmpty)
    }

    @Test func marksOpenNoHidingPlace() {
        #expect(!scanner.scan("⟦4111 1111 1111 1111⟧").isEmpty)
        #expect(!scanner.scan("⟦card.pan 4111 1111 1111 1111⟧").isEmpty)
        #expect(!scanner.scan("⟦card.pan ••••4111 1111 1111 1111⟧").isEmpty)
        #expect(scanner.scan("⟦card.pan ••••1111⟧", minimum: .possible).isEmpty)
    }

    @Test(arguments: Disguised.all) func redactedCardsAreQuiet(_ disguised: Disguised) {
        var random = SeededGenerator(seed: 23)
        for brand in CardNumbers.brands {
            let text = "cvv 123 card " + disguised.write(CardNumbers.valid(brand, &random)) + " pin 4821"
            let redacted = Redaction.redact(text, scanner.scan(text))
            #expect(scanner.scan(redacted).isEmpty, "\(redacted)")
        }
    }

    @Test func whatIsRedactedStaysQuietInRandomMessages() {
        var random = SeededGenerator(seed: 29)
        let pieces = [
            "pin is 4821", "cvv 123", "4821", "my pin", "code 482913", "the code is", "482913", "sort code", "20-00-00", "55779911",
            "account",
            "account number", "password is", "hunter2", "password:", "memorable word", "giraffe", "and", "is", "4111 1111 1111 1111",
            "5100", "then",
            "ending", "1234", "GB82 WEST 1234 5698 7654 32", "three digits on the back", "737", ",", ".", "\n", "(", ")", "thanks",
            "\"blue kettle\"",
        ]
        for _ in 0..<4_000 {
            let text = (0..<Int.random(in: 1...9, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined(
                separator: " ")
            let redacted = Redaction.redact(text, scanner.scan(text))
            let left = scanner.scan(redacted)
            #expect(left.isEmpty, "\(text) -> \(redacted) -> \(left.map(\.dataClass))")
        }
    }

    @Test func whatRemainsOfASecretIsItsShape() {
        let text = "my pin is ４８２１"
        let remains = scanner.scan(text).map(RedactedSpan.init)
        #expect(remains.map(\.dataClass) == [.credentialPIN])
        #expect(remains.first?.count == 4)
        #expect(remains.first?.position == 10)
        #expect(remains.first?.disguises == [.fullWidth])
    }
}
