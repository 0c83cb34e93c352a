import AccountData
public import Policies

/// What policy was asked: the finite facts of one decision as one line of text, the same line for the same facts.
///
/// It stands in facts beside the answer, so that other packs can be asked the same question when the message's words are long gone. It holds
/// words of closed lists, levels, numbers and instants, never a text: facts with anything else in them are not written down at all.
///
/// Ten fields with `;` between them: form, direction, now, act, actor, channel kind, assurance, findings, labels, values.
/// An inbound one may read `1;i;1767614400123;;customer;1;1;card.pan:2;complaint;thread.complaint=f0`.
public struct Asked: Hashable, Sendable {
    /// ASCII without a character that JSON would escape.
    public let line: String

    static let form = UInt8(ascii: "1")
    static let longestWord = 64

    /// Nil where a fact is no word, number, instant or flag.
    public init?(_ facts: Facts) {
        var writer = AskedWriter()
        writer.write(facts)
        guard writer.isWhole else { return nil }
        line = String(decoding: writer.bytes, as: UTF8.self)
    }

    /// A line as it was written; whether it can be read shows in ``facts``.
    public init(line: String) { self.line = line }

    /// The facts again; nil for a line of another form.
    public var facts: Facts? {
        var line = line
        return line.withUTF8 { AskedReader.facts(in: $0) }
    }

    /// What a word of a fact may look like.
    static func isWord(_ bytes: some Collection<UInt8>) -> Bool {
        (1...longestWord).contains(bytes.count)
            && bytes.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"): true
                default: false
                }
            }
    }
}

extension Asked: Codable {
    public init(from decoder: any Decoder) throws { line = try decoder.singleValueContainer().decode(String.self) }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(line)
    }
}

extension Direction {
    /// The letter by which a line names the direction.
    var letter: UInt8 {
        switch self {
        case .inbound: UInt8(ascii: "i")
        case .outbound: UInt8(ascii: "o")
        case .access: UInt8(ascii: "a")
        case .records: UInt8(ascii: "r")
        case .system: UInt8(ascii: "s")
        case .audit: UInt8(ascii: "u")
        }
    }
}
