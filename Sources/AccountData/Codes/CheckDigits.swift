/// The checks of the codes that have one, as their authorities define them.
enum CheckDigits {
    /// NHS Data Dictionary: weights 10 to 2, mod 11.
    static func nhs(_ code: CodeReading) -> Bool {
        let sum = (0..<9).reduce(0) { $0 + code.digit($1) * (10 - $1) }
        let check = (11 - sum % 11) % 11
        return check != 10 && check == code.digit(9) && !isOneDigit(code)
    }

    /// ABA routing number: weights 3, 7, 1, mod 10, and a prefix that the Federal Reserve gives out.
    static func routing(_ code: CodeReading) -> Bool {
        let weights = [3, 7, 1]
        let prefix = code.number(0..<2)
        guard 0...12 ~= prefix || 21...32 ~= prefix || 61...72 ~= prefix || prefix == 80 else { return false }
        return (0..<9).reduce(0) { $0 + code.digit($1) * weights[$1 % 3] } % 10 == 0 && !isOneDigit(code)
    }

    /// Social Security Administration: no 000, 666, 9xx area, no group 00, no serial 0000.
    static func socialSecurity(_ code: CodeReading) -> Bool {
        let area = code.number(0..<3)
        return area != 0 && area != 666 && area < 900 && code.number(3..<5) != 0 && code.number(5..<9) != 0
    }

    /// HMRC NIM39110: letters that no prefix has, prefixes that are not used, suffix A to D.
    static func nationalInsurance(_ code: CodeReading) -> Bool {
        let never: [UInt8] = Array("dfiquv".utf8)
        guard !never.contains(code[0]), !never.contains(code[1]), code[1] != UInt8(ascii: "o") else { return false }
        let prefix = [code[0], code[1]]
        let unused = ["bg", "gb", "kn", "nk", "nt", "tn", "zz"]
        guard !unused.contains(where: { $0.utf8.elementsEqual(prefix) }) else { return false }
        return code.count < 9 || code[8] <= UInt8(ascii: "d")
    }

    /// German tax identification number: ISO 7064 mod 11,10; one digit twice or three times among the first ten.
    static func germanTax(_ code: CodeReading) -> Bool {
        var product = 10
        var counts = InlineArray<10, Int>(repeating: 0)
        for place in 0..<10 {
            counts[code.digit(place)] += 1
            let sum = (code.digit(place) + product) % 10
            product = 2 * (sum == 0 ? 10 : sum) % 11
        }
        let most = (0..<10).reduce(0) { max($0, counts[$1]) }
        return (11 - product) % 10 == code.digit(10) && 2...3 ~= most
    }

    /// French NIR: sex, month, and 97 minus the rest of the first thirteen by 97; Corsica counts as 19 and 18.
    static func french(_ code: CodeReading) -> Bool {
        guard 1...4 ~= code.digit(0) || 7...8 ~= code.digit(0) else { return false }
        let month = code.number(3..<5)
        guard 1...12 ~= month || 20...42 ~= month || 50...99 ~= month else { return false }
        var value = 0
        for place in 0..<13 {
            if code.isDigit(place) {
                value = value * 10 + code.digit(place)
            } else {
                guard place == 6, code.digit(5) == 2, code[6] == UInt8(ascii: "a") || code[6] == UInt8(ascii: "b") else { return false }
                value = (value / 10) * 100 + (code[6] == UInt8(ascii: "a") ? 19 : 18)
            }
        }
        return 97 - value % 97 == code.number(13..<15)
    }

    private static let spanishLetters = Array("trwagmyfpdxbnjzsqvhlcke".utf8)

    /// Spanish DNI (eight digits and a letter) and NIE (X, Y or Z in place of the first digit): mod 23.
    static func spanish(_ code: CodeReading) -> Bool {
        var number = code.number(1..<8)
        if code.isDigit(0) {
            number += code.digit(0) * 10_000_000
        } else {
            guard code[0] >= UInt8(ascii: "x"), code[0] <= UInt8(ascii: "z") else { return false }
            number += Int(code[0] - UInt8(ascii: "x")) * 10_000_000
        }
        return spanishLetters[number % 23] == code[8]
    }

    private static let odd: [Int] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]

    /// Italian codice fiscale: weights of the places with odd numbers, mod 26.
    static func italian(_ code: CodeReading) -> Bool {
        var sum = 0
        for place in 0..<15 {
            let value = code.isDigit(place) ? code.digit(place) : Int(code[place] - 0x61)
            sum += place % 2 == 0 ? odd[value] : value
        }
        return sum % 26 == Int(code[15]) - 0x61
    }

    /// Polish PESEL: weights 1, 3, 7, 9.
    static func polish(_ code: CodeReading) -> Bool {
        let weights = [1, 3, 7, 9]
        return (10 - (0..<10).reduce(0) { $0 + code.digit($1) * weights[$1 % 4] } % 10) % 10 == code.digit(10)
    }

    /// Dutch BSN: weights 9 to 2 and -1, mod 11.
    static func dutch(_ code: CodeReading) -> Bool {
        let sum = (0..<8).reduce(0) { $0 + code.digit($1) * (9 - $1) } - code.digit(8)
        return sum % 11 == 0 && !isOneDigit(code)
    }

    /// Irish PPS number: weights 8 to 2 and, of a second letter, 9; the rest by 23 is the first letter, where W stands for none.
    static func irish(_ code: CodeReading) -> Bool {
        var sum = (0..<7).reduce(0) { $0 + code.digit($1) * (8 - $1) }
        if code.count == 9, code[8] != UInt8(ascii: "w") { sum += 9 * (Int(code[8]) - 0x60) }
        return sum % 23 == (code[7] == UInt8(ascii: "w") ? 0 : Int(code[7]) - 0x60)
    }

    /// Belgian national register: 97 minus the rest by 97, with a 2 before it for births since 2000.
    static func belgian(_ code: CodeReading) -> Bool {
        let value = code.number(0..<9)
        let check = code.number(9..<11)
        return 97 - value % 97 == check || 97 - (2_000_000_000 + value) % 97 == check
    }

    /// German identity card: weights 7, 3, 1 over nine characters, mod 10.
    static func germanCard(_ code: CodeReading) -> Bool {
        let weights = [7, 3, 1]
        let sum = (0..<9).reduce(0) { $0 + (code.isDigit($1) ? code.digit($1) : Int(code[$1]) - 0x61 + 10) * weights[$1 % 3] }
        return sum % 10 == code.digit(9)
    }

    /// DVLA driver number: five letters of the surname with nines behind, decade, month (women: plus 50), day, year, initials.
    static func drivingLicence(_ code: CodeReading) -> Bool {
        guard !code.isDigit(0) else { return false }
        var isPadded = false
        for place in 1..<5 {
            if code.isDigit(place) {
                guard code.digit(place) == 9 else { return false }
                isPadded = true
            } else if isPadded {
                return false
            }
        }
        let month = code.number(6..<8) % 50
        let isInitial = (11..<13).allSatisfy { !code.isDigit($0) || code.digit($0) == 9 }
        return 1...12 ~= month && code.number(6..<8) <= 62 && 1...31 ~= code.number(8..<10) && isInitial
    }

    /// All digits the same: a placeholder.
    private static func isOneDigit(_ code: CodeReading) -> Bool { (1..<code.count).allSatisfy { code[$0] == code[0] } }
}
