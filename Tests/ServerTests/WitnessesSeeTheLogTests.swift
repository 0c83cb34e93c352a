import Broker
import Foundation
import Glibc
import Ledger
import Testing

extension ServerTests {
    /// Log and witnesses, each a process.
    @Suite(.serialized) struct WitnessesSeeTheLogTests {
        @Test func `what a quorum has cosigned is witnessed, and chosen acts wait for it`() async throws {
            try await Stage.play { stage in
                let witnesses = try (1...3).map { try WitnessStage($0, in: stage.folder, port: Stage.freePort()) }
                let log = try String(contentsOfFile: stage.home.verifierKey, encoding: .utf8).split(separator: "\n").map(String.init)[0]
                for witness in witnesses { try witness.list(log) }
                let policy = stage.folder + "/policy"
                let text = "log \(log)\n" + witnesses.map(\.line).joined() + "group all-of-them 2 w1 w2 w3\nquorum all-of-them\n"
                try Data(text.utf8).write(to: URL(filePath: policy))
                try stage.configure {
                    $0.witnesses = .init(policy: policy, intervalMilliseconds: 50, acts: [ActWords.reply])
                    $0.openLog = true
                }
                var first = try await witnesses[0].start(stage)
                defer { first.stop() }
                let server = try await stage.start()
                defer { server.stop() }

                // One of three: sealed, not witnessed; a chosen act waits, others of other kinds do not.
                let customer = try stage.network.createUser(handle: "sam_w", name: "Sam")
                try stage.network.post(as: customer.id, "@ExampleBank why was my card refused?")
                let row = try await stage.wait("the conversation") { try await stage.ada.inbox().first }
                let view = try await stage.ada.read(row.id)
                #expect(try await stage.ada.reply("We look into it.", on: "sandbox_public", in: view).status == 200)
                let status = try await stage.wait("a witness to cosign and two to fail") { () -> ServerStatus? in
                    let status = try await stage.otto.status()
                    guard let witnessing = status.witnessing, status.sealed == status.accepted else { return nil }
                    let stands = witnessing.witnesses.map { ($0.size > 0, $0.failure != nil) }
                    return stands.count == 3 && stands[0] == (true, false) && stands[1].1 && stands[2].1 ? status : nil
                }
                #expect(status.witnessing?.witnessed == 0)
                #expect(stage.network.posts(by: stage.bank.id).isEmpty)
                #expect(try await stage.ada.read(row.id).lines.allSatisfy { !$0.witnessed })
                let doctor = stage.folder + "/doctor"
                _ = try Child([Stage.executable, "doctor", "--home", stage.home.path], output: doctor).wait()
                #expect(try String(contentsOfFile: doctor, encoding: .utf8).contains("no quorum has cosigned any"))

                // The second makes the quorum.
                let second = try await witnesses[1].start(stage)
                defer { second.stop() }
                _ = try await stage.wait("the reply") { stage.network.posts(by: stage.bank.id).first }
                let witnessed = try await stage.wait("the receipt to be witnessed") { () -> ConversationView? in
                    let view = try await stage.ada.read(row.id)
                    return view.lines.allSatisfy(\.witnessed) ? view : nil
                }
                #expect(witnessed.lines.allSatisfy { $0.sealed })
                // The published checkpoint holds the policy for everybody who checks it.
                let published = try await stage.otto.get("/log/checkpoint")
                let opened = try Ledger.WitnessPolicy(parsing: [UInt8](text.utf8)).open([UInt8](published.body))
                #expect(opened.cosignatures.count >= 2)
                _ = try Child([Stage.executable, "doctor", "--home", stage.home.path], output: doctor).wait()
                #expect(
                    try String(contentsOfFile: doctor, encoding: .utf8).contains("sealed entries are witnessed, by witness.example.test/w1")
                )

                // An export and an evidence file carry the witnesses' lines: what they are for is proved offline.
                let export = stage.folder + "/export"
                _ = try WitnessStage.run(["ledger", "export", "--home", stage.home.path, "--to", export], in: stage.folder)
                let verified = try WitnessStage.run(
                    ["ledger", "verify", export, "--key", stage.home.verifierKey, "--witnesses", policy, "--no-history"], in: stage.folder)
                #expect(verified.contains("Assurance   A, C, D"), "\(verified)")
                let evidence = try await stage.cleo.post("/api/conversations/\(row.id)/evidence", ["purpose": "complaint 212"])
                let file = stage.folder + "/evidence.tar"
                try evidence.body.write(to: URL(filePath: file))
                let proved = try WitnessStage.run(
                    ["ledger", "verify", file, "--key", stage.home.verifierKey, "--witnesses", policy], in: stage.folder)
                #expect(proved.contains("VERIFIED\nAssurance   A, C, D") && !proved.contains("ask for witnesses"), "\(proved)")

                // Killed and started again, it goes on from what it had cosigned.
                first.stop(SIGKILL)
                first = try await witnesses[0].start(stage)
                let before = try await stage.otto.status().witnessing?.witnessed ?? 0
                try stage.network.post(as: customer.id, "@ExampleBank are you there?")
                _ = try await stage.wait("the next entries to be witnessed") {
                    try await stage.otto.status().witnessing.map { $0.witnessed > before } == true ? true : nil
                }
                // What each witness shows to monitors is a checkpoint that log and witness have signed.
                let hash = Hash.sha256(of: [UInt8]("log.example.test/ex-uk".utf8)).description
                let shown = try await witnesses[0].get("/\(hash)/checkpoint")
                #expect(shown.status == 200)
                let own = try VerifiedCheckpoint(
                    opening: [UInt8](shown.body), log: VerifierKey(parsing: log), witnesses: [witnesses[0].key])
                #expect(own.cosignatures.count == 1)
                try verifyCheckpoints(of: stage)
            }
        }

        @Test func `a killed witness never forgets what it has cosigned`() async throws {
            try await Stage.play { stage in
                let witness = try WitnessStage(1, in: stage.folder, port: Stage.freePort())
                let name = try #require(KeyName("log.example.test/fast"))
                let key = try #require(SigningKey(name: name, seed: [UInt8](repeating: 5, count: 32)))
                try witness.list(key.verifierKey.line)
                var tree = Frontier()
                var acknowledged: UInt64 = 0
                for round in 0..<6 {
                    let child = try await witness.start(stage)
                    // It may have cosigned one that nobody heard of; never fewer than it said.
                    let probe = AddCheckpoint(
                        oldSize: 1 << 40, hashes: [],
                        note: try Checkpoint(origin: name, head: TreeHead(size: 1 << 41, root: tree.root)).signed(by: key))
                    let said = try await witness.add(probe.encode())
                    #expect(said.status == 409 && said.headers["content-type"] == "text/x.tlog.size")
                    let held = try #require(UInt64(said.text.dropLast()))
                    #expect(held == acknowledged || held == acknowledged + 1, "it held \(held) after \(acknowledged)")
                    while tree.size < held { tree.append(.ofLeaf([UInt8(truncatingIfNeeded: tree.size)])) }
                    acknowledged = held
                    // Killed while requests come one after the other.
                    let killer = Task {
                        // Another process: it is killed at some moment.
                        try await Task.sleep(for: .milliseconds(40 + 35 * round))
                        kill(child.pid, SIGKILL)
                    }
                    while true {
                        let leaf = Hash.ofLeaf([UInt8(truncatingIfNeeded: tree.size)])
                        let proof = tree.consistencyProof(appending: [leaf])
                        var next = tree
                        next.append(leaf)
                        let note = try Checkpoint(origin: name, head: next.head).signed(by: key)
                        let body = AddCheckpoint(oldSize: tree.size, hashes: proof.hashes, note: note).encode()
                        guard let answer = try? await witness.add(body) else { break }
                        #expect(answer.status == 200)
                        _ = try VerifiedCheckpoint(
                            opening: note.encode() + [UInt8](answer.body), log: key.verifierKey, witnesses: [witness.key])
                        tree = next
                        acknowledged = tree.size
                    }
                    _ = try await killer.value
                    #expect(child.wait() == 128 + SIGKILL)
                }
                #expect(acknowledged > 5)
            }
        }

        @Test func `a ledger that was set back is seen by its witness, and nothing of it is witnessed`() async throws {
            try await Stage.play { stage in
                let witness = try WitnessStage(1, in: stage.folder, port: Stage.freePort())
                let log = try String(contentsOfFile: stage.home.verifierKey, encoding: .utf8).split(separator: "\n").map(String.init)[0]
                try witness.list(log)
                let policy = stage.folder + "/policy"
                try Data("\(witness.line)quorum w1\n".utf8).write(to: URL(filePath: policy))
                try stage.configure { $0.witnesses = .init(policy: policy, intervalMilliseconds: 50) }
                let child = try await witness.start(stage)
                defer { child.stop() }
                var server = try await stage.start()
                defer { server.stop() }
                _ = try await stage.wait("the first entries") {
                    try await stage.otto.status().witnessing.map { $0.witnessed > 0 } == true ? true : nil
                }
                server.stop()
                // Everything of the firm is put back, the signer's own memory included.
                let copy = stage.folder + "/backup"
                try FileManager.default.copyItem(atPath: stage.home.path, toPath: copy)
                server = try await stage.start()
                let customer = try stage.network.createUser(handle: "sam_w", name: "Sam")
                for number in 0..<20 { try stage.network.post(as: customer.id, "@ExampleBank question \(number)") }
                let far = try await stage.wait("them to be witnessed") { () -> UInt64? in
                    let status = try await stage.otto.status()
                    return status.witnessing.map { $0.witnessed > 20 } == true && status.sealed == status.witnessing?.witnessed
                        ? status.sealed : nil
                }
                server.stop()
                try FileManager.default.removeItem(atPath: stage.home.path)
                try FileManager.default.moveItem(atPath: copy, toPath: stage.home.path)
                server = try await stage.start()
                let failure = try await stage.wait("the witness's word") {
                    try await stage.otto.status().witnessing?.witnesses.first?.failure
                }
                #expect(failure.contains("set back") || failure.contains("does not continue"), "\(failure)")
                #expect(try await stage.otto.status().witnessing?.witnessed ?? 0 < far)
            }
        }
    }
}
