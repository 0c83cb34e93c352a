import Broker
import Foundation
import Mail
import SQL
import Testing

extension ServerTests {
    /// Clean files are opened by those with the right, each time as an entry, and are forgotten with their sender.
    @Suite(.serialized, .needsMailServers) struct FilesAreOpenedAndForgottenTests {
        private typealias Files = AttachmentsAreReadTests

        @Test func `a clean file is handed out as bytes to save, and erasure leaves none of them`() async throws {
            let lab = try MailLab.shared.get()
            try await Stage.play(Stage.Wishes(mail: lab)) { stage in
                let server = try await stage.start()
                defer { server.stop() }
                let page = Array("<html><body>The okapi asks: when do you open?</body></html>".utf8)
                _ = try await Files.send([.init(name: "q\u{e4} \"1\".html", type: "text/html", bytes: page)], by: lab)
                let line = try await Files.line(stage, with: "html")
                let file = try #require(line.attachments.first)
                #expect(file.fate == .clean && file.isKept)
                let row = try #require(try await stage.ada.inbox().first { $0.began == "plain_email" })
                let path = "/api/conversations/\(row.id)/files/\(line.event)/0"
                let before = try stage.entries
                let answer = try await stage.ada.get(path)
                #expect(answer.status == 200 && Array(answer.body) == page)
                #expect(
                    answer.headers["content-type"] == "application/octet-stream" && answer.headers["x-content-type-options"] == "nosniff")
                let disposition = try #require(answer.headers["content-disposition"])
                #expect(disposition.hasPrefix("attachment;") && disposition.hasSuffix(".html") && !disposition.dropFirst(33).contains("\""))
                let policy = try #require(answer.headers["content-security-policy"])
                #expect(policy.contains("sandbox") && policy.contains("default-src 'none'"))
                #expect(answer.headers["cache-control"] == "no-store")
                // Every look is an entry.
                #expect(try await stage.ada.get(path).status == 200)
                #expect(try stage.entries >= before + 2)
                let view = try await stage.ada.read(row.id)
                #expect(view.lines.count { $0.kind == "view" } >= 2)
                for (wrong, status) in [("\(path)1", 404), (path.replacing(line.event, with: row.id), 404)] {
                    #expect(try await stage.ada.get(wrong).status == status)
                }
                #expect(try await Person(base: stage.base, login: "eve", role: "agent").get(path).status == 401)

                let sealed = try Connection(path: stage.home.path + "/ledger.db", .readOnly).query("SELECT sealed FROM vault_file") {
                    (row) throws(SQLError) in try row.blob(0)
                }
                let bytes = try #require(sealed.first)
                let disk = Disk(folder: stage.home.path)
                #expect(sealed.count == 1 && bytes.count > page.count)
                #expect(try disk.files(with: "The okapi asks").isEmpty && disk.files(holding: bytes).contains { $0.hasPrefix("ledger.db") })
                let cleo = try TwoPeopleEraseTests.tokenFile(of: stage.cleo, stage)
                let sue = try TwoPeopleEraseTests.tokenFile(of: stage.sue, stage)
                let asked = try TwoPeopleEraseTests.parley(
                    stage, ["erase", "ask", "--customer", row.id, "--basis", "UK GDPR art. 17(1)(a)"] + cleo)
                #expect(asked.code == 0, "\(asked.text)")
                let requests =
                    try JSONSerialization.jsonObject(with: await stage.otto.get("/api/records/erasures").body) as? [[String: Any]]
                let request = try #require(requests?.first?["asked"] as? String)
                let done = try TwoPeopleEraseTests.parley(stage, ["erase", "confirm", request] + sue)
                #expect(done.code == 0, "\(done.text)")
                #expect(try await stage.ada.get(path).status == 404)
                #expect(try disk.files(holding: Array(bytes.dropFirst(1).prefix(48))).isEmpty)
            }
        }

        @Test func `what nobody could read is looked at again when somebody asks for it`() async throws {
            let lab = try MailLab.shared.get()
            try await Stage.play(Stage.Wishes(mail: lab)) { stage in
                let server = try await stage.start()
                defer { server.stop() }
                // More than are read with a letter: the last two wait for somebody.
                let many = (0..<22).map { number in
                    let words = number == 21 ? "my card is \(Files.card)" : "note \(number)"
                    return OutgoingMail.Attachment(name: "note\(number).txt", type: "text/plain", bytes: Array(words.utf8))
                }
                let id = try await Files.send(many, by: lab)
                let line = try await Files.line(stage, with: "note21")
                #expect(line.attachments.suffix(2).allSatisfy { $0.fate == .quarantined && $0.unread == .tooLarge })
                #expect(try stage.quarantinedBytes().count == 2)
                _ = try await stage.wait("the mailbox's own quarantine") {
                    try await Files.folder(of: id, in: lab) == .quarantine ? true : nil
                }
                #expect(try await stage.ada.post("/api/quarantine/rescan").status == 403)
                let cleo = try TwoPeopleEraseTests.tokenFile(of: stage.cleo, stage)
                let answer = try TwoPeopleEraseTests.parley(stage, ["rescan", "--quarantine", "--format", "json"] + cleo)
                #expect(answer.code == 0 && answer.text.contains("2"), "\(answer.text)")
                #expect(try TwoPeopleEraseTests.parley(stage, ["rescan"] + cleo).code == 2)
                let after = try await stage.wait("both to be read") {
                    let line = try await Files.line(stage, with: "note21")
                    return line.attachments.allSatisfy { $0.fate != .quarantined } ? line : nil
                }
                #expect(after.attachments[20].fate == .clean && after.attachments[20].isKept)
                #expect(after.attachments[21].fate == .heldBack && after.attachments[21].findings.map(\.dataClass) == ["card.pan"])
                // Entry first, then key and bytes: a kill in between leaves them to the next start.
                _ = try await stage.wait("the quarantine to be empty") { try stage.quarantinedBytes().isEmpty ? true : nil }
                _ = try await stage.wait("the mail to be gone") { try await Files.folder(of: id, in: lab) == nil ? true : nil }
                #expect(try Disk(folder: stage.home.path).files(with: Files.card).isEmpty)
            }
        }
    }
}
