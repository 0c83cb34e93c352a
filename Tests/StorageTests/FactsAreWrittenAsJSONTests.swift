import Conversations
import FoundationEssentials
import Ledger
import Testing

@testable import Storage

@Suite struct FactsAreWrittenAsJSONTests {
    /// What values can be made of, nested; written by us and by the library, it reads back the same.
    struct Sample: Codable, Equatable {
        enum Choice: Codable, Equatable {
            case none
            case one(String)
            case two(first: Int, second: [Choice])
        }
        var texts: [String]
        var missing: Int?
        var there: UInt64?
        var least: Int64
        var flags: [Bool]
        var table: [String: [Int]]
        var choices: [Choice]
        var lists: [[String]]
        var empty: [Choice]
    }

    @Test func randomValuesReadBackTheSame() throws {
        var random = SeededGenerator(seed: 5)
        let scalars = ["\"", "\\", "/", "\u{0}", "\u{1f}", "\n", "é", "𝔘", "\u{2028}", "a", "{", "]", ","]
        func text() -> String { (0..<random.below(9)).map { _ in scalars[random.below(scalars.count)] }.joined() }
        func choice(_ depth: Int) -> Sample.Choice {
            switch random.below(depth > 3 ? 2 : 3) {
            case 0: .none
            case 1: .one(text())
            default: .two(first: random.below(9) - 4, second: (0..<random.below(3)).map { _ in choice(depth + 1) })
            }
        }
        for _ in 0..<1_000 {
            let sample = Sample(
                texts: (0..<random.below(4)).map { _ in text() }, missing: random.chance(50) ? nil : random.below(7),
                there: random.chance(50) ? nil : random.next(), least: Int64(bitPattern: random.next()),
                flags: (0..<random.below(4)).map { _ in random.chance(50) }, table: ["a" + text(): [1, 2], "b" + text(): []],
                choices: (0..<random.below(4)).map { _ in choice(0) }, lists: [[], [text()], [text(), text()]], empty: [])
            let written = try FactsEncoder.encode(sample)
            #expect(try JSONDecoder().decode(Sample.self, from: Data(written)) == sample)
            let sorted = JSONEncoder()
            sorted.outputFormatting = .sortedKeys
            #expect(try sorted.encode(JSONDecoder().decode(Sample.self, from: Data(written))) == sorted.encode(sample))
        }
    }

    @Test func fractionsAreRefused() {
        #expect(throws: EncodingError.self) { try FactsEncoder.encode([0.5]) }
        #expect(throws: EncodingError.self) { try FactsEncoder.encode(["a": Float(0.5)]) }
    }

    @Test func whatTheFileOfTheFirstVersionHoldsIsWrittenAndReadAlike() throws {
        let tests = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
        let file = try #require(FileManager.default.contents(atPath: tests + "/ConversationsTests/Fixtures/facts-v1.jsonl"))
        let events = try String(decoding: file, as: UTF8.self).split(separator: "\n").map {
            try JSONDecoder().decode(Event.self, from: Data($0.utf8))
        }
        #expect(events.count == 71)
        for event in events {
            let document = FactsCoding.Document(version: FactsCoding.version, events: [event, event])
            #expect(try FactsCoding().encode([event, event]) == FactsEncoder.encode(document))
        }
        #expect(try FactsCoding().decode(FactsCoding().encode(events)) == events)
    }

    @Test func whatPolicyWasAskedIsWrittenAndFoundAlike() throws {
        let tests = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
        let file = try #require(FileManager.default.contents(atPath: tests + "/ConversationsTests/Fixtures/facts-v1.jsonl"))
        let line = "1;i;1767614400123;;customer;1;1;card.pan:2;complaint;thread.complaint=f0"
        var received: [Event] = []
        for text in String(decoding: file, as: UTF8.self).split(separator: "\n") {
            guard case .received(var one) = try JSONDecoder().decode(Event.self, from: Data(text.utf8)) else { continue }
            #expect(one.asked == nil, "the first version did not keep it")
            one.asked = Asked(line: line)
            received.append(.received(one))
        }
        try #require(!received.isEmpty)
        let document = FactsCoding.Document(version: FactsCoding.version, events: received)
        let bytes = try FactsCoding().encode(received)
        #expect(bytes == (try FactsEncoder.encode(document)))
        #expect(try FactsCoding().decode(bytes) == received)
        #expect(EntryReader.question(in: bytes) == Array(line.utf8))
        // Words that hold the same characters are written otherwise.
        let words = Event.rejected(
            try JSONDecoder().decode(
                Rejected.self,
                from: Data(
                    #"{"send":"00000000000000010000000000000002","by":"0000000000000009000000000000000a","reason":"\"asked\":\"x\""}"#.utf8)
            ))
        #expect(EntryReader.question(in: try FactsCoding().encode([words])) == nil)
        #expect(EntryReader.question(in: try FactsCoding().encode([words] + received)) == Array(line.utf8))
        #expect(EntryReader.question(in: []) == nil && EntryReader.question(in: Array(#""asked":""#.utf8)) == nil)
    }
}
