import FoundationEssentials
import Testing

@testable import Social

@Suite struct JSONTests {
    private func reason(_ text: String) -> JSONError.Reason? {
        do {
            _ = try JSONDocument(Array(text.utf8))
            return nil
        } catch {
            return error.reason
        }
    }

    @Test func fieldsAreFoundInPlace() throws {
        let root = try JSONDocument(Array(#" {"a":1,"b":{"c":[true,false,null,"x"]},"d":-0.5e3,"e":""} "#.utf8)).root
        #expect(root["a"]?.integer == 1)
        #expect(root["b"]?["c"]?.elements.map { $0.map(\.boolean) } == [true, false, nil, nil])
        #expect(root["b"]?["c"]?.elements?.reversed().first?.string == "x")
        #expect(root["d"]?.integer == nil)
        #expect(root["e"]?.string == "")
        #expect(root["f"] == nil)
        #expect(root["a"]?["b"] == nil)
        #expect(root.keys.map { $0.map(\.string) } == ["a", "b", "d", "e"])
    }

    @Test func numbersBeyondTheIntegersAreNoIntegers() throws {
        let root = try JSONDocument(Array("[9223372036854775807,9223372036854775808,-9223372036854775808,1.0,1e2,-0]".utf8)).root
        #expect(root.elements.map { $0.map(\.integer) } == [.max, nil, .min, nil, nil, 0])
    }

    @Test func escapesAreDecoded() throws {
        let text = try #require(try JSONDocument(Array(#""\"\\\/\b\f\n\r\tA\u0041\u00e4\u20ac\ud83d\ude00""#.utf8)).root.text)
        #expect(text.string == "\"\\/\u{8}\u{c}\n\r\tAA\u{e4}\u{20ac}\u{1f600}")
        #expect(!text.wasAltered)
    }

    @Test(arguments: [
        #"\ud83d"#, #"\ude00"#, #"\ud83dx"#, #"\ud83d\n"#, #"\ud83d\u0041"#, #"\ude00\ud83d"#, #"\u0000"#, #"\ud83d\ud83d\ude00"#,
    ])
    func whatCannotBeKeptIsReplacedAndFlagged(escape: String) throws {
        let text = try #require(try JSONDocument(Array("\"a\(escape)b\"".utf8)).root.text)
        #expect(text.wasAltered)
        #expect(text.string.unicodeScalars.contains("\u{FFFD}"))
        #expect(text.string.first == "a" && text.string.last == "b")
        #expect(!text.utf8.contains(0))
    }

    @Test func keysAreComparedDecoded() throws {
        #expect(try JSONDocument(Array(#"{"te\u0078t":"yes"}"#.utf8)).root["text"]?.string == "yes")
        #expect(reason(#"{"text":1,"te\u0078t":2}"#) == .duplicateKey)
        #expect(reason(#"{"a":1,"b":{"a":1},"a":2}"#) == .duplicateKey)
        #expect(reason(#"{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}"#) == nil)
        let many = (0..<400).map { "\"k\($0)\":\($0)" }
        #expect(reason("{" + many.joined(separator: ",") + "}") == nil)
        #expect(reason("{" + (many + ["\"k17\":0"]).joined(separator: ",") + "}") == .duplicateKey)
    }

    @Test(arguments: [
        ("", JSONError.Reason.unexpectedEnd), ("{", .unexpectedEnd), ("[1,", .unexpectedEnd), ("[1,]", .unexpectedByte),
        (#"{"a"}"#, .unexpectedByte), (#"{"a":}"#, .unexpectedByte), (#"{"a":1,}"#, .unexpectedByte), ("{a:1}", .unexpectedByte),
        ("'a'", .unexpectedByte), ("nul", .unexpectedEnd), ("nulL", .unexpectedByte), ("01", .trailingBytes), ("1.", .unexpectedEnd),
        ("1.x", .badNumber), ("-", .unexpectedEnd), ("-x", .badNumber), ("1e", .unexpectedEnd), ("+1", .unexpectedByte),
        (".5", .unexpectedByte), ("NaN", .unexpectedByte), ("\"a", .unexpectedEnd), ("\"\\", .unexpectedEnd), (#""\x""#, .badEscape),
        (#""\u12"#, .unexpectedEnd), (#""\u12g4""#, .badEscape), ("\"\u{0}\"", .controlCharacter), ("\"a\nb\"", .controlCharacter),
        ("{} {}", .trailingBytes), ("\u{FEFF}{}", .unexpectedByte), ("/* */1", .unexpectedByte), ("\u{0}", .unexpectedByte),
    ])
    func malformedIsRefused(text: String, expected: JSONError.Reason) {
        #expect(reason(text) == expected, "\(text)")
    }

    @Test(
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
            [0x22, 0xE2, 0x82, 0x22],
        ] as [[UInt8]])
    func bytesThatAreNotUTF8AreRefused(bytes: [UInt8]) {
        #expect(throws: JSONError.self) { try JSONDocument(bytes) }
    }

    @Test func boundsHold() {
        #expect(reason(String(repeating: "[", count: 48) + String(repeating: "]", count: 48)) == nil)
        #expect(reason(String(repeating: "[", count: 49) + String(repeating: "]", count: 49)) == .tooDeep)
        #expect(reason(String(repeating: "[", count: 100_000)) == .tooDeep)
        #expect(reason("{" + (0..<600).map { "\"k\($0)\":0" }.joined(separator: ",") + "}") == .tooManyKeys)
        #expect(reason("[" + String(repeating: "0,", count: 140_000) + "0]") == .tooManyValues)
    }

    /// Whatever this reader accepts, Foundation's accepts as well (which takes duplicate keys and more), with the same texts in it.
    @Test func anotherReaderAgrees() throws {
        let seeds = [#"{"a":["x\u00e9\n",1,-2.5e3,true,null],"b":{"c":"\ud83d\ude00","d":""}}"#, #"["a","b\\",{"k":"v"}]"#]
        var random = Mutations(seed: 7)
        var accepted = 0
        for round in 0..<4_000 {
            let bytes = random.mutated(Array(seeds[round % 2].utf8), times: round % 3)
            guard let document = try? JSONDocument(bytes) else { continue }
            accepted += 1
            if let text = document.root["b"]?["c"]?.text, !text.wasAltered {
                struct Outer: Decodable {
                    struct Inner: Decodable { var c: String }
                    var b: Inner
                }
                let theirs = try? JSONDecoder().decode(Outer.self, from: Data(bytes))
                #expect(theirs?.b.c == text.string)
            }
        }
        #expect(accepted > 1_000)
    }

    @Test func writerEscapes() throws {
        let text = "a\"b\\c\nd\u{1}e\u{1f600}/\u{0}"
        let bytes = JSONWriter.object { body in
            body.member("text", text)
            body.member("inner") { $0.member("yes", true) }
            body.member("last", "x")
        }
        let root = try JSONDocument(bytes).root
        #expect(root["text"]?.string == text.replacing("\u{0}", with: "\u{FFFD}"))
        #expect(root["inner"]?["yes"]?.boolean == true)
        #expect(root["last"]?.string == "x")
    }
}
