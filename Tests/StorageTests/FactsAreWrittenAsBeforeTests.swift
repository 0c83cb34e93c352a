import FoundationEssentials
import Testing

@testable import Conversations
@testable import Storage

/// The encoder of facts gives byte for byte what Foundation's gives with sorted keys: entries of both are one form.
@Suite struct FactsAreWrittenAsBeforeTests {
    struct Everything: Codable, Equatable {
        enum Word: String, Codable { case one, two }
        indirect enum Shape: Codable, Equatable {
            case none
            case named(text: String, Int64)
            case nested(Shape)
        }
        var zebra: String
        var alpha: Int64?
        var flag: Bool
        var unsigned: UInt64
        var words: [Word]
        var shapes: [Shape]
        var byName: [String: Int]
        var lists: [[UInt8]]
        var empty: [String]
        var nothing: [String: Int]
    }

    private func reference(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(value))
    }

    static let texts =
        ["", "plain", "a/b", "\"quoted\\\"", "é 漢字 👩‍🚀", "\u{7f}\u{2028}"]
        + (0..<0x20).map { "x" + String(UnicodeScalar(UInt8($0))) + "y" }

    @Test(arguments: texts) func everyShapeOfValue(_ text: String) throws {
        let value = Everything(
            zebra: text, alpha: text.isEmpty ? nil : .min, flag: text.isEmpty, unsigned: .max, words: [.two, .one],
            shapes: [.none, .named(text: text, -1), .nested(.nested(.named(text: text, .max)))],
            byName: ["b": 1, "a": -2, "channelAccount": 3, "channel": 4, "A": 5], lists: [[], [0, 255]], empty: [], nothing: [:])
        let bytes = try FactsEncoder.encode(value)
        #expect(bytes == (try reference(value)))
        #expect(try JSONDecoder().decode(Everything.self, from: Data(bytes)) == value)
    }

    @Test func eventsComeBack() throws {
        let events: [Event] = [
            .opened(Opened(legalEntity: "E", brand: "B", product: "psd", jurisdiction: "GB", vulnerable: nil, vulnerabilityConsidered: true)),
            .reopened, .deadlineSet(DeadlineSet(name: "n", at: Timestamp(milliseconds: 1_767_614_400_123))), .surveySuppressed,
        ]
        let document = FactsCoding.Document(version: FactsCoding.version, events: events)
        #expect(try FactsEncoder.encode(document) == (try reference(document)))
        #expect(try FactsCoding().decode(try FactsCoding().encode(events)) == events)
    }

    @Test func fractionsAreRefused() { #expect(throws: EncodingError.self) { try FactsEncoder.encode(["a": 0.5]) } }
}
