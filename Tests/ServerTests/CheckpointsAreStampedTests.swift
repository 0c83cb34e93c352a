import Broker
import Foundation
import Glibc
import Testing

extension ServerTests {
    /// The log and a time-stamp authority, each a process; what comes of it is proved offline.
    @Suite(.serialized) struct CheckpointsAreStampedTests {
        @Test func `an authority's word stands in the ledger and in the export, and anybody proves it offline`() async throws {
            try await Stage.play { stage in
                let folder = stage.folder + "/authority"
                let port = try Stage.freePort()
                let lab = URL(filePath: #filePath).appending(path: "../../Lab/authority.py").standardized.path(percentEncoded: false)
                let authority = try Child(["python3", lab, folder, "\(port)"], output: stage.folder + "/authority.log")
                defer { authority.stop(SIGKILL) }
                _ = try await stage.wait("the authority's keys") {
                    FileManager.default.fileExists(atPath: folder + "/tsa.cnf") ? true : nil
                }
                try stage.configure {
                    $0.timeStamps = .init(url: "http://127.0.0.1:\(port)/", authorityFile: folder + "/ca.pem", seconds: 1)
                }
                let server = try await stage.start()
                defer { server.stop() }
                let customer = try stage.network.createUser(handle: "sam_w", name: "Sam")
                try stage.network.post(as: customer.id, "@ExampleBank why was my card refused?")
                let first = try await stage.wait("a time stamp") { try await stage.otto.status().timeStamping?.size }
                // An older answer, played again, is for another request.
                try FileManager.default.copyItem(atPath: folder + "/reply", toPath: folder + "/replay")
                try stage.network.post(as: customer.id, "@ExampleBank hello?")
                let refused = try await stage.wait("it to be refused") { try await stage.otto.status().timeStamping?.failure }
                #expect(refused.contains("another request"), "\(refused)")
                try FileManager.default.removeItem(atPath: folder + "/replay")
                try stage.network.post(as: customer.id, "@ExampleBank hello again?")
                _ = try await stage.wait("a second time stamp") { () -> Bool? in
                    let status = try await stage.otto.status().timeStamping
                    return status?.size.map { $0 > first } == true && status?.failure == nil ? true : nil
                }
                let doctor = stage.folder + "/doctor"
                _ = try Child([Stage.executable, "doctor", "--home", stage.home.path], output: doctor).wait()
                #expect(try String(contentsOfFile: doctor, encoding: .utf8).contains("says the authority"))
                _ = try await stage.wait("all to be sealed") { () -> Bool? in
                    let status = try await stage.otto.status()
                    return status.sealed == status.accepted ? true : nil
                }

                let export = stage.folder + "/export"
                _ = try WitnessStage.run(["ledger", "export", "--home", stage.home.path, "--to", export], in: stage.folder)
                let history = stage.folder + "/history"
                let verify = ["ledger", "verify", export, "--key", stage.home.verifierKey, "--history", history]
                let plain = try WitnessStage.run(verify, in: stage.folder)
                #expect(plain.contains("VERIFIED") && plain.contains("were not proved: no authority was given"))
                let proved = try WitnessStage.run(verify + ["--authority", folder + "/ca.pem"], in: stage.folder)
                #expect(proved.contains("entries existed at") && !proved.contains("not proved"))
                // openssl says the same of what the export holds.
                let names = try FileManager.default.contentsOfDirectory(atPath: export + "/time-stamps")
                let tokens = names.filter { $0.hasSuffix(".token") }
                #expect(tokens.count >= 2 && names.count == 2 * tokens.count)
                for token in tokens {
                    let note = export + "/time-stamps/" + token.dropLast(6) + ".note"
                    let words = [
                        "openssl", "ts", "-verify", "-data", note, "-in", export + "/time-stamps/" + token, "-token_in", "-CAfile",
                        folder + "/ca.pem",
                    ]
                    #expect(try Child(words, output: stage.folder + "/openssl").wait() == 0)
                }
                // Without a token that the ledger records, with one that was changed, or under another authority it does not verify.
                func status(_ more: [String] = []) throws -> Int32 {
                    try Child([Stage.executable] + verify + more, output: stage.folder + "/verify").wait()
                }
                let place = export + "/time-stamps/" + tokens[0]
                let bytes = try Data(contentsOf: URL(filePath: place))
                var changed = bytes
                changed[changed.count - 9] ^= 1
                try changed.write(to: URL(filePath: place))
                #expect(try status() == 1)
                try bytes.write(to: URL(filePath: place))
                #expect(try status() == 0)
                #expect(try status(["--authority", folder + "/ca.pem"]) == 0)
                let other = stage.folder + "/other"
                #expect(
                    try Child(
                        [
                            "openssl", "req", "-x509", "-nodes", "-newkey", "rsa:2048", "-subj", "/CN=Example Root", "-keyout",
                            other + ".key", "-out", other,
                        ],
                        output: stage.folder + "/openssl"
                    ).wait() == 0)
                #expect(try status(["--authority", other]) == 1)
                try verifyCheckpoints(of: stage)
            }
        }
    }
}
