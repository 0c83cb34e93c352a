/// Who gives out card numbers, by leading digits (ISO/IEC 7812-2) and length.
public enum Issuer: String, Sendable, Hashable, CaseIterable {
    case visa, mastercard, amex, discover, diners, jcb
    case unionPay = "unionpay"
    case maestro

    /// One range of leading digits with the lengths that occur in it.
    private struct Range {
        let issuer: Issuer
        let digits: Int
        let first: Int
        let last: Int
        let lengths: ClosedRange<Int>
    }

    /// Maestro is kept narrow: its whole range (50, 56-69) swallows reference numbers and time stamps.
    private static let ranges: [Range] = [
        Range(issuer: .visa, digits: 1, first: 4, last: 4, lengths: 13...19),
        Range(issuer: .mastercard, digits: 2, first: 51, last: 55, lengths: 16...16),
        Range(issuer: .mastercard, digits: 4, first: 2221, last: 2720, lengths: 16...16),
        Range(issuer: .amex, digits: 2, first: 34, last: 34, lengths: 15...15),
        Range(issuer: .amex, digits: 2, first: 37, last: 37, lengths: 15...15),
        Range(issuer: .discover, digits: 4, first: 6011, last: 6011, lengths: 16...19),
        Range(issuer: .discover, digits: 3, first: 644, last: 649, lengths: 16...19),
        Range(issuer: .discover, digits: 2, first: 65, last: 65, lengths: 16...19),
        Range(issuer: .diners, digits: 3, first: 300, last: 305, lengths: 14...19),
        Range(issuer: .diners, digits: 4, first: 3095, last: 3095, lengths: 14...19),
        Range(issuer: .diners, digits: 2, first: 36, last: 36, lengths: 14...19),
        Range(issuer: .diners, digits: 2, first: 38, last: 39, lengths: 14...19),
        Range(issuer: .jcb, digits: 4, first: 3528, last: 3589, lengths: 16...19),
        Range(issuer: .unionPay, digits: 2, first: 62, last: 62, lengths: 16...19),
        Range(issuer: .maestro, digits: 4, first: 5018, last: 5018, lengths: 12...19),
        Range(issuer: .maestro, digits: 4, first: 5020, last: 5020, lengths: 12...19),
        Range(issuer: .maestro, digits: 4, first: 5038, last: 5038, lengths: 12...19),
        Range(issuer: .maestro, digits: 4, first: 5893, last: 5893, lengths: 12...19),
        Range(issuer: .maestro, digits: 4, first: 6304, last: 6304, lengths: 12...19),
        Range(issuer: .maestro, digits: 4, first: 6759, last: 6759, lengths: 12...19),
        Range(issuer: .maestro, digits: 4, first: 6761, last: 6763, lengths: 12...19),
    ]

    /// By the first four digits.
    private struct Row {
        var issuer: Issuer
        /// Bit n: the issuer gives out numbers of n digits. None for no issuer.
        var lengths: UInt32
    }

    /// One row for each of the 10,000 prefixes.
    ///
    /// `@unchecked Sendable`: the memory is written in `init`, never again, and lives as long as the process.
    private struct Table: @unchecked Sendable {
        let rows: UnsafeMutablePointer<Row>

        init() {
            rows = .allocate(capacity: 10_000)
            rows.initialize(repeating: Row(issuer: .visa, lengths: 0), count: 10_000)
            for range in Issuer.ranges {
                var lengths = range.lengths.reduce(UInt32(0)) { $0 | 1 << UInt32($1) }
                // Visa numbers have 13, 16 or 19 digits.
                if range.issuer == .visa { lengths &= 1 << 13 | 1 << 16 | 1 << 19 }
                let width = [1000, 100, 10, 1][range.digits - 1]
                for prefix in range.first * width..<(range.last + 1) * width {
                    rows[prefix] = Row(issuer: range.issuer, lengths: lengths)
                }
            }
        }
    }

    private static let table = Table()

    /// The issuer of numbers with these first four digits, 0 to 9999, and the lengths it gives out as bits.
    static func of(prefix: Int) -> (issuer: Issuer, lengths: UInt32)? {
        let row = table.rows[prefix]
        return row.lengths == 0 ? nil : (row.issuer, row.lengths)
    }
}
