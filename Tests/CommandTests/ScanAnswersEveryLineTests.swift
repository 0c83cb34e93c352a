import Testing

/// One line out for each line in, in order, whatever stands in it.
struct ScanAnswersEveryLineTests {
    private func scan(_ lines: [String], _ options: String...) async throws -> Command {
        try await Command.run(["scan", "--jsonl"] + options, input: lines.flatMap { Array($0.utf8) + [0x0A] })
    }

    @Test func offsetsCountScalarsOfTheDecodedString() async throws {
        let answer = try await scan([
            #"{"id": "a", "text": "\ud83d\ude00 caf\u00e9 5105 1051 0510 5100", "direction": "inbound", "channel": "public", "more": {"x": [1, null]}}"#,
            #"{"text": "pin 1234", "id": 7, "channel": "sandbox_dm"}"#, "", #"  {"id": "c", "text": "nothing"}"#,
        ])
        #expect(answer.status == 0)
        #expect(
            answer.lines == [
                #"{"id": "a", "findings": [{"class": "card.pan", "start": 7, "end": 26}]}"#,
                #"{"id": 7, "findings": [{"class": "credential.pin", "start": 4, "end": 8}]}"#, #"{"id": "c", "findings": []}"#,
            ])
    }

    @Test(arguments: [
        (#"{"id": "x", "text": "half \ud83d"}"#, #""x""#), (#"{"text": "\udc00\ud800", "id": "x"}"#, #""x""#),
        (#"{"id": "x", "text": 5}"#, #""x""#), (#"{"id": "x"}"#, #""x""#), (#"{"id": "x", "text": "a"} b"#, #""x""#),
        (#"{"id": "x", "text": "a", "channel": "telex"}"#, #""x""#), (#"{"id": "x", "text": "a", "direction": "up"}"#, #""x""#),
        (#"["a"]"#, "null"), ("{", "null"), (#"{"id": "x", "text": "\q"}"#, #""x""#), (#"{"id": "x", "n": 01, "text": "a"}"#, #""x""#),
        (String(repeating: "[", count: 5_000), "null"), (#"{"id": {}, "text": "a"}"#, "null"), (#"{"id": "x", "text": "unended"#, #""x""#),
    ])
    func whatCannotBeScannedIsAnsweredAndCounts(line: String, id: String) async throws {
        let answer = try await scan([line, #"{"id": "after", "text": "pin 1234"}"#])
        #expect(answer.status == 3)
        #expect(answer.lines.count == 2)
        #expect(answer.lines.first?.hasPrefix(#"{"id": \#(id), "error": "#) == true, "\(answer.output)")
        #expect(answer.lines.last == #"{"id": "after", "findings": [{"class": "credential.pin", "start": 4, "end": 8}]}"#)
        #expect(answer.words.contains("1 of 2 lines"))
    }

    @Test func bytesThatAreNoTextDoNotStopIt() async throws {
        let bad = Array(#"{"id": "x", "text": ""#.utf8) + [0xFF, 0xC0, 0x80] + Array("\"}\n".utf8)
        let answer = try await Command.run(["scan", "--jsonl"], input: bad + bad + Array(#"{"id": "y", "text": "a"}"#.utf8))
        #expect(answer.status == 3)
        #expect(answer.lines.count == 3)
        #expect(answer.lines.last == #"{"id": "y", "findings": []}"#)
    }

    @Test func randomBytesGiveOneAnswerALine() async throws {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        let lines = (0..<300).map { _ -> [UInt8] in
            (0..<40).map { _ -> UInt8 in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let alphabet = Array(#"{}[]":,\u0d8e19 idtex"#.utf8)
                return alphabet[Int(state >> 33) % alphabet.count]
            }
        }.filter { line in line.contains { $0 != 0x20 } }
        let answer = try await Command.run(["scan", "--jsonl"], input: lines.flatMap { $0 + [0x0A] })
        #expect(answer.lines.count == lines.count)
    }

    @Test func splitValuesAreFoundWithinTenMinutes() async throws {
        func line(_ gap: Double) -> String {
            """
            {"id": "s", "messages": [{"author": "customer", "text": "my card is 5105 1051", "gap_s": 0}, {"author": "bot", "text": "yes?", \
            "gap_s": 1}, {"author": "customer", "text": "0510 5100", "gap_s": \(gap)}]}
            """
        }
        let answer = try await scan([line(8), line(599), line(601)], "--sequences")
        #expect(answer.status == 0)
        #expect(
            answer.lines == [
                #"{"id": "s", "detections": [{"msg": 2, "class": "card.pan"}]}"#,
                #"{"id": "s", "detections": [{"msg": 2, "class": "card.pan"}]}"#, #"{"id": "s", "detections": []}"#,
            ])
    }

    @Test func valuesStayHiddenUnlessAskedFor() async throws {
        let text = "my card is 5105 1051 0510 5100"
        #expect(try await !Command.run("scan", "--explain", text).output.contains("5105"))
        #expect(try await !Command.run("scan", "--explain", "--format", "json", text).output.contains("5105"))
        #expect(try await Command.run("scan", "--reveal", text).output.contains("5105 1051 0510 5100"))
        #expect(
            try await Command.run("scan", "--reveal", "--format", "json", "-", input: Array(text.utf8)).output.contains(
                #""value": "5105 1051 0510 5100""#))
    }
}
