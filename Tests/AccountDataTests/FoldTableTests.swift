import Testing

@testable import AccountData

/// The generated table agrees with the standard library's own Unicode data.
struct FoldTableTests {
    private func scalars(_ isWanted: (Unicode.Scalar) -> Bool) -> [Unicode.Scalar] {
        (0..<0x110000).compactMap { Unicode.Scalar(UInt32($0)) }.filter(isWanted)
    }

    /// Assigned by Unicode 15.0, the version of the table.
    private func isOld(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.age.map { $0.major <= 15 && $0.minor == 0 || $0.major < 15 } ?? false
    }

    @Test func everyDecimalDigitHasItsValue() {
        let digits = scalars { $0.properties.generalCategory == .decimalNumber && isOld($0) }
        #expect(digits.count == 680)
        for digit in digits {
            let entry = FoldTable.shared(digit.value)
            #expect(Double(entry.byte) - 48 == digit.properties.numericValue, "U+\(String(digit.value, radix: 16))")
            #expect(entry.second == 0)
        }
    }

    @Test func everyOtherNumberWithADigitValueHasIt() {
        let digits = scalars { $0.properties.generalCategory == .otherNumber && $0.properties.numericType == .digit && isOld($0) }
        #expect(digits.count == 128)
        for digit in digits { #expect(Double(FoldTable.shared(digit.value).byte) - 48 == digit.properties.numericValue) }
    }

    @Test func everythingHiddenIsDropped() {
        let hidden = scalars {
            switch $0.properties.generalCategory {
            case .format, .nonspacingMark, .enclosingMark: isOld($0)
            default: false
            }
        }
        #expect(hidden.count > 2_000)
        for scalar in hidden { #expect(FoldTable.shared(scalar.value).byte == FoldedByte.dropped, "U+\(String(scalar.value, radix: 16))") }
    }

    @Test func nothingElseBecomesADigit() {
        let made = scalars { (0x30...0x39).contains(FoldTable.shared($0.value).byte) }
        for scalar in made { #expect(scalar.properties.numericType != nil, "U+\(String(scalar.value, radix: 16))") }
    }

    @Test func tablesHaveTheSizesTheGeneratorWrote() {
        #expect(FoldRuns.runCount == 5249)
        #expect(FoldRuns.entryCount == 402)
        #expect(IBANRegistry.shared.countryCount == IBANRows.count)
        #expect(IBANRows.count == 127)
    }
}
