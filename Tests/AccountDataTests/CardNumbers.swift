import Testing

/// Made-up card numbers with or without a valid check digit. An implementation of Luhn apart from the scanner's.
enum CardNumbers {
    static let brands: [(prefix: String, length: Int)] = [
        ("4", 16), ("4", 19), ("51", 16), ("55", 16), ("2221", 16), ("2720", 16), ("34", 15), ("37", 15), ("6011", 16), ("644", 16),
        ("65", 16),
        ("300", 14), ("36", 14), ("3528", 16), ("62", 16), ("62", 19), ("6759", 16), ("5018", 16),
    ]

    static func valid(_ brand: (prefix: String, length: Int), _ random: inout SeededGenerator) -> [Int] {
        var digits = brand.prefix.map { Int(String($0)) ?? 0 }
        while digits.count < brand.length - 1 { digits.append(Int.random(in: 0...9, using: &random)) }
        for check in 0...9 where isValid(digits + [check]) { return digits + [check] }
        return digits
    }

    static func isValid(_ digits: [Int]) -> Bool {
        var sum = 0
        for (place, digit) in digits.reversed().enumerated() {
            let weighted = place % 2 == 1 ? digit * 2 : digit
            sum += weighted > 9 ? weighted - 9 : weighted
        }
        return sum % 10 == 0
    }

    /// In groups as cards are printed.
    static func grouped(_ digits: [Int]) -> [[Int]] {
        let sizes =
            switch digits.count {
            case 15: [4, 6, 5]
            case 14: [4, 6, 4]
            case 19: [4, 4, 4, 4, 3]
            default: [4, 4, 4, 4]
            }
        var rest = digits[...]
        return sizes.map { size in
            defer { rest = rest.dropFirst(size) }
            return Array(rest.prefix(size))
        }.filter { !$0.isEmpty }
    }
}

/// Ways of writing digits so that people read them and simple filters do not.
struct Disguised: Sendable, CustomTestStringConvertible {
    let name: String
    let write: @Sendable ([Int]) -> String
    var testDescription: String { name }

    static func plain(_ digits: [Int]) -> String { digits.map(String.init).joined() }

    private static func grouped(_ name: String, _ separator: String) -> Disguised {
        Disguised(name: name) { CardNumbers.grouped($0).map(plain).joined(separator: separator) }
    }
    private static func script(_ name: String, zero: UInt32) -> Disguised {
        Disguised(name: name) { digits in
            CardNumbers.grouped(digits).map { group in
                group.map { String(Unicode.Scalar(zero + UInt32($0)) ?? "?") }.joined()
            }.joined(separator: " ")
        }
    }
    private static func each(_ name: String, _ separator: String, _ digit: @escaping @Sendable (Int) -> String) -> Disguised {
        Disguised(name: name) { $0.map(digit).joined(separator: separator) }
    }
    private static let words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]

    static let all: [Disguised] = [
        Disguised(name: "together", write: plain),
        grouped("spaces", " "), grouped("hyphens", "-"), grouped("dots", "."), grouped("slashes", "/"), grouped("underscores", "_"),
        grouped("newlines", "\n"), grouped("no-break spaces", "\u{A0}"), grouped("thin spaces", "\u{2009}"), grouped("en dashes", " – "),
        grouped("commas", ", "), grouped("stars", "*"), grouped("bars", " | "), grouped("middle dots", "·"),
        grouped("many spaces", "     "),
        grouped("emoji", " 🙂 "), grouped("ideographic space", "\u{3000}"), grouped("fillers", " then "), grouped("dash said", " dash "),
        each("zero width space", "\u{200B}", String.init), each("zero width joiner", "\u{200D}", String.init),
        each("soft hyphen", "\u{AD}", String.init),
        each("byte order mark", "\u{FEFF}", String.init), each("nul", "\u{0}", String.init), each("bidi", "\u{202D}", String.init),
        each("single digits", " ", String.init), each("single dots", ".", String.init), each("single hyphens", "-", String.init),
        each("struck through", "") { "\($0)\u{336}" }, each("keycap", "") { "\($0)\u{FE0F}\u{20E3}" },
        each("underlined", "") { "\($0)\u{332}" },
        script("full width", zero: 0xFF10), script("mathematical bold", zero: 0x1D7CE), script("double struck", zero: 0x1D7D8),
        script("Arabic-Indic", zero: 0x660), script("Persian", zero: 0x6F0), script("Devanagari", zero: 0x966),
        script("Bengali", zero: 0x9E6),
        script("Thai", zero: 0xE50), script("segmented", zero: 0x1FBF0), script("Adlam", zero: 0x1E950),
        each("circled", "") { $0 == 0 ? "\u{24EA}" : String(Unicode.Scalar(0x2460 + UInt32($0) - 1) ?? "?") },
        each("parenthesised", " ") { $0 == 0 ? "0" : String(Unicode.Scalar(0x2474 + UInt32($0) - 1) ?? "?") },
        each("superscript", "") {
            ["\u{2070}", "\u{B9}", "\u{B2}", "\u{B3}", "\u{2074}", "\u{2075}", "\u{2076}", "\u{2077}", "\u{2078}", "\u{2079}"][$0]
        },
        each("subscript", "") { String(Unicode.Scalar(0x2080 + UInt32($0)) ?? "?") },
        each("decimal entities", "") { "&#\(48 + $0);" }, each("hexadecimal entities", "") { "&#x3\($0);" },
        each("nested entities", "") { "&amp;#\(48 + $0);" },
        Disguised(name: "entity spaces") { CardNumbers.grouped($0).map(plain).joined(separator: "&nbsp;") },
        each("words", " ") { words[$0] }, each("hyphenated words", "-") { words[$0] }, each("Words", ", ") { words[$0].uppercased() },
        Disguised(name: "doubled words") { digits in
            var said: [String] = []
            var rest = digits[...]
            while let digit = rest.popFirst() {
                if rest.first == digit {
                    rest.removeFirst()
                    said.append("double \(digit == 0 ? "oh" : words[digit])")
                } else {
                    said.append(digit == 0 ? "oh" : words[digit])
                }
            }
            return said.joined(separator: " ")
        },
        Disguised(name: "half words") { digits in
            plain(Array(digits.prefix(8))) + " " + digits.dropFirst(8).map { words[$0] }.joined(separator: " ")
        },
        Disguised(name: "Latin look-alikes") {
            CardNumbers.grouped($0).map { $0.map { $0 == 0 ? "O" : "\($0)" }.joined() }.joined(separator: " ")
        },
        Disguised(name: "Cyrillic look-alikes") { digits in
            CardNumbers.grouped(digits).map { $0.map { $0 == 0 ? "о" : $0 == 3 ? "З" : "\($0)" }.joined() }.joined(separator: " ")
        },
        Disguised(name: "leet") { digits in
            // Every second place at most, as the cap allows.
            CardNumbers.grouped(digits).map { group in
                group.enumerated().map { place, digit in
                    place % 2 == 1 ? ["o", "l", "z", "e", "a", "s", "b", "t", "B", "g"][digit] : "\(digit)"
                }.joined()
            }.joined(separator: " ")
        },
        Disguised(name: "mixed scripts") { digits in
            digits.enumerated().map { place, digit in place % 3 == 0 ? String(Unicode.Scalar(0xFF10 + UInt32(digit)) ?? "?") : "\(digit)" }
                .joined()
        },
    ]
}
