import Broker
import Foundation
import Mail
import Testing

extension ServerTests {
    /// Files that come with letters are read before anything of them is kept; the desk says what they are and what became of them.
    @Suite(.serialized, .needsMailServers) struct AttachmentsAreReadTests {
        static let card = "5425 2334 3010 9903"

        static func letter(_ attachments: [OutgoingMail.Attachment]) throws -> (id: MessageID, mail: SafeMessage) {
            var mail = Letters.mail(from: .customer, to: [MailLab.User.desk.address], subject: "My papers", text: "Please see the files.\n")
            mail.attachments = attachments
            return (mail.id, try MessageWriter.write(mail, envelopeSender: MailLab.User.customer.address))
        }

        static func send(_ attachments: [OutgoingMail.Attachment], by lab: MailLab) async throws -> MessageID {
            let (id, mail) = try letter(attachments)
            guard case .accepted = try await lab.sender(.customer).send(mail) else { throw StageError("the letter was not taken") }
            return id
        }

        /// The folder of the mailbox in which a letter lies; nil where it is gone.
        static func folder(of id: MessageID, in lab: MailLab) async throws -> MailboxName? {
            let reader = try lab.reader(.desk)
            for folder in [MailboxName.inbox, .archive, .quarantine] {
                _ = try await reader.select(folder, readOnly: true)
                let found = try await reader.find(id)
                if !found.isEmpty { return folder }
            }
            await reader.logOut()
            return nil
        }

        /// - Parameter done: whether what is wanted is what is said in the end, of everything that came along.
        static func line(_ stage: Stage, with name: String, done: Bool = true) async throws -> ConversationView.Line {
            try await stage.wait("the letter with \(name)") {
                for row in try await stage.ada.inbox() where row.began == "plain_email" {
                    let view = try await stage.ada.read(row.id)
                    if let line = view.lines.first(where: { $0.attachments.contains { $0.name?.contains(name) == true } }) {
                        if !done || line.attachments.allSatisfy({ $0.unread != .waiting }) { return line }
                    }
                }
                return nil
            }
        }

        @Test func `clean files are named, card numbers held back, and what nobody can read waits encrypted`() async throws {
            let lab = try MailLab.shared.get()
            try await Stage.play(Stage.Wishes(mail: lab)) { stage in
                let server = try await stage.start()
                defer { server.stop() }

                let clean = try await Self.send(
                    [.init(name: "opening hours.pdf", type: "application/pdf", bytes: MadeFiles.pdf(["When do you open on Monday?"]))],
                    by: lab)
                var line = try await Self.line(stage, with: "opening hours")
                var file = try #require(line.attachments.first)
                #expect(file.fate == .clean && file.type == "pdf" && file.kind == "PDF" && !file.isMisnamed && file.findings.isEmpty)
                #expect(file.isKept && file.outcome.contains("Read, nothing in it"))
                #expect(line.text?.contains("Please see the files.") == true && line.redactions.isEmpty)
                _ = try await stage.wait("the archive") { try await Self.folder(of: clean, in: lab) == .archive ? true : nil }

                // The number stands in the file alone: the words of the letter are kept, of the file nothing is.
                let held = try await Self.send(
                    [
                        .init(
                            name: "statement.txt", type: "text/plain",
                            bytes: MadeFiles.docx([["my card is \(Self.card.prefix(6))", "\(Self.card.dropFirst(6))"]]))
                    ], by: lab)
                line = try await Self.line(stage, with: "statement")
                file = try #require(line.attachments.first)
                #expect(file.fate == .heldBack && file.type == "docx" && file.isMisnamed)
                #expect(file.findings.map(\.dataClass) == ["card.pan"] && line.redactions.isEmpty)
                #expect(line.decision == "ACCEPT_REDACTED" && !line.rules.isEmpty)
                _ = try await stage.wait("the mail to be gone") { try await Self.folder(of: held, in: lab) == nil ? true : nil }
                #expect(try stage.quarantinedBytes().isEmpty)

                // A name is text like any other; what cannot be read is kept as ciphertext, apart, here and there.
                let zip = MadeFiles.zip([("a.txt", Array("marker-of-the-archive-5521".utf8))])
                let apart = try await Self.send(
                    [.init(name: "papers \(Self.card) fdp.exe.zip", type: "application/zip", bytes: zip)], by: lab)
                line = try await Self.line(stage, with: "papers")
                file = try #require(line.attachments.first)
                #expect(file.fate == .quarantined && file.unread == .unknownType && file.type == "zip")
                #expect(file.name?.contains("5425") == false && file.name?.contains("\u{27E6}card.pan") == true)
                #expect(try stage.quarantinedBytes().count == 1)
                _ = try await stage.wait("the mail to be gone, for its name") {
                    try await Self.folder(of: apart, in: lab) == nil ? true : nil
                }
                let second = try await Self.send([.init(name: "again.zip", type: "application/zip", bytes: zip)], by: lab)
                _ = try await Self.line(stage, with: "again")
                _ = try await stage.wait("the mailbox's own quarantine") {
                    try await Self.folder(of: second, in: lab) == .quarantine ? true : nil
                }
                let disk = Disk(folder: stage.home.path)
                for secret in [Self.card, "marker-of-the-archive-5521"] { #expect(try disk.files(with: secret).isEmpty) }
            }
        }
    }
}
