import Testing

@testable import AccountData

/// Every valid card number is found in every disguise, exactly where it stands; one with a wrong check digit never is.
struct CardNumberTests {
    let scanner = Scanner(classes: Scanner.allClasses)
    private static let frames = [("", ""), ("my card is ", " thanks"), ("why was ", " declined?\nplease help"), ("é😀 £20: ", ". Danke")]

    @Test(arguments: Disguised.all) func validNumbersAreFoundInDisguise(_ disguised: Disguised) {
        var random = SeededGenerator(seed: 7)
        for brand in CardNumbers.brands {
            for (before, after) in Self.frames {
                let digits = CardNumbers.valid(brand, &random)
                let written = disguised.write(digits)
                let text = before + written + after
                let start = before.unicodeScalars.count
                let expected = start..<start + written.unicodeScalars.count
                let found = scanner.scan(text).filter { $0.dataClass == .cardPAN }
                #expect(found.map(\.range) == [expected], "\(brand) \(disguised.name)")
                #expect(found.first?.digitCount == digits.count)
            }
        }
    }

    @Test(arguments: Disguised.all) func wrongCheckDigitsAreNeverFound(_ disguised: Disguised) {
        var random = SeededGenerator(seed: 11)
        for brand in CardNumbers.brands {
            var digits = CardNumbers.valid(brand, &random)
            digits[digits.count - 1] = (digits[digits.count - 1] + Int.random(in: 1...9, using: &random)) % 10
            let whole = "the number " + disguised.write(digits) + " is not right"
            let found = scanner.scan(whole).filter { $0.dataClass == .cardPAN }
            #expect(found.isEmpty, "\(brand) \(disguised.name)")
        }
    }

    @Test func disguisesAreNamed() {
        func disguises(_ text: String) -> [Disguise] { scanner.scan(text).first?.disguises ?? [] }
        #expect(disguises("4111 1111 1111 1111") == [])
        #expect(disguises("4111\u{200B}1111 1111 1111") == [.zeroWidth])
        #expect(disguises("４１１１ １１１１ １１１１ １１１１") == [.fullWidth])
        #expect(disguises("four one one one 1111 1111 1111") == [.numberWords])
        #expect(disguises("4\u{FE0F}\u{20E3}111 1111 1111 1111") == [.keycap])
        #expect(disguises("4111 then 1111 then 1111 then 1111") == [.filler])
        #expect(disguises("&#52;111 1111 1111 1111") == [.htmlEntity])
        #expect(disguises("backwards 0015 0150 1501 5015") == [.reversed])
        #expect(disguises("4lll 1111 1111 1111") == [.lookAlike])
    }

    @Test func tokensThatAreNoNumbersAreLeftAlone() {
        let quiet = [
            "sha 4111111111111111a", "a4111111111111111", "4111111111111111x", "550e8400-e29b-41d4-a716-446655440000", "0.4111111111111111",
            "41111111111111111111111111111111", "192.168.100.200", "2026-11-21T23:10:15.123456Z", "£4,111,111,111,111.11",
            "call +4411 1111 1111 11", "41-11-11-11 11:11:11",
        ]
        for text in quiet { #expect(scanner.scan(text).isEmpty, "\(text)") }
    }
}
