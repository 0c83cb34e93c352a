import Broker
import Foundation
import Testing

extension ServerTests {
    /// The commands that keep the record, as somebody types them; wrong ones say what would be right.
    @Suite(.serialized) struct RecordsAreKeptByCommandTests {
        @Test func `words go, a person gets what is held, and nothing else is due`() async throws {
            try await Stage.play { stage in
                let server = try await stage.start()
                defer { server.stop() }
                let sam = try stage.network.createUser(handle: "sam_w", name: "Sam")
                try stage.network.post(as: sam.id, "@ExampleBank my neighbour Okapi asks too")
                let row = try await stage.wait("a conversation") { try await stage.ada.inbox().first }
                let view = try await stage.ada.read(row.id)
                let message = try #require(view.lines.first { $0.text?.contains("Okapi") == true }?.event)
                let cleo = try TwoPeopleEraseTests.tokenFile(of: stage.cleo, stage)
                let ada = try TwoPeopleEraseTests.tokenFile(of: stage.ada, stage)
                func parley(_ words: [String]) throws -> (code: Int32, text: String) { try TwoPeopleEraseTests.parley(stage, words) }

                let due = try parley(["records", "due"] + cleo)
                #expect(due.code == 0 && due.text.contains("0 past their time"), "\(due.text)")
                #expect(try parley(["records", "sweep"] + cleo).text.contains("Nothing was destroyed"))
                #expect(try parley(["records", "sweep", "--destroy"] + ada).code == 3)

                let file = stage.folder + "/access.tar"
                let export = ["records", "export", "--customer", row.id, "--purpose", "access request", "--to", file]
                #expect(try parley(export + ada).code == 3)
                #expect(try parley(export + cleo).code == 0)
                #expect(try String(decoding: Data(contentsOf: URL(filePath: file)), as: UTF8.self).contains("Okapi asks too"))
                #expect(try parley(export + cleo).code == 3)

                let text = try #require(view.lines.first { $0.event == message }?.text)
                let at = try #require(text.range(of: "Okapi")).lowerBound.utf16Offset(in: text)
                let redact = ["records", "redact", message, "--reason", "a name"]
                #expect(try parley(redact + ["--span", "900-901"] + cleo).code == 1)
                #expect(try parley(redact + ["--span", "nonsense"] + cleo).code == 2)
                let done = try parley(redact + ["--span", "\(at)-\(at + 5)"] + cleo)
                #expect(done.code == 0, "\(done.text)")
                let after = try await stage.ada.read(row.id)
                #expect(after.lines.contains { $0.text?.hasSuffix("my neighbour [taken out] asks too") == true })

                // Whoever asks what is held gets the words that stay, as their own.
                let later = stage.folder + "/later.tar"
                let words = ["records", "export", "--customer", row.id, "--purpose", "access request", "--to", later]
                #expect(try parley(words + cleo).code == 0)
                let held = try String(decoding: Data(contentsOf: URL(filePath: later)), as: UTF8.self)
                #expect(held.contains("my neighbour [taken out] asks too") && !held.contains("Okapi"))
                #expect(held.split(separator: "\n").contains { $0.contains("[taken out]") && $0.contains("\"by\":\"you\"") }, "\(held)")

                // Asked wrongly: what would be right.
                for (words, hint) in [
                    (["hold", "place", "--conversation", "x", "--reason", "r"] + cleo, "32 hexadecimal digits"),
                    (["hold", "place", "--reason", "r"] + cleo, "--conversation or --customer"),
                    (["hold", "lift", "x", "--reason", "r"] + cleo, "parley hold list"),
                    (["erase", "confirm", "x"] + cleo, "parley erase list"), (["records", "swep"], "sweep"),
                    (["erase", "ask", "--customer", row.id, "--basis", " "] + cleo, "Say why"),
                ] {
                    let answer = try parley(words)
                    #expect(answer.code == 2 && answer.text.contains(hint), "\(words.prefix(2)) \(answer.text)")
                }
                let unknown = String(repeating: "7", count: 32)
                #expect(try parley(["hold", "place", "--conversation", unknown, "--reason", "claim"] + cleo).code == 1)
                #expect(try parley(["erase", "confirm", unknown] + cleo).code == 1)
                for command in ["hold", "erase", "records", "backup", "restore"] {
                    #expect(try parley([command, "--help"]).text.contains("Example: parley \(command)"), "\(command)")
                }
            }
        }
    }
}
