import FoundationEssentials
import Scratch
import Testing

/// From a server's folder to a proof that a stranger verifies, by commands alone.
struct AServersFolderIsReadTests {
    @Test func fromTheFolderToAProof() async throws {
        let folder = TemporaryFolder()
        let base = folder.path
        let home = base + "/home"
        let export = base + "/export"
        let seed = try await Command.run(
            "bench", "seed", "--conversations", "12", "--home", home, "--policies", PolicyCommandsTests.policies, "--format", "json")
        #expect(seed.status == 0, "\(seed.words)")
        for key in ["rate", "p50_ms", "p99_ms", "settings"] { #expect(seed.output.contains("\"\(key)\":")) }

        let list = try await Command.run("conversation", "list", "--home", home, "--limit", "5")
        #expect(list.lines.count == 6)
        let id = String(try #require(list.lines.last?.prefix { $0 != " " }))
        // Nobody reads a customer's words without a name: it takes somebody's token, and the server that records it.
        let show = try await Command.run("conversation", "show", id, "--home", home)
        #expect(show.status == 2 && show.words.contains("--token-file") && show.output.isEmpty)
        try Data("nobody\n".utf8).write(to: URL(filePath: base + "/token"))
        let offline = try await Command.run("conversation", "show", id, "--home", home, "--token-file", base + "/token")
        #expect(offline.status == 3 && offline.output.isEmpty, "\(offline.words)")

        let head = try await Command.run("ledger", "head", "--home", home)
        // The terms, the conversations, and what else the server records beside them.
        let size = try #require(head.lines.dropFirst().first.flatMap { Int($0) })
        #expect(size >= 13)
        try Data(head.output.utf8).write(to: URL(filePath: base + "/kept"))
        #expect(try await Command.run("ledger", "export", "--to", export, "--home", home).status == 0)
        #expect(try await Command.run("ledger", "export", "--to", export, "--home", home).status == 3)

        let key = home + "/log.vkey"
        let verified = try await Command.run(
            "ledger", "verify", export, "--key", key, "--no-history", "--clocks", "--retained", base + "/kept")
        #expect(verified.status == 0 && verified.output.contains("Assurance   A, B"), "\(verified.output)\(verified.words)")
        #expect(verified.output.contains("12 worked out again"))
        #expect(verified.output.contains("What could have gone unnoticed"))
        let unpinned = try await Command.run("ledger", "verify", export, "--format", "json")
        #expect(unpinned.status == 0 && unpinned.output.contains(#""levels":[]"#))

        #expect(try await Command.run("ledger", "prove", "--index", "3", export, "--to", base).status == 0)
        #expect(try await Command.run("ledger", "prove", "--index", "\(size)", export, "--to", base).status == 3)
        #expect(try await Command.run("ledger", "prove", "--index", "4", export, "--to", base).status == 0)
        let proof = base + "/entry-3.tlog-proof"
        #expect(try await Command.run("ledger", "verify", "--proof", proof, "--leaf", base + "/entry-3.leaf", "--key", key).status == 0)
        #expect(try await Command.run("ledger", "verify", "--proof", proof, "--leaf", base + "/entry-4.leaf", "--key", key).status == 1)

        var leaves = try Data(contentsOf: URL(filePath: export + "/tile/entries/000.p/\(size)"))
        leaves[200] ^= 1
        try leaves.write(to: URL(filePath: export + "/tile/entries/000.p/\(size)"))
        #expect(try await Command.run("ledger", "verify", export, "--key", key, "--no-history").status == 1)

        let before = try await Command.run("conversation", "list", "--home", home, "--format", "json").output
        #expect(try await Command.run("ledger", "rebuild", "--home", home).status == 0)
        #expect(try await Command.run("conversation", "list", "--home", home, "--format", "json").output == before)

        #expect(try await Command.run("doctor", "--home", home).output.contains("key_store      good"))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: home + "/keys.db")
        let ill = try await Command.run("doctor", "--home", home)
        #expect(ill.status == 1 && ill.output.contains("chmod 600"))
    }
}
