/// The weight table of the UK modulus check, as Pay.UK publishes it ("Validating account numbers"); it belongs to the operator and is
/// read from the operator's own copy. A sort code that the table does not name cannot be checked, which says nothing against it.
public struct ModulusWeights: Sendable {
    /// What a check says of a sort code and an account number together.
    public enum Outcome: Sendable, Hashable {
        case valid, invalid
        /// The table has no row for the sort code, or its exception says that no check is possible.
        case notPossible
    }

    enum Method: Sendable { case mod10, mod11, doubleAlternate }

    struct Row: Sendable {
        var first: Int
        var last: Int
        var method: Method
        /// Of the six digits of the sort code and the eight of the account number.
        var weights: [Int]
        var exception: Int
    }

    private let rows: [Row]
    /// Sort codes that exception 5 replaces.
    private let replaced: [Int: Int]

    /// Reads the lines of the weight table, and of the table of replaced sort codes that exception 5 needs.
    public init(_ table: String, replacing: String = "") throws(ModulusFault) {
        var rows: [Row] = []
        for (number, line) in table.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let fields = line.split(whereSeparator: \.isWhitespace)
            guard !fields.isEmpty else { continue }
            guard 17...18 ~= fields.count, let first = Self.sortCode(fields[0]), let last = Self.sortCode(fields[1]), first <= last,
                let method = Self.method(fields[2])
            else { throw ModulusFault(line: number + 1) }
            let numbers = fields[3...].map { Int($0) }
            guard numbers.allSatisfy({ $0 != nil && abs($0 ?? 0) < 1_000 }) else { throw ModulusFault(line: number + 1) }
            let values = numbers.compactMap { $0 }
            let exception = values.count == 15 ? values[14] : 0
            guard 0...14 ~= exception else { throw ModulusFault(line: number + 1) }
            rows.append(Row(first: first, last: last, method: method, weights: Array(values[..<14]), exception: exception))
        }
        self.rows = rows.enumerated().sorted { ($0.element.first, $0.offset) < ($1.element.first, $1.offset) }.map(\.element)
        var replaced: [Int: Int] = [:]
        for (number, line) in replacing.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let fields = line.split(whereSeparator: \.isWhitespace)
            guard !fields.isEmpty else { continue }
            guard fields.count == 2, let from = Self.sortCode(fields[0]), let to = Self.sortCode(fields[1]) else {
                throw ModulusFault(line: number + 1)
            }
            replaced[from] = to
        }
        self.replaced = replaced
    }

    private static func sortCode(_ field: Substring) -> Int? { field.utf8.count == 6 ? Int(field).flatMap { $0 >= 0 ? $0 : nil } : nil }

    private static func method(_ field: Substring) -> Method? {
        switch field {
        case "MOD10": .mod10
        case "MOD11": .mod11
        case "DBLAL": .doubleAlternate
        default: nil
        }
    }

    /// Checks six digits and eight; values from 0 to 9.
    public func check(sortCode: [UInt8], account: [UInt8]) -> Outcome {
        guard sortCode.count == 6, account.count == 8 else { return .notPossible }
        let code = sortCode.reduce(0) { $0 * 10 + Int($1) }
        let matching = rows.filter { $0.first <= code && code <= $0.last }
        guard let first = matching.first else { return .notPossible }
        let digits = (sortCode + account).map(Int.init)
        // Exception 6: a foreign currency account has no check.
        if matching.contains(where: { $0.exception == 6 }), 4...8 ~= digits[6], digits[12] == digits[13] { return .notPossible }
        let passesFirst = passes(first, digits, code)
        guard matching.count > 1 else {
            if first.exception == 14, !passesFirst { return passesShifted(first, digits) ? .valid : .invalid }
            return passesFirst ? .valid : .invalid
        }
        let second = matching[1]
        switch (first.exception, second.exception) {
        case (2, 9), (10, 11), (12, 13): return passesFirst || passes(second, digits, code) ? .valid : .invalid
        default:
            // Exception 3: a second check is not made if the third digit of the account number is 6 or 9.
            if second.exception == 3, digits[8] == 6 || digits[8] == 9 { return passesFirst ? .valid : .invalid }
            return passesFirst && passes(second, digits, code) ? .valid : .invalid
        }
    }

    private func passes(_ row: Row, _ original: [Int], _ code: Int) -> Bool {
        var digits = original
        var weights = row.weights
        // Places: 0 to 5 the sort code, 6 to 13 the letters a to h of the account number.
        switch row.exception {
        case 2 where digits[6] != 0:
            weights = digits[12] != 9 ? [0, 0, 1, 2, 5, 3, 6, 4, 8, 7, 10, 9, 3, 1] : [0, 0, 0, 0, 0, 0, 0, 0, 8, 7, 10, 9, 3, 1]
        case 5: if let other = replaced[code] { digits.replaceSubrange(0..<6, with: Self.digits(of: other)) }
        case 7 where digits[12] == 9: for place in 0..<8 { weights[place] = 0 }
        case 8: digits.replaceSubrange(0..<6, with: [0, 9, 0, 1, 2, 6])
        case 9: digits.replaceSubrange(0..<6, with: [3, 0, 9, 6, 3, 4])
        case 10 where (digits[6] == 0 || digits[6] == 9) && digits[7] == 9 && digits[12] == 9: for place in 0..<8 { weights[place] = 0 }
        default: break
        }
        var total = 0
        for place in 0..<14 {
            let product = digits[place] * weights[place]
            total += row.method == .doubleAlternate ? product / 10 + product % 10 : product
        }
        if row.exception == 1 { total += 27 }
        let modulus = row.method == .mod11 ? 11 : 10
        let rest = total % modulus
        switch (row.exception, row.method) {
        case (4, _): return rest == digits[12] * 10 + digits[13]
        case (5, .mod11):
            if rest == 0 { return digits[12] == 0 }
            return rest != 1 && digits[12] == 11 - rest
        case (5, _): return rest == 0 ? digits[13] == 0 : digits[13] == 10 - rest
        default: return rest == 0
        }
    }

    /// Exception 14: an account number that ends with 0, 1 or 9 is checked once more without its last digit and with a 0 before.
    private func passesShifted(_ row: Row, _ digits: [Int]) -> Bool {
        guard [0, 1, 9].contains(digits[13]) else { return false }
        let shifted = Array(digits[..<6]) + [0] + Array(digits[6..<13])
        var total = 0
        for place in 0..<14 { total += shifted[place] * row.weights[place] }
        return total % 11 == 0
    }

    private static func digits(of code: Int) -> [Int] {
        var rest = code
        var digits = [Int](repeating: 0, count: 6)
        for place in (0..<6).reversed() {
            digits[place] = rest % 10
            rest /= 10
        }
        return digits
    }
}

/// A line of a weight table that cannot be read.
public struct ModulusFault: Error, Hashable, Sendable, CustomStringConvertible {
    public let line: Int
    public var description: String {
        "line \(line): expected two sort codes, MOD10, MOD11 or DBLAL, fourteen weights and perhaps an exception from 1 to 14"
    }
}
