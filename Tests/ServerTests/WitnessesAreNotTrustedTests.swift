import Broker
import Foundation
import Glibc
import Ledger
import Testing

extension ServerTests {
    /// Witnesses that answer nonsense: none of it counts, each is told apart, and none of them holds the others up.
    @Suite(.serialized) struct WitnessesAreNotTrustedTests {
        private struct Stranger {
            let mode: String
            let status: Int
            var type = "text/plain"
            let body: [UInt8]
            /// What the status has to say.
            let words: String
        }

        private static func key(_ number: UInt8) throws -> WitnessKey {
            let name = try #require(KeyName("witness.example.test/s\(number)"))
            return try #require(WitnessKey(name: name, seed: [UInt8](repeating: number + 1, count: 32)))
        }

        private static func strangers() throws -> [Stranger] {
            func line(_ number: UInt8, _ bytes: [UInt8]) throws -> [UInt8] {
                let key = try key(number).verifierKey
                return NoteSignature(name: key.name, keyID: key.keyID, bytes: bytes).line
            }
            // A genuine cosignature of the right key over another checkpoint, and one whose key nobody asked.
            let other = try Checkpoint(
                origin: #require(KeyName("log.example.test/ex-uk")), head: TreeHead(size: 3, root: .ofLeaf([1])))
            return [
                Stranger(mode: "garbage", status: 200, body: Array("hello\n".utf8), words: "no cosignature of its key"),
                Stranger(mode: "empty", status: 200, body: [], words: "no cosignature of its key"),
                Stranger(
                    mode: "zeros", status: 200, body: try line(2, [UInt8](repeating: 0, count: 72)), words: "no cosignature of its key"),
                Stranger(mode: "stale", status: 200, body: try key(3).cosign(other, time: 1).line, words: "no cosignature of its key"),
                Stranger(mode: "unknown", status: 200, body: try key(99).cosign(other, time: 1).line, words: "no cosignature of its key"),
                Stranger(mode: "huge", status: 200, body: [UInt8](repeating: 0x61, count: 1 << 17), words: "longer than any"),
                Stranger(mode: "word", status: 409, type: "text/x.tlog.size", body: Array("many\n".utf8), words: "is not a size"),
                Stranger(mode: "sign", status: 409, type: "text/x.tlog.size", body: Array("-1\n".utf8), words: "is not a size"),
                Stranger(mode: "zero", status: 409, type: "text/x.tlog.size", body: Array("01\n".utf8), words: "is not a size"),
                Stranger(mode: "plain", status: 409, body: Array("1\n".utf8), words: "is not a size"),
                Stranger(mode: "ahead", status: 409, type: "text/x.tlog.size", body: Array("9999999999\n".utf8), words: "set back"),
                Stranger(mode: "loop", status: 409, type: "text/x.tlog.size", body: Array("1\n".utf8), words: "another size each time"),
                Stranger(mode: "moved", status: 302, body: [], words: "status 302"),
                Stranger(mode: "broken", status: 500, body: [], words: "status 500"),
                Stranger(mode: "fork", status: 422, body: [], words: "does not continue"),
                Stranger(mode: "stranger", status: 403, body: [], words: "does not trust"),
                Stranger(mode: "nobody", status: 404, body: [], words: "does not know this log"),
                Stranger(mode: "silent", status: 0, body: [], words: "not answer in time"),
            ]
        }

        @Test func `nothing that a strange witness answers counts`() async throws {
            try await Stage.play { stage in
                let folder = stage.folder + "/canned"
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
                let strangers = try Self.strangers()
                let port = try Stage.freePort()
                var policy = ""
                for (number, stranger) in strangers.enumerated() {
                    try (Data("\(stranger.status)\n\(stranger.type)\n".utf8) + stranger.body).write(
                        to: URL(filePath: "\(folder)/\(stranger.mode)"))
                    policy +=
                        "witness \(stranger.mode) \(try Self.key(UInt8(number)).verifierKey.line) http://127.0.0.1:\(port)/\(stranger.mode)\n"
                }
                // One that works, beside all of them.
                let witness = try WitnessStage(1, in: stage.folder, port: Stage.freePort())
                let log = try String(contentsOfFile: stage.home.verifierKey, encoding: .utf8).split(separator: "\n").map(String.init)[0]
                try witness.list(log)
                policy += witness.line + "group all-of-them 2 w1 \(strangers.map(\.mode).joined(separator: " "))\nquorum all-of-them\n"
                try Data(policy.utf8).write(to: URL(filePath: stage.folder + "/policy"))
                try stage.configure { $0.witnesses = .init(policy: stage.folder + "/policy", intervalMilliseconds: 50) }
                let lab = URL(filePath: #filePath).appending(path: "../../Lab/canned.py").standardized.path(percentEncoded: false)
                let canned = try Child(["python3", lab, folder, "\(port)"], output: stage.folder + "/canned.log")
                defer { canned.stop(SIGKILL) }
                let good = try await witness.start(stage)
                defer { good.stop() }
                let server = try await stage.start()
                defer { server.stop() }
                let standings = try await stage.wait("every witness's word") { () -> [WitnessStanding]? in
                    guard let all = try await stage.otto.status().witnessing?.witnesses else { return nil }
                    let isHeard = all.dropLast().allSatisfy { $0.failure?.contains("reached") == false } && (all.last?.size ?? 0) > 0
                    return isHeard ? all : nil
                }
                for (stranger, standing) in zip(strangers, standings) {
                    #expect(standing.failure?.contains(stranger.words) == true, "\(stranger.mode): \(standing.failure ?? "nothing")")
                    #expect(standing.size == 0, "\(stranger.mode)")
                }
                #expect(try await stage.otto.status().witnessing?.witnessed == 0)
            }
        }
    }
}
