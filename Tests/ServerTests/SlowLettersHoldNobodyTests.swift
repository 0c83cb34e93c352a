import Broker
import Foundation
import Mail
import Testing

extension ServerTests {
    /// A letter whose files take long is taken in without them: they wait encrypted, are read afterwards, and an entry says what came of each.
    @Suite(.serialized, .needsMailServers) struct SlowLettersHoldNobodyTests {
        private typealias Files = AttachmentsAreReadTests

        private func text(_ name: String, _ words: String) -> OutgoingMail.Attachment {
            .init(name: name, type: "text/plain", bytes: Array(words.utf8))
        }

        @Test func `what is read later ends as if its letter had waited`() async throws {
            let lab = try MailLab.shared.get()
            // No letter waits for anything.
            try await Stage.play(Stage.Wishes(mail: lab, attachmentSeconds: 0)) { stage in
                let server = try await stage.start()
                defer { server.stop() }
                let clean = try await Files.send([text("hours.txt", "When do you open on Monday, dear quokka?")], by: lab)
                var line = try await Files.line(stage, with: "hours")
                var file = try #require(line.attachments.first)
                #expect(file.fate == .clean && file.isKept && file.unread == nil && file.type == "text")
                _ = try await stage.wait("the archive") { try await Files.folder(of: clean, in: lab) == .archive ? true : nil }

                let held = try await Files.send([text("statement.txt", "my card is \(Files.card)")], by: lab)
                line = try await Files.line(stage, with: "statement")
                file = try #require(line.attachments.first)
                #expect(file.fate == .heldBack && file.findings.map(\.dataClass) == ["card.pan"] && !file.isKept)
                _ = try await stage.wait("the mail to be gone") { try await Files.folder(of: held, in: lab) == nil ? true : nil }
                // Its key and its bytes are gone.
                _ = try await stage.wait("the quarantine to be empty") { try stage.quarantinedBytes().isEmpty ? true : nil }
                let disk = Disk(folder: stage.home.path)
                for secret in [Files.card, "dear quokka"] { #expect(try disk.files(with: secret).isEmpty) }

                let zip = MadeFiles.zip([("a.txt", Array("a".utf8))])
                let apart = try await Files.send([.init(name: "papers.zip", type: "application/zip", bytes: zip)], by: lab)
                line = try await Files.line(stage, with: "papers")
                file = try #require(line.attachments.first)
                #expect(file.fate == .quarantined && file.unread == .unknownType)
                #expect(try stage.quarantinedBytes().count == 1)
                #expect(try await Files.folder(of: apart, in: lab) == .quarantine)
                // Each outcome is an entry of its own, of this system.
                let lines = try await stage.ada.inbox().asyncLines(stage).filter { $0.kind == "readAttachment" }
                #expect(lines.count == 3)
            }
        }

        @Test func `the next letter is there while the slow one is still being read, and a restart loses nothing`() async throws {
            let lab = try MailLab.shared.get()
            try await Stage.play(Stage.Wishes(mail: lab, attachmentSeconds: 1)) { stage in
                var server = try await stage.start()
                defer { server.stop() }
                // Pages of small print that are only read by sight.
                let print = (0..<80).map { "\($0) the quick brown fox jumps over the lazy dog and over the fence once more" }.joined(
                    separator: "\n")
                let page = try MadeFiles.scan(of: MadeFiles.pdf([print], size: 8))
                let slow = (0..<4).map { OutgoingMail.Attachment(name: "slow\($0).pdf", type: "application/pdf", bytes: page) }
                _ = try await Files.send(slow + [text("after.txt", "and my card is \(Files.card)")], by: lab)
                _ = try await Files.send([text("next.txt", "A short one.")], by: lab)
                _ = try await Files.line(stage, with: "next", done: false)
                let line = try await Files.line(stage, with: "slow", done: false)
                #expect(line.attachments.contains { $0.unread == .waiting })
                // A crash while it is read.
                server.stop(SIGKILL)
                server = try await stage.start()
                var ended: [ShownAttachment] = []
                for _ in 0..<4 where ended.isEmpty {
                    do { ended = try await Files.line(stage, with: "slow").attachments } catch is StageError { continue }
                }
                #expect(ended.count == 5 && ended.allSatisfy { $0.unread != .waiting })
                #expect(ended.last?.findings.map(\.dataClass) == ["card.pan"])
            }
        }
    }
}

extension [Person.Row] {
    func asyncLines(_ stage: Stage) async throws -> [ConversationView.Line] {
        var lines: [ConversationView.Line] = []
        for row in self { lines += try await stage.ada.read(row.id).lines }
        return lines
    }
}
