import Broker
import Foundation
import Glibc
import Testing

extension ServerTests {
    @Suite(.serialized) struct TheSignerIsWatchedTests {
        @Test func `without its signer the server takes in and sends nothing, and starts it again`() async throws {
            try await Stage.play { stage in
                let server = try await stage.start()
                defer { server.stop() }
                let customer = try stage.network.createUser(handle: "sam_w", name: "Sam")
                try stage.network.post(as: customer.id, "@ExampleBank why was my card refused?")
                let row = try await stage.wait("the conversation") { try await stage.ada.inbox().first }
                var conversation = try await stage.ada.read(row.id)

                // A key that cannot be opened keeps the next signer from starting.
                let key = stage.home.signerKey
                #expect(rename(key, key + ".away") == 0)
                kill(try signer(of: server), SIGKILL)
                let cause = try await stage.wait("the status to say why") { () -> String? in
                    try stage.network.post(as: customer.id, "@ExampleBank are you there?")
                    return try await stage.ada.status().sealing
                }
                #expect(!cause.isEmpty)
                // Inbound goes on.
                _ = try await stage.wait("the messages") { try await stage.ada.inbox().first.map { $0.inbound >= 2 } == true ? true : nil }
                conversation = try await stage.ada.read(row.id)
                #expect(try await stage.ada.reply("We look into it.", on: "sandbox_public", in: conversation).status == 200)
                // Inbound that is taken in after the reply shows that time has passed for the outbox as well.
                try stage.network.post(as: customer.id, "@ExampleBank hello?")
                _ = try await stage.wait("the last message") {
                    try await stage.ada.inbox().first.map { $0.inbound > conversation.lines.filter { $0.kind == "in" }.count } == true
                        ? true : nil
                }
                #expect(stage.network.posts(by: stage.bank.id).isEmpty)
                let status = try await stage.ada.status()
                #expect(status.sealed < status.accepted && status.trouble == nil)

                #expect(rename(key + ".away", key) == 0)
                _ = try await stage.wait("the reply") { stage.network.posts(by: stage.bank.id).first }
                #expect(try await stage.ada.status().sealing == nil)
                try verifyCheckpoints(of: stage)
            }
        }

        @Test func `a server whose signer cannot start takes in, holds back, says so, and goes on by itself`() async throws {
            try await Stage.play { stage in
                let key = stage.home.signerKey
                #expect(rename(key, key + ".away") == 0)
                let server = try await stage.start()
                defer { server.stop() }
                let customer = try stage.network.createUser(handle: "penny_c", name: "Penny")
                try stage.network.post(as: customer.id, "@ExampleBank why was my card refused?")
                let row = try await stage.wait("the conversation") { try await stage.ada.inbox().first }
                let view = try await stage.ada.read(row.id)
                #expect(try await stage.ada.reply("We look into it.", on: "sandbox_public", in: view).status == 200)
                let status = try await stage.ada.status()
                #expect(status.signer != nil && status.sealing != nil && status.sealed == 0 && status.trouble == nil)
                #expect(stage.network.posts(by: stage.bank.id).isEmpty)
                // The doctor tells it from a server that is down; and nobody rebuilds tables under a server that runs.
                let output = stage.folder + "/doctor.out"
                #expect(try Child([Stage.executable, "doctor", "--home", stage.home.path], output: output).wait() == 1)
                #expect(try String(contentsOfFile: output, encoding: .utf8).contains("nothing goes out"))
                #expect(try Child([Stage.executable, "ledger", "rebuild", "--home", stage.home.path], output: output).wait() != 0)

                #expect(rename(key + ".away", key) == 0)
                _ = try await stage.wait("the reply") { stage.network.posts(by: stage.bank.id).first }
                _ = try await stage.wait("all to be well") {
                    let status = try await stage.ada.status()
                    return status.signer == nil && status.sealing == nil ? true : nil
                }
                try verifyCheckpoints(of: stage)
            }
        }

        /// The one child of the server.
        private func signer(of server: Child) throws -> pid_t {
            for name in try FileManager.default.contentsOfDirectory(atPath: "/proc") {
                guard let pid = pid_t(name), let status = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8) else {
                    continue
                }
                if status.contains("PPid:\t\(server.pid)\n") { return pid }
            }
            throw StageError("the server has no signer")
        }
    }
}
