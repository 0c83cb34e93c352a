import AsyncHTTPClient
import Broker
import Foundation
import SQL
import Testing
import Verifier

extension ServerTests {
    /// The log over HTTP, read by code that shares nothing with its writer.
    @Suite(.serialized) struct TheLogIsReadFromOutsideTests {
        @Test func `a stranger fetches the tiles and the auditor the entries, and both are the signed log`() async throws {
            try await Stage.play { stage in
                try stage.configure { $0.openLog = true }
                let server = try await stage.start()
                defer { server.stop() }
                let customer = try stage.network.createUser(handle: "sam_w", name: "Sam")
                for number in 0..<300 { try stage.network.post(as: customer.id, "@ExampleBank question number \(number)") }
                _ = try await stage.wait("the entries to be sealed") { () -> Bool? in
                    let status = try await stage.otto.status()
                    return status.sealed > 300 && status.sealed == status.accepted ? true : nil
                }

                let signed = try await Self.get(stage, "/log/checkpoint")
                #expect(signed.status == 200 && signed.headers["content-type"] == "text/plain; charset=utf-8")
                #expect(signed.headers["cache-control"] == "public, max-age=2")
                let key = try VerifyingKey(
                    String(try String(contentsOfFile: stage.home.verifierKey, encoding: .utf8).prefix { $0 != "\n" }))
                let note = try OpenedNote(Array(signed.body))
                #expect(note.standing(of: key) == .valid)
                let checkpoint = try OpenedCheckpoint(text: note.text)
                #expect(checkpoint.size > 300)

                // Into a folder, as a mirror would; an unrelated program proves it.
                let mirror = stage.folder + "/mirror"
                try Self.write(signed.body, to: mirror, "checkpoint")
                for level in 0..<2 {
                    for (path, _) in Self.tiles("\(level)", checkpoint.size >> UInt64(8 * level)) {
                        let answer = try await Self.get(stage, "/log/" + path)
                        #expect(answer.status == 200 && answer.headers["content-type"] == "application/octet-stream", "\(path)")
                        #expect(answer.headers["cache-control"] == "public, max-age=31536000, immutable")
                        try Self.write(answer.body, to: mirror, path)
                    }
                }
                for (path, _) in Self.tiles("entries", checkpoint.size) {
                    // Entries are the auditor's, also of an open log.
                    #expect(try await Self.get(stage, "/log/" + path).status == 401)
                    for person in [stage.ada, stage.sue, stage.cleo] { #expect(try await person.get("/log/" + path).status == 403) }
                    let answer = try await stage.otto.get("/log/" + path)
                    #expect(answer.status == 200 && answer.headers["cache-control"] == "private, max-age=31536000, immutable")
                    #expect(answer.headers["vary"] == "Authorization, Cookie")
                    try Self.write(answer.body, to: mirror, path)
                }
                let root = URL(filePath: #filePath).appending(path: "../../LedgerCheck").standardized.path(percentEncoded: false)
                let built = stage.folder + "/built"
                #expect(try Child(["/bin/sh", root + "/build.sh"], output: built).wait() == 0)
                let checker = try String(contentsOfFile: built, encoding: .utf8).split(separator: "\n").last.map(String.init) ?? ""
                let line = try String(contentsOfFile: stage.home.verifierKey, encoding: .utf8).split(separator: "\n")[0]
                let output = stage.folder + "/checked"
                #expect(try Child([checker, mirror, String(line)], output: output).wait() == 0)
                #expect(try String(contentsOfFile: output, encoding: .utf8).contains("VERIFIED"))

                // Names that are no tiles, tiles that are not there yet, and widths that the log does not have yet.
                let wrong = [
                    "tile/0/0", "tile/0/0000", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/00/000", "tile/64/000",
                    "tile/-1/000",
                    "tile/0/x000/001", "tile/0/001.p/255", "tile/0/900", "tile/1/000", "tile/1/000.p/200", "tile/2/000.p/1", "tile/7/000",
                    "tile/9/000",
                    "tile/0/x999/x999/x999/x999/x999/x999/999", "tile/0/%2e%2e/checkpoint", "tile/entries", "tile/", "other",
                ]
                for path in wrong { #expect(try await stage.otto.get("/log/" + path).status == 404, "\(path)") }

                // The proof of one entry, made by the server and checked by the verifier.
                let (leaf, index) = try Self.leaf(257, in: mirror)
                let proof = try await stage.otto.get("/log/proof/\(index)")
                #expect(proof.status == 200)
                let proven = try ProofVerifier(key: key).verify(proof: Array(proof.body), leaf: leaf)
                #expect(proven.index == 257 && proven.checkpoint.size >= checkpoint.size)
                #expect(try await stage.otto.get("/log/proof/99999999").status == 404)
                #expect(try await stage.sue.get("/log/proof/1").status == 403)
            }
        }

        @Test func `a closed log shows strangers nothing, and a ledger from before tiles gets them at its start`() async throws {
            try await Stage.play { stage in
                var server = try await stage.start()
                defer { server.stop() }
                let customer = try stage.network.createUser(handle: "sam_w", name: "Sam")
                for number in 0..<280 { try stage.network.post(as: customer.id, "@ExampleBank question number \(number)") }
                _ = try await stage.wait("a full tile") { try await stage.otto.status().sealed > 280 ? true : nil }
                for path in ["/log/checkpoint", "/log/tile/0/000", "/log/tile/entries/000", "/log/proof/1"] {
                    #expect(try await Self.get(stage, path).status == 401, "\(path)")
                }
                #expect(try await stage.ada.get("/log/checkpoint").status == 403)
                let tile = try await stage.sue.get("/log/tile/0/000")
                #expect(tile.status == 200 && tile.headers["cache-control"] == "private, max-age=31536000, immutable")
                #expect(tile.body.count == 8_192)

                // Law 8: whoever reads entries as the log has them is an entry, one for a part of the log and a quarter of an hour.
                func handedOut() throws -> Int64 {
                    try Connection(path: stage.home.path + "/ledger.db", .readOnly).first(
                        "SELECT count(*) FROM entry WHERE substr(leaf, 18, 2) = x'0047'"
                    ) { (row) throws(SQLError) in try row.int64(0) } ?? 0
                }
                #expect(try handedOut() == 0)
                for path in ["/log/tile/entries/000", "/log/tile/entries/000", "/log/proof/3"] {
                    #expect(try await stage.otto.get(path).status == 200, "\(path)")
                }
                #expect(try handedOut() == 1)
                let above = try await stage.sue.get("/log/tile/1/000.p/1")
                server.stop()
                try stage.execute("DELETE FROM tile")
                server = try await stage.start()
                #expect(try await stage.sue.get("/log/tile/0/000").body == tile.body)
                #expect(try await stage.sue.get("/log/tile/1/000.p/1").body == above.body)
                // A kept tile that was changed never becomes a proof.
                try stage.execute("UPDATE tile SET hashes = zeroblob(length(hashes)) WHERE place = 0")
                #expect(try await stage.otto.get("/log/proof/3").status == 500)
            }
        }

        private static func get(_ stage: Stage, _ path: String) async throws -> Person.Answer {
            try await Person.Answer(HTTPClient.shared.execute(HTTPClientRequest(url: stage.base + path), timeout: .seconds(20)))
        }

        /// The paths of one level for so many hashes, written apart from the product's.
        private static func tiles(_ level: String, _ count: UInt64) -> [(path: String, width: UInt64)] {
            stride(from: UInt64(0), to: count, by: 256).map { first in
                let number = first / 256
                let digits = String(repeating: "0", count: 3 - "\(number)".count) + "\(number)"
                let width = min(256, count - first)
                return ("tile/\(level)/\(digits)" + (width < 256 ? ".p/\(width)" : ""), width)
            }
        }

        private static func write(_ bytes: Data, to folder: String, _ path: String) throws {
            let file = URL(filePath: folder + "/" + path)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try bytes.write(to: file)
        }

        private static func leaf(_ index: UInt64, in mirror: String) throws -> ([UInt8], UInt64) {
            let names = try FileManager.default.subpathsOfDirectory(atPath: mirror + "/tile/entries").sorted()
            guard let name = names.first(where: { $0.hasPrefix("001.p/") }) else { throw StageError("no second bundle") }
            let bytes = Array(try Data(contentsOf: URL(filePath: mirror + "/tile/entries/" + name)))
            var place = 0
            for _ in 0..<(index - 256) { place += 2 + Int(bytes[place]) << 8 + Int(bytes[place + 1]) }
            let count = Int(bytes[place]) << 8 + Int(bytes[place + 1])
            return (Array(bytes[(place + 2)..<(place + 2 + count)]), index)
        }
    }
}
