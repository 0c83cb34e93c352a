import Broker
import Conversations
import FoundationEssentials
import Glibc
import SQL

extension TestServer {
    /// Runs a command to its end, which has to come within two minutes; how it ended, and what it said.
    func parley(_ words: [String], environment: [String: String] = [:]) async throws -> (code: Int32, text: String) {
        let output = "\(root)/output"
        unlink(output)
        let program = try Program([Built.parley] + words, environment: environment, output: output)
        var code = program.ended()
        for _ in 0..<12_000 where code == nil {
            // Another process: there is nothing to await, only to ask again.
            try await Task.sleep(for: .milliseconds(10))
            code = program.ended()
        }
        guard let code else {
            program.stop(SIGKILL)
            throw StageError("\(words.prefix(2)) does not end")
        }
        return (code, FileManager.default.contents(atPath: output).map { String(decoding: $0.suffix(4_000), as: UTF8.self) } ?? "")
    }

    /// Exports the ledger and verifies that; what is wrong with it.
    /// - Parameter key: of the log, as somebody knows it; nil for the folder's own.
    func brokenExport(known key: String? = nil) async throws -> [String] {
        let export = root + "/export"
        let exported = try await parley(["ledger", "export", "--to", export, "--home", home.path])
        guard exported.code == 0 else { return ["no export: \(exported.text)"] }
        let verified = try await parley(["ledger", "verify", export, "--key", key ?? home.verifierKey, "--history", root + "/history"])
        return verified.code == 0 ? [] : ["the export does not verify: \(verified.text)"]
    }

    /// Waits, for ten seconds, until everything is sealed.
    func waitUntilSealed() async throws {
        for _ in 0..<400 {
            let status = try await status()
            if status.sealed == status.accepted { return }
            // Another process: there is nothing to await, only to ask again.
            try await Task.sleep(for: .milliseconds(25))
        }
        throw StageError("not everything is sealed")
    }

    /// Ends a server that may have ended by itself; its exit code, and 137 for one that did not listen within twenty seconds.
    func end(_ program: Program) async throws -> (code: Int32, byItself: Bool) {
        if let code = program.ended() { return (code, true) }
        kill(program.pid, SIGTERM)
        for _ in 0..<800 {
            if let code = program.ended() { return (code, false) }
            // Another process: there is nothing to await, only to ask again.
            try await Task.sleep(for: .milliseconds(25))
        }
        return (program.stop(SIGKILL), false)
    }

    // MARK: What is there

    /// How many entries a kind of command has.
    func entries(of type: CommandType) throws -> Int {
        // The type of a command stands at byte 17 of a leaf, in two bytes.
        let number = [UInt8(type.rawValue >> 8), UInt8(type.rawValue & 0xFF)]
        return try Connection(path: home.path + "/ledger.db", .readOnly)
            .first("SELECT count(*) FROM entry WHERE substr(leaf, 18, 2) = $1", .blob(number)) { (row) throws(SQLError) in
                try row.int(0)
            } ?? 0
    }

    /// Whether the log bears another name than the one it was made with.
    var isContinued: Bool {
        get throws { try String(contentsOf: URL(filePath: home.verifierKey), encoding: .utf8).contains("/continued-") }
    }

    /// Where the backup of a story lies.
    var backup: String { root + "/data/backup" }

    /// Takes away what a lost disk takes: what is left is what is kept apart from backups.
    func loseTheDisk() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: home.path)
        where !["key-encryption.key", "signer", "keys.db.destroyed"].contains(name) {
            try FileManager.default.removeItem(atPath: "\(home.path)/\(name)")
        }
    }
}
