import Broker
import Foundation
import Testing
import Verifier

extension ServerTests {
    @Suite(.serialized) struct TwoPeopleEraseTests {
        /// A program's answer: how it ended, and what it said.
        static func parley(_ stage: Stage, _ words: [String]) throws -> (code: Int32, text: String) {
            let output = "\(stage.folder)/output-\(RandomIDs.token())"
            let code = try Child([Stage.executable] + words, output: output).wait()
            return (code, try String(contentsOfFile: output, encoding: .utf8))
        }

        static func tokenFile(of person: Person, _ stage: Stage) throws -> [String] {
            ["--token-file", try Stage.secret("token-\(person.login)", person.token, in: stage.folder), "--home", stage.home.path]
        }

        @Test func `a customer is erased by two people, from every file, and no hold is passed over`() async throws {
            try await Stage.play { stage in
                let server = try await stage.start()
                defer { server.stop() }
                let sam = try stage.network.createUser(handle: "zanzibar_w", name: "Quagga Clarke")
                let pat = try stage.network.createUser(handle: "pat_b", name: "Pat")
                try stage.network.post(as: sam.id, "@ExampleBank my okapi card was refused")
                try stage.network.post(as: pat.id, "@ExampleBank when does the branch open?")
                let rows = try await stage.wait("two conversations") {
                    let rows = try await stage.ada.inbox()
                    return rows.count == 2 ? rows : nil
                }
                var view = try await stage.ada.read(rows[0].id)
                if view.lines.first?.text?.contains("branch") == true { view = try await stage.ada.read(rows[1].id) }
                let other = rows.first { $0.id != view.id }?.id ?? ""
                #expect(
                    try await stage.ada.reply("Sorry to hear that, the gerenuk team looks after it.", on: "sandbox_public", in: view).status
                        == 200)
                let before = try await stage.cleo.post("/api/conversations/\(view.id)/evidence", ["purpose": "before"])
                let cleo = try Self.tokenFile(of: stage.cleo, stage)
                let sue = try Self.tokenFile(of: stage.sue, stage)

                // Under a hold nobody may even ask; it says so, and the hold stands in the list.
                let held = try Self.parley(stage, ["hold", "place", "--conversation", view.id, "--reason", "claim 4711"] + cleo)
                #expect(held.code == 0, "\(held.text)")
                let refused = try Self.parley(stage, ["erase", "ask", "--customer", view.id, "--basis", "UK GDPR art. 17(1)(a)"] + cleo)
                #expect(refused.code == 1 && refused.text.contains("legal hold"), "\(refused.text)")
                let holds = try #require(
                    try JSONSerialization.jsonObject(with: await stage.otto.get("/api/records/holds").body) as? [[String: Any]])
                #expect(holds.count == 1 && holds[0]["by"] as? String == "cleo" && holds[0]["reason"] as? String == "claim 4711")
                let hold = try #require(holds[0]["hold"] as? String)
                #expect(try Self.parley(stage, ["hold", "lift", hold, "--reason", "settled"] + sue).code == 3)
                #expect(try Self.parley(stage, ["hold", "lift", hold, "--reason", "settled"] + cleo).code == 0)
                #expect(try Self.parley(stage, ["hold", "lift", hold, "--reason", "settled"] + cleo).code == 1)

                // One asks, and cannot confirm; a hold that comes between stops it as well.
                let asked = try Self.parley(
                    stage, ["erase", "ask", "--customer", view.id, "--basis", "UK GDPR art. 17(1)(a)", "--format", "json"] + cleo)
                #expect(asked.code == 0, "\(asked.text)")
                #expect(try Self.parley(stage, ["erase", "ask", "--customer", view.id, "--basis", "again"] + cleo).code == 1)
                let lines = try #require(
                    try JSONSerialization.jsonObject(with: await stage.otto.get("/api/records/erasures").body) as? [[String: Any]])
                let request = try #require(lines.first?["asked"] as? String)
                let own = try Self.parley(stage, ["erase", "confirm", request] + cleo)
                #expect(own.code == 1 && own.text.contains("two people"), "\(own.text)")
                #expect(try await stage.ada.post("/api/records/erasures/\(request)/confirm").status == 403)
                let second = try await stage.cleo.post(
                    "/api/records/holds", ["on": "customer", "which": view.id, "reason": "ombudsman"])
                #expect(try Self.parley(stage, ["erase", "confirm", request] + sue).text.contains("legal hold"))
                #expect(try await stage.cleo.post("/api/records/holds/\(second["event"] ?? "")/lift", ["reason": "over"]).status == 200)
                #expect(try await stage.ada.read(view.id).lines.contains { $0.text?.contains("okapi") == true })

                let done = try Self.parley(stage, ["erase", "confirm", request] + sue)
                #expect(done.code == 0, "\(done.text)")
                let after = try await stage.ada.read(view.id)
                #expect(after.lines.allSatisfy { $0.text == nil && $0.author == nil })
                #expect(after.lines.filter { $0.kind == "receive" || $0.kind == "submit" }.count >= 2)
                #expect(try await stage.ada.read(other).lines.contains { $0.text?.contains("branch") == true })
                // Nothing shows it any more: not the list, not a page, not the file about the conversation.
                #expect(try await !stage.ada.get("/api/conversations").text.contains("okapi"))
                let evidence = try await stage.cleo.post("/api/conversations/\(view.id)/evidence", ["purpose": "after"])
                #expect(evidence.status == 200)
                for word in ["okapi", "Quagga", "zanzibar", "gerenuk team"] { #expect(!evidence.text.contains(word), "\(word)") }
                let vkey = String(try String(contentsOfFile: stage.home.verifierKey, encoding: .utf8).prefix { $0 != "\n" })
                let key = try VerifyingKey(vkey)
                let report = EvidenceVerifier(pinnedKey: key).verify(Array(evidence.body))
                #expect(report.verified && report.erasedFields > 0 && report.erasures.count == 1, "\(report.failures)")
                #expect(EvidenceVerifier(pinnedKey: key).verify(Array(before.body)).verified)
                // The second verifier says the same of both.
                for (name, file) in [("before", before.body), ("after", evidence.body)] {
                    try file.write(to: URL(filePath: "\(stage.folder)/\(name).tar"))
                    let check = URL(filePath: #filePath).appending(path: "../../EvidenceCheck/evidence_check.py").standardized
                    let verdict = try Child(
                        [
                            "/usr/bin/env", "python3", "-B", check.path(percentEncoded: false), "\(stage.folder)/\(name).tar", "--key",
                            vkey,
                        ], output: "\(stage.folder)/verdict")
                    #expect(verdict.wait() == 0, "\((try? String(contentsOfFile: "\(stage.folder)/verdict", encoding: .utf8)) ?? "")")
                }
                #expect(server.stop() == 0)
                let disk = Disk(folder: stage.home.path)
                for word in ["okapi card", "Quagga Clarke", "zanzibar_w", "gerenuk team"] {
                    #expect(try disk.files(with: word).isEmpty, "\(word)")
                }
            }
        }
    }
}
