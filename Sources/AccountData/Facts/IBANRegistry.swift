/// Lengths and structures of IBANs by country, from ``IBANRows``.
struct IBANRegistry: Sendable {
    static let shared = IBANRegistry()

    /// A country's structure: what each place behind the check digits may be, as n, a or c.
    struct Structure: Sendable {
        var length: Int
        var kinds: [UInt8]
    }

    /// By country: 26 * first letter + second.
    private let byCountry: [Structure?]
    let countryCount: Int

    private init() {
        var rows = [Structure?](repeating: nil, count: 26 * 26)
        var count = 0
        for row in "\(IBANRows.text)".utf8.split(separator: UInt8(ascii: " ")) {
            let bytes = Array(row)
            var kinds: [UInt8] = []
            var number = 0
            for byte in bytes.dropFirst(3) {
                if byte >= 0x30, byte <= 0x39 {
                    number = number * 10 + Int(byte - 0x30)
                } else {
                    kinds.append(contentsOf: repeatElement(byte, count: number))
                    number = 0
                }
            }
            rows[Int(bytes[0] - 0x41) * 26 + Int(bytes[1] - 0x41)] = Structure(length: 4 + kinds.count, kinds: kinds)
            count += 1
        }
        byCountry = rows
        countryCount = count
    }

    /// The structure for two lower-case letters.
    @inline(__always)
    func structure(_ first: UInt8, _ second: UInt8) -> Structure? {
        guard first >= 0x61, first <= 0x7A, second >= 0x61, second <= 0x7A else { return nil }
        return byCountry[Int(first - 0x61) * 26 + Int(second - 0x61)]
    }
}
