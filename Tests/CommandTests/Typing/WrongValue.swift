import FoundationEssentials
import Glibc
import Scratch

/// What each option of the program takes, and so what is wrong for it.
enum WrongValue {
    struct Unlisted: Error, CustomStringConvertible {
        let option: String
        let command: String
        var description: String { "say in WrongValue what --\(option) of '\(command)' takes, so that something wrong can be tried" }
    }

    /// Whole numbers and others.
    static let numbers: Set<String> = [
        "port", "network-port", "limit", "seconds", "conversations", "connections", "leaves", "entries", "at-once", "together", "threads",
        "least", "pin-fd", "messages", "authors", "index", "runs",
    ]
    /// Files and folders that are read.
    private static let read: Set<String> = [
        "home", "file", "weights", "policies", "lab", "check", "folder", "backup", "before", "after", "export", "key", "retained",
        "witnesses",
        "authority", "anchor", "proof", "leaf", "cosigner", "destroyed", "token-file", "pin-file", "pkcs11", "paths", "keys", "files",
        "state",
        "preload",
    ]
    /// Files that are written, and folders that are made: beneath what is none.
    private static let written: Set<String> = ["to", "keep", "scenarios", "history", "in", "head", "socket"]
    /// Ids and words that the parser does not know.
    private static let words: Set<String> = [
        "conversation", "customer", "complaint", "range", "event", "hold", "which", "message", "id", "span", "pack", "property", "scenario",
        "label", "priority", "deadline", "roles", "channel", "direction", "actor", "act", "with", "classes", "min-level", "at", "from",
        "format", "fail-on", "login", "list-log", "follows", "of",
    ]
    /// Whatever somebody writes is right, as far as can be told.
    private static let free: Set<String> = [
        "text", "reason", "basis", "by", "purpose", "name", "firm", "origin", "token", "label", "host", "account", "secret", "init",
    ]

    private static let id = "0123456789abcdef0123456789abcdef"
    /// What a command does not go without although no single option has to be there.
    static let enough: [String: [(name: String, words: [String])]] = [
        "policy explain": [("text", ["some words"])], "clock explain": [("conversation", [id])],
        "ledger prove": [("index", ["--index", "1"])], "hold place": [("customer", ["--customer", id])],
        "ledger verify": [("folder", ["/nonexistent/folder"])],
        "ledger cosign": [("folder", ["/nonexistent/folder"]), ("key", ["--key", "/nonexistent/key"])],
        "signer": [("key", ["--key", "/nonexistent/key"])], "rescan": [("quarantine", ["--quarantine"])],
    ]
    /// Values that are right in form.
    static let right = [
        "customer": id, "id": id, "hold": id,
        "which": id, "message": id, "login": "penny", "name": "Penny",
        "roles": "agent", "reason": "some reason", "basis": "some basis", "by": "cleo", "purpose": "a purpose", "port": "9",
        "connections": "1",
        "seconds": "1", "messages": "1", "authors": "1", "origin": "log.example.test/firm", "to": "/nonexistent/out",
        "state": "/nonexistent/state", "cosigner": "/nonexistent/key", "backup": "/nonexistent/backup", "before": "/nonexistent/before",
        "after": "/nonexistent/after", "folder": "/nonexistent/folder", "home": "/nonexistent/home", "token-file": "/nonexistent/token",
        "socket": "/nonexistent/socket", "head": "/nonexistent/head", "paths": "/nonexistent/paths", "secret": "/nonexistent/secret",
    ]

    /// Things that are not what they should be.
    struct Stage: Sendable {
        let folder: TemporaryFolder
        var absent: String { folder.file("absent/x") }
        var nothing: String { folder.file("nothing") }
        var empty: String { folder.file("empty") }
        var garbage: String { folder.file("garbage") }
        /// A folder whose files have a server's names, and nothing of a server in them.
        var sham: String { folder.file("sham") }
        var policies: String { folder.file("policies") }
        var token: String { folder.file("token") }
        /// A server's folder.
        var home: String { folder.file("home") }
    }

    static let stage: Result<Stage, any Error> = Result { try makeStage() }

    private static func makeStage() throws -> Stage {
        let stage = Stage(folder: TemporaryFolder())
        for folder in [stage.nothing, stage.sham, stage.policies, stage.sham + "/signer"] {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        let garbage = (0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 7_919 >> 3) }
        try stage.folder.write("empty", [])
        try stage.folder.write("garbage", garbage)
        try stage.folder.write("token", Array("token-of-nobody-0123456789\n".utf8))
        for name in ["ledger.db", "keys.db", "server.json", "log.vkey", "key-encryption.key", "signer/keys.json", "signer/log.key"] {
            try stage.folder.write("sham/\(name)", garbage)
        }
        // The least that is a folder of policies: it is read in no time.
        try FileManager.default.copyItem(
            atPath: "\(Command.repository)/Policies/vocabulary.yaml", toPath: stage.policies + "/vocabulary.yaml")
        guard try Command("serve", "--init", "--home", stage.home).status == 0 else { throw Unlisted(option: "init", command: "serve") }
        return stage
    }

    /// What to try.
    static func values(for option: CommandTree.Option, of command: CommandTree.Node, on stage: Stage) throws -> [String] {
        if let harmless = harmless[command.name], harmless.contains(option.name) { return [] }
        if read.contains(option.name) {
            var values = [stage.absent, stage.empty, stage.garbage, stage.nothing]
            if option.name == "home" { values.append(stage.sham) }
            return values
        }
        // Beneath a file nothing can be made.
        if written.contains(option.name) { return [stage.garbage + "/x", "/nonexistent/x"] }
        if words.contains(option.name) { return ["~wrong~"] }
        // The parser has looked at numbers; those that no machine has are left.
        if numbers.contains(option.name) { return ["-1"] }
        guard free.contains(option.name) else { throw Unlisted(option: option.name, command: command.name) }
        return []
    }

    /// Where something of the kind is right: an empty file holds nothing to find, a folder is gone on in, a first key is made in an empty one.
    private static let harmless: [String: Set<String>] = [
        "scan": ["file", "weights"], "bench intake": ["folder", "preload"], "key init": ["home"],
    ]
}
