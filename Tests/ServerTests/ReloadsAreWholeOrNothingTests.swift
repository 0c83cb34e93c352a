import Broker
import Foundation
import Glibc
import Testing

extension ServerTests {
    /// Every mistake that a person makes in a folder of policies: the server goes on with the old ones, says which file, line and column, and
    /// the ledger has an entry about it.
    @Suite(.serialized) struct ReloadsAreWholeOrNothingTests {
        struct Mistake: Sendable, CustomTestStringConvertible {
            let name: String
            /// What the answer begins with somewhere: file, line and column where there is a place.
            let place: String
            /// What it says beside that.
            let says: String
            let make: @Sendable (_ folder: String) throws -> Void

            var testDescription: String { name }

            init(_ name: String, at place: String, says: String, _ make: @escaping @Sendable (String) throws -> Void) {
                (self.name, self.place, self.says, self.make) = (name, place, says, make)
            }
        }

        /// A pack of the test's own, so that nobody's edits move its lines.
        private static let pack = """
            pack: test-own
            version: 1
            title: A pack to break
            owner: tests
            review_by: 2030-01-01
            rules:
            - id: only
              title: Invitations wait
              basis: firm_policy
              source: {ref: "test"}
              when: {direction: outbound, act: channel_move}
              decision: HOLD
              approver: supervisor

            """
        private static let file = "packs/test-own.yaml"

        private static func writes(_ old: String, _ new: String) -> @Sendable (String) throws -> Void {
            { folder in
                try #require(pack.contains(old))
                try Data(pack.replacing(old, with: new).utf8).write(to: URL(filePath: "\(folder)/\(file)"))
            }
        }

        private static func bytes(_ bytes: [UInt8], in name: String = file) -> @Sendable (String) throws -> Void {
            { folder in try Data(bytes).write(to: URL(filePath: "\(folder)/\(name)")) }
        }

        private static func removes(_ name: String) -> @Sendable (String) throws -> Void {
            { folder in try FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
        }

        static let mistakes: [Mistake] = [
            Mistake(
                "a line that is not indented far enough", at: "\(file):8:", says: "", writes("  title: Invitations", " title: Invitations")),
            Mistake("a tab", at: "\(file):8:", says: "tab", writes("  title: Invitations", "\ttitle: Invitations")),
            Mistake(
                "a key twice", at: "\(file):9:3: ", says: "twice",
                writes("  basis: firm_policy\n", "  title: Again\n  basis: firm_policy\n")),
            Mistake(
                "a key that is misspelled", at: "\(file):12:3: ", says: "expected decision", writes("  decision: HOLD", "  desicion: HOLD")),
            Mistake("a key that nobody knows", at: "\(file):12:3: ", says: "frobnicate", writes("  decision: HOLD", "  frobnicate: HOLD")),
            Mistake("a word that is misspelled", at: "\(file):13:13: ", says: "expected supervisor", writes("supervisor", "supervisr")),
            Mistake("two documents", at: "\(file):6:1: ", says: "one document", writes("rules:\n", "---\nrules:\n")),
            Mistake("a byte order mark", at: "\(file):1:1: ", says: "byte order mark", bytes([0xEF, 0xBB, 0xBF] + Array(pack.utf8))),
            Mistake(
                "UTF-16", at: "\(file)", says: "UTF-8", bytes([0xFF, 0xFE] + pack.utf8.flatMap { [$0, 0] })),
            Mistake("a letter in Latin-1", at: "\(file)", says: "UTF-8", bytes(Array(pack.utf8.dropLast()) + [0xE9, 0x0A])),
            Mistake("10 MB", at: "\(file)", says: "10485760 bytes", bytes([UInt8](repeating: 0x23, count: 10 << 20))),
            Mistake("an empty file", at: "\(file):1:1: ", says: "empty", bytes([])),
            Mistake("only a comment", at: "\(file):1:1: ", says: "empty", bytes(Array("# nothing\n".utf8))),
            Mistake(
                "a file that takes itself in", at: "\(file):6:", says: "!include",
                writes("rules:\n", "rules: !include test-own.yaml\nmore:\n")),
            Mistake("a value that is its own part", at: "\(file):", says: "alias", writes("rules:\n", "rules: &all [*all]\nmore:\n")),
            Mistake("a link to itself", at: "\(file)", says: "cannot be read") { folder in
                try FileManager.default.removeItem(atPath: "\(folder)/\(file)")
                guard symlink("test-own.yaml", "\(folder)/\(file)") == 0 else { throw StageError("symlink: \(errno)") }
            },
            Mistake(
                "a lexicon that is gone", at: "lexicons/complaint.yaml", says: "nothing finds", removes("lexicons/complaint.yaml")
            ),
            Mistake("all lexicons gone", at: "lexicons/", says: "nothing finds", removes("lexicons")),
            Mistake("a calendar that is gone", at: "service-levels/", says: "calendar", removes("calendars")),
            Mistake("the words are gone", at: "vocabulary.yaml", says: "cannot be read", removes("vocabulary.yaml")),
            Mistake("the packs are gone", at: "pack", says: "", removes("packs")),
            Mistake("the folder is gone", at: "policies", says: "not there", removes("")),
            Mistake("the same pack twice", at: "packs/copy.yaml:1:1: ", says: "test-own", bytes(Array(pack.utf8), in: "packs/copy.yaml")),
        ]

        @Test func `every mistake leaves the old policies in force, and is told and recorded`() async throws {
            try await Stage.play(Stage.Wishes(ownPolicies: true)) { stage in
                let whole = stage.folder + "/whole"
                try Data(Self.pack.utf8).write(to: URL(filePath: "\(stage.policies)/\(Self.file)"))
                try FileManager.default.copyItem(atPath: stage.policies, toPath: whole)
                let server = try await stage.start()
                defer { server.stop() }
                func refusals() throws -> Int { try stage.commandTypes().count { $0 == CommandType.refuseTerms.rawValue } }
                func inForce() throws -> Int { try stage.commandTypes().count { $0 == CommandType.putTermsInForce.rawValue } }
                func restore() throws {
                    if FileManager.default.fileExists(atPath: stage.policies) { try FileManager.default.removeItem(atPath: stage.policies) }
                    try FileManager.default.copyItem(atPath: whole, toPath: stage.policies)
                }
                let (entries, first) = (try inForce(), try refusals())
                for (number, mistake) in Self.mistakes.enumerated() {
                    try mistake.make(stage.policies)
                    let answer = try await stage.cleo.post("/api/policies/reload")
                    // JSON may write a slash with a backslash before it.
                    let text = answer.text.replacing("\\/", with: "/")
                    #expect(answer.status == 422, "\(mistake.name): \(text)")
                    #expect(text.contains(mistake.place), "\(mistake.name): \(text)")
                    #expect(mistake.says.isEmpty || text.contains(mistake.says), "\(mistake.name): \(text)")
                    #expect(try await stage.ada.status().policies != nil, "\(mistake.name)")
                    #expect(try refusals() == first + number + 1, "\(mistake.name)")
                    try restore()
                }
                #expect(try inForce() == entries, "nothing of any of them came into force")
                // Back at the same good ones: that they are good again is an entry, and so is every reading of good ones after it.
                for more in 1...2 {
                    #expect(try await stage.cleo.post("/api/policies/reload").status == 200)
                    #expect(try await stage.ada.status().policies == nil)
                    #expect(try inForce() == entries + more)
                }
                // CR LF is how another editor ends its lines, and no mistake; it is another file all the same.
                try Data(Self.pack.replacing("\n", with: "\r\n").utf8).write(to: URL(filePath: "\(stage.policies)/\(Self.file)"))
                #expect(try await stage.cleo.post("/api/policies/reload").status == 200)
                #expect(try await stage.ada.status().policies == nil)
                #expect(try inForce() == entries + 3)
                // The log says it loudly, once a refusal.
                let log = try String(contentsOfFile: stage.log, encoding: .utf8)
                #expect(log.ranges(of: "the policies were refused; the old ones stay").count == Self.mistakes.count)
            }
        }

        @Test func `a hangup reads the policies again, and a bad one changes nothing`() async throws {
            try await Stage.play(Stage.Wishes(ownPolicies: true)) { stage in
                let server = try await stage.start()
                defer { server.stop() }
                let path = "\(stage.policies)/\(Self.file)"
                func count(_ type: CommandType) throws -> Int { try stage.commandTypes().count { $0 == type.rawValue } }
                let before = try count(.putTermsInForce)
                try Data(Self.pack.utf8).write(to: URL(filePath: path))
                kill(server.pid, SIGHUP)
                _ = try await stage.wait("the new policies") { try count(.putTermsInForce) == before + 1 ? true : nil }
                try Data("pack: [".utf8).write(to: URL(filePath: path))
                kill(server.pid, SIGHUP)
                _ = try await stage.wait("the refusal") { try count(.refuseTerms) == 1 ? true : nil }
                #expect(try await stage.ada.status().policies?.contains("test-own.yaml") == true)
                #expect(server.isRunning)
                // Many at once are few reloads, one after another; the last state of the folder counts.
                try Data(Self.pack.replacing("version: 1", with: "version: 2").utf8).write(to: URL(filePath: path))
                for _ in 0..<20 { kill(server.pid, SIGHUP) }
                _ = try await stage.wait("the newest policies") { () -> Bool? in
                    guard try await stage.ada.status().policies == nil else { return nil }
                    return try count(.putTermsInForce) >= before + 2 ? true : nil
                }
                #expect(try count(.putTermsInForce) == before + 2)
            }
        }
    }
}
