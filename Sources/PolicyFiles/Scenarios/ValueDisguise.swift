/// A way to write the numbers of a text so that people read them and simple filters do not, to run a scenario again with.
public enum ValueDisguise: String, CaseIterable, Hashable, Sendable {
    case spaces, hyphens, dots
    case zeroWidth = "zero_width"
    case fullWidth = "full_width"
    case mathematical
    case otherScript = "other_script"
    case circled, keycap, entities, words

    /// Fewer digits in a row are no value that anybody disguises.
    private static let fewestDigits = 3

    private static let spoken = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]

    /// The text with its numbers disguised; nil where there is none.
    public func disguised(_ text: String) -> String? {
        var result = ""
        var run: [Unicode.Scalar] = []
        // Blanks and hyphens inside a number belong to it; those after it do not.
        var gap: [Unicode.Scalar] = []
        var found = false
        func flush() {
            let digits = run.filter(Self.isDigit).compactMap { Int(String($0)) }
            if digits.count >= Self.fewestDigits {
                found = true
                result += write(digits)
            } else {
                result.unicodeScalars.append(contentsOf: run)
            }
            result.unicodeScalars.append(contentsOf: gap)
            (run, gap) = ([], [])
        }
        for scalar in text.unicodeScalars {
            if Self.isDigit(scalar) {
                run += gap + [scalar]
                gap = []
            } else if !run.isEmpty, gap.isEmpty, scalar == " " || scalar == "-" {
                gap = [scalar]
            } else {
                flush()
                result.unicodeScalars.append(scalar)
            }
        }
        flush()
        return found ? result : nil
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar >= "0" && scalar <= "9" }

    private func write(_ digits: [Int]) -> String {
        switch self {
        case .spaces: joined(digits, " ") { "\($0)" }
        case .hyphens: joined(digits, "-") { "\($0)" }
        case .dots: joined(digits, ".") { "\($0)" }
        case .zeroWidth: joined(digits, "\u{200B}") { "\($0)" }
        case .fullWidth: joined(digits, "") { Self.scalar(0xFF10, $0) }
        case .mathematical: joined(digits, "") { Self.scalar(0x1D7CE, $0) }
        // Arabic-Indic.
        case .otherScript: joined(digits, "") { Self.scalar(0x660, $0) }
        case .circled: joined(digits, "") { $0 == 0 ? "\u{24EA}" : Self.scalar(0x245F, $0) }
        case .keycap: joined(digits, "") { "\($0)\u{FE0F}\u{20E3}" }
        case .entities: joined(digits, "") { "&#\(48 + $0);" }
        case .words: joined(digits, " ") { Self.spoken[$0] }
        }
    }

    private func joined(_ digits: [Int], _ separator: String, _ digit: (Int) -> String) -> String {
        digits.map(digit).joined(separator: separator)
    }

    private static func scalar(_ zero: UInt32, _ digit: Int) -> String {
        Unicode.Scalar(zero + UInt32(digit)).map { String($0) } ?? "\(digit)"
    }
}
