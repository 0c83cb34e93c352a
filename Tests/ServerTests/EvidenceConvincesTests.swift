import Broker
import Foundation
import Testing
import Verifier

extension ServerTests {
    @Suite(.serialized) struct EvidenceConvincesTests {
        @Test func `a conversation leaves as one file that anybody verifies, and no byte of it can be another`() async throws {
            try await Stage.play { stage in
                let server = try await stage.start()
                defer { server.stop() }
                let sam = try stage.network.createUser(handle: "sam_w", name: "Sam <script>")
                let pat = try stage.network.createUser(handle: "pat_b", name: "Pat")
                let post = try stage.network.post(
                    as: sam.id, "@ExampleBank <b>my card</b> 5105 1051 0510 5100 was refused")
                try stage.network.post(as: pat.id, "@ExampleBank when do you open?")
                let rows = try await stage.wait("two conversations") {
                    let rows = try await stage.ada.inbox()
                    return rows.count == 2 ? rows : nil
                }
                var view = try await stage.ada.read(rows[0].id)
                if view.lines.first?.text?.contains("open") == true { view = try await stage.ada.read(rows[1].id) }
                #expect(post.id > 0)
                #expect(try await stage.ada.reply("Sorry to hear that. We look into it.", on: "sandbox_public", in: view).status == 200)

                // Only some may take evidence out, and they say why.
                let path = "/api/conversations/\(view.id)/evidence"
                #expect(try await stage.ada.post(path, ["purpose": "curious"]).status == 403)
                #expect(try await stage.cleo.post(path, ["purpose": " "]).status == 400)
                #expect(
                    try await stage.cleo.post("/api/conversations/\(String(repeating: "7", count: 32))/evidence", ["purpose": "a"]).status
                        == 404)
                let answer = try await stage.cleo.post(path, ["purpose": "complaint 212, card 5105 1051 0510 5100"])
                #expect(answer.status == 200)
                let bytes = Array(answer.body)
                #expect(try Disk(folder: stage.home.path).files(with: "5105105105105100").isEmpty)
                #expect(!answer.text.contains("5105 1051"))
                #expect(answer.text.contains("&lt;b&gt;my card&lt;/b&gt;"))

                let key = try VerifyingKey(
                    String(try String(contentsOfFile: stage.home.verifierKey, encoding: .utf8).prefix { $0 != "\n" }))
                let report = EvidenceVerifier(pinnedKey: key).verify(bytes)
                #expect(report.verified, "\(report.failures)")
                #expect(report.subject?.description == "conversation \(view.id)")
                #expect(report.erasedFields == 0 && report.disclosedFields > 0)
                #expect(report.coverage.first?.last ?? 0 >= 3)

                // Any other byte anywhere.
                var missed: [Int] = []
                let steps = Array(stride(from: 0, to: bytes.count, by: max(1, bytes.count / 1_500)))
                for place in steps {
                    var changed = bytes
                    changed[place] ^= 1 << UInt8(place % 8)
                    if EvidenceVerifier(pinnedKey: key).verify(changed).verified { missed.append(place) }
                }
                #expect(missed == [])
                for cut in [512, 1_024, bytes.count / 1_024 * 512] {
                    #expect(!EvidenceVerifier(pinnedKey: key).verify(Array(bytes.dropLast(cut))).verified)
                }
                #expect(!EvidenceVerifier(pinnedKey: key).verify(bytes + [UInt8](repeating: 0, count: 512)).verified)

                // A file from before the conversation went on is whole up to its own export, and says so.
                let again = try await stage.cleo.post(path, ["purpose": "again"])
                let second = EvidenceVerifier(pinnedKey: key).verify(Array(again.body))
                #expect(second.verified, "\(second.failures)")
                #expect(second.sealedBy.max() ?? 0 > report.sealedBy.max() ?? 0)
                // The seal of one does not fit the body of the other.
                #expect(!EvidenceVerifier(pinnedKey: key).verify(Self.sealed(bytes, with: Array(again.body))).verified)
            }
        }

        /// The first file's body under the second's seal.
        private static func sealed(_ body: [UInt8], with seal: [UInt8]) -> [UInt8] {
            func split(_ bytes: [UInt8]) -> Int {
                var place = 0
                while place < bytes.count, !bytes[place...].starts(with: "log.vkey".utf8) {
                    let length = Int(String(decoding: bytes[(place + 124)..<(place + 135)], as: UTF8.self), radix: 8) ?? 0
                    place += 512 + (length + 511) / 512 * 512
                }
                return place
            }
            return Array(body[..<split(body)] + seal[split(seal)...])
        }
    }
}
