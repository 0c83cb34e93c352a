import Testing

@testable import AccountData

/// The UK modulus check follows the published method; the rows here are made up, for the real table belongs to the operator.
struct ModulusTests {
    private static let table = """
        110000 110099 MOD10 0 0 0 0 0 0 7 1 3 7 1 3 7 1
        120000 120099 MOD11 0 0 0 0 0 0 8 7 6 5 4 3 2 1
        130000 130099 DBLAL 2 1 2 1 2 1 2 1 2 1 2 1 2 1
        140000 140099 DBLAL 2 1 2 1 2 1 2 1 2 1 2 1 2 1 1
        150000 150099 MOD11 0 0 0 0 0 0 8 7 6 5 4 3 0 0 4
        160000 160099 MOD11 0 0 0 0 0 0 8 7 6 5 4 3 2 1 6
        170000 170099 MOD11 1 1 1 1 1 1 1 1 6 5 4 3 2 1 7
        180000 180099 MOD11 0 0 0 0 0 0 8 7 6 5 4 3 2 1 14
        190000 190099 MOD10 0 0 0 0 0 0 7 1 3 7 1 3 7 1 12
        190000 190099 MOD11 0 0 0 0 0 0 8 7 6 5 4 3 2 1 13
        200000 200099 MOD10 0 0 0 0 0 0 7 1 3 7 1 3 7 1
        200000 200099 MOD11 0 0 0 0 0 0 8 7 6 5 4 3 2 1
        """

    private func check(_ code: String, _ account: String) throws -> ModulusWeights.Outcome {
        try ModulusWeights(Self.table).check(sortCode: code.utf8.map { $0 - 0x30 }, account: account.utf8.map { $0 - 0x30 })
    }

    /// The last digits for which a check with these weights holds, by adding up literally.
    private func lastDigits(_ weights: [Int], _ modulus: Int, of account: String) -> [Int] {
        let digits = account.utf8.map { Int($0) - 0x30 }
        let sum = (0..<7).reduce(0) { $0 + digits[$1] * weights[$1] }
        return (0...9).filter { (sum + $0 * weights[7]) % modulus == 0 }
    }

    @Test func plainChecksHoldForExactlyOneLastDigit() throws {
        for (code, weights, modulus) in [("110050", [7, 1, 3, 7, 1, 3, 7, 1], 10), ("120050", [8, 7, 6, 5, 4, 3, 2, 1], 11)] {
            for start in ["1234567", "5500129", "0000001"] {
                let right = lastDigits(weights, modulus, of: start)
                for digit in 0...9 {
                    let outcome = try check(code, start + "\(digit)")
                    #expect(outcome == (right.contains(digit) ? .valid : .invalid))
                }
            }
        }
    }

    @Test func aSortCodeWithoutARowCannotBeChecked() throws {
        #expect(try check("990000", "12345678") == .notPossible)
        #expect(try ModulusWeights("").check(sortCode: [1, 1, 0, 0, 5, 0], account: [1, 2, 3, 4, 5, 6, 7, 8]) == .notPossible)
    }

    @Test func exceptionsChangeTheCheck() throws {
        // 6: a foreign currency account (first digit 4 to 8, last two alike) has no check.
        #expect(try check("160000", "41011166") == .notPossible)
        // 12 and 13: one of the two checks is enough; without exceptions both are needed.
        let valid = try (0...9).filter { try check("190000", "1234567\($0)") == .valid }
        let either = lastDigits([7, 1, 3, 7, 1, 3, 7, 1], 10, of: "1234567") + lastDigits([8, 7, 6, 5, 4, 3, 2, 1], 11, of: "1234567")
        #expect(Set(valid) == Set(either))
        let both = Set(lastDigits([7, 1, 3, 7, 1, 3, 7, 1], 10, of: "1234567")).intersection(
            lastDigits([8, 7, 6, 5, 4, 3, 2, 1], 11, of: "1234567"))
        #expect(try Set((0...9).filter { try check("200000", "1234567\($0)") == .valid }) == both)
        // 14: what fails may hold without its last digit, if that is 0, 1 or 9.
        let shifted = lastDigits([8, 7, 6, 5, 4, 3, 2, 1], 11, of: "0123456")
        if let digit = shifted.first { #expect(try check("180000", "123456\(digit)0") == .valid) }
        // 4: what is left over are the last two digits.
        let rest = [1, 2, 3, 4, 5, 6].enumerated().reduce(0) { $0 + $1.element * [8, 7, 6, 5, 4, 3][$1.offset] } % 11
        #expect(try check("150000", "123456" + (rest < 10 ? "0\(rest)" : "\(rest)")) == .valid)
    }

    @Test func badTablesAreRefusedWithTheirLine() {
        #expect(throws: ModulusFault(line: 2)) { try ModulusWeights("110000 110099 MOD10 0 0 0 0 0 0 7 1 3 7 1 3 7 1\n110000 nonsense") }
        #expect(throws: ModulusFault.self) { try ModulusWeights("110000 110099 MOD12 0 0 0 0 0 0 7 1 3 7 1 3 7 1") }
    }

    @Test func theTableDecidesOnlyWhereNothingElseDoes() throws {
        let scanner = Scanner(weights: try ModulusWeights(Self.table))
        let right = try #require(lastDigits([7, 1, 3, 7, 1, 3, 7, 1], 10, of: "5577991").first)
        let wrong = (right + 1) % 10
        let found = scanner.scan("11-00-50 5577991\(right)")
        #expect(found.map(\.dataClass) == [.ukSortCode, .ukAccountNumber])
        #expect(found.allSatisfy { $0.evidence.contains(.checksum) })
        #expect(scanner.scan("11-00-50 5577991\(wrong)").isEmpty)
        #expect(scanner.scan("sort code 11-00-50 account number 5577991\(wrong)").count == 2)
        #expect(scanner.scan("please pay 99-00-50 55779911").count == 2)
    }
}
