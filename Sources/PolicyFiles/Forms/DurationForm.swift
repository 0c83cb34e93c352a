import Policies
import Yams

/// Reads lengths of time: a number and `s`, `m`, `h` or `d`, as in `24h`.
struct DurationForm {
    private static let units: [Character: Int64] = ["s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]

    /// Milliseconds, or nil where the text has another form or stands for more than 10 years.
    static func milliseconds(_ text: String) -> Int64? {
        guard let letter = text.last, let unit = units[letter], let number = Int64(text.dropLast()), number > 0,
            number <= 315_360_000_000 / unit
        else { return nil }
        return number * unit
    }

    static func read(_ node: Node, of what: String, _ reader: inout NodeReader) -> Int64? {
        guard let text = reader.scalar(node), let value = milliseconds(text) else {
            reader.fail(node, "\(what) is no length of time", expected: "a number and s, m, h or d, as in 24h")
            return nil
        }
        return value
    }
}
