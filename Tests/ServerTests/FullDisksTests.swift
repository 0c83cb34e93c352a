import Broker
import Foundation
import Glibc
import Scratch
import Testing

/// Why no small disk can be made here; nil if one can.
private let noDisk: String? = {
    guard getuid() == 0 else { return "mounting needs root" }
    let folder = TemporaryFolder()
    guard mount("none", folder.path, "tmpfs", 0, "size=1m") == 0 else { return "mount is not permitted: \(errno)" }
    umount(folder.path)
    return nil
}()

extension ServerTests {
    @Suite(.serialized) struct FullDisksTests {
        @Test(.enabled(if: noDisk == nil, "\(noDisk ?? "")"))
        func `on a full disk nothing is acknowledged, and with room again it goes on by itself`() async throws {
            let folder = TemporaryFolder()
            let disk = folder.path
            try #require(mount("none", disk, "tmpfs", 0, "size=12m") == 0)
            defer { umount2(disk, Int32(MNT_DETACH)) }
            try await Stage.play(Stage.Wishes(serverFolder: disk + "/server")) { stage in
                let server = try await stage.start()
                defer { server.stop() }
                let customer = try stage.network.createUser(handle: "sam_w", name: "Sam")
                try stage.network.post(as: customer.id, "@ExampleBank why was my card refused?")
                _ = try await stage.wait("the first message") { try await stage.ada.inbox().first?.inbound == 1 ? true : nil }

                let filler = disk + "/filler"
                try fill(filler)
                let long = String(repeating: "please help me with this. ", count: 150)
                for number in 0..<40 { try stage.network.post(as: customer.id, "@ExampleBank \(number) " + long) }
                let status = try await stage.wait("trouble") { () -> ServerStatus? in
                    let status = try await stage.ada.status()
                    return status.trouble == nil ? nil : status
                }
                #expect(status.since != nil)
                let health = try await stage.ada.get("/health")
                #expect(health.status == 503)
                let refused = try await Person.Answer(stage.deliver(#"{"for_user_id":"\#(stage.bank.id)","tweet_create_events":[]"#))
                #expect(refused.status == 503 && refused.headers["retry-after"] != nil)
                let acknowledged = stage.network.delivered
                #expect(acknowledged < 41)
                // It is said since when, not since the last attempt.
                #expect(try await stage.ada.status().since == status.since)

                #expect(unlink(filler) == 0)
                _ = try await stage.wait("the rest") { stage.network.delivered == 41 ? true : nil }
                #expect(try await stage.ada.inbox().first?.inbound == 41)
                #expect(try stage.number("SELECT count(*) FROM duplicate") == 41)
                _ = try await stage.wait("health") { try await stage.ada.get("/health").status == 200 ? true : nil }
                let now = try await stage.ada.status()
                #expect(now.trouble == nil && now.since == nil)
                try verifyCheckpoints(of: stage)
            }
        }

        /// Takes every block that is left.
        private func fill(_ path: String) throws {
            let file = open(path, O_CREAT | O_WRONLY, 0o600)
            try #require(file >= 0)
            defer { close(file) }
            let block = [UInt8](repeating: 1, count: 4_096)
            while write(file, block, block.count) > 0 {}
            #expect(errno == ENOSPC)
        }
    }
}
