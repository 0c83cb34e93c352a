/// Markup that cannot be broken out of: what is put in as text is escaped, only what is written down in the source is markup.
struct Markup: ExpressibleByStringInterpolation, Sendable {
    var bytes: String

    static let none = Markup(bytes: "")

    init(stringLiteral value: String) { bytes = value }
    init(stringInterpolation: Interpolation) { bytes = stringInterpolation.bytes }
    private init(bytes: String) { self.bytes = bytes }

    static func joined(_ parts: [Markup]) -> Markup { Markup(bytes: parts.map(\.bytes).joined()) }

    /// Tells a page that has this element already from one that has an older state of it.
    var version: String { String(Self.hash(bytes), radix: 36) }

    /// FNV-1a: the same in every process.
    static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    struct Interpolation: StringInterpolationProtocol {
        var bytes = ""

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) { bytes += literal }
        mutating func appendInterpolation(_ markup: Markup) { bytes += markup.bytes }
        mutating func appendInterpolation(_ number: Int) { bytes += String(number) }
        mutating func appendInterpolation(_ number: UInt64) { bytes += String(number) }

        /// Text, attribute values included: the five characters that mean something in either.
        mutating func appendInterpolation(_ text: String) {
            for scalar in text.unicodeScalars {
                switch scalar {
                case "&": bytes += "&amp;"
                case "<": bytes += "&lt;"
                case ">": bytes += "&gt;"
                case "\"": bytes += "&quot;"
                case "'": bytes += "&#39;"
                default: bytes.unicodeScalars.append(scalar)
                }
            }
        }
    }
}

extension DefaultStringInterpolation {
    /// Markup in a string would be shown as its description: an optional or a condition around a literal has to say that it is markup.
    @available(*, unavailable, message: "markup goes into markup only")
    mutating func appendInterpolation(_ markup: Markup) { fatalError("never called: it is unavailable") }
}
