/// Markup that cannot be broken out of: whatever is put in as text is escaped, only what is written down here is markup.
struct HTML: ExpressibleByStringInterpolation {
    var bytes: String

    /// A literal in the source is markup; there is no way from a variable to here.
    init(stringLiteral value: String) { bytes = value }
    init(stringInterpolation: Interpolation) { bytes = stringInterpolation.bytes }
    private init(bytes: String) { self.bytes = bytes }

    static let none = HTML(bytes: "")

    static func joined(_ parts: [HTML]) -> HTML { HTML(bytes: parts.map(\.bytes).joined()) }

    struct Interpolation: StringInterpolationProtocol {
        var bytes = ""
        init(literalCapacity: Int, interpolationCount: Int) {}
        mutating func appendLiteral(_ literal: String) { bytes += literal }
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
        mutating func appendInterpolation(_ html: HTML) { bytes += html.bytes }
    }
}
