import Broker
import FoundationEssentials
import Glibc
import Mail
import Sandbox

/// The story: a complaint with a card number in public, and how it ends well.
struct Story {
    private let stage: Stage
    private let timeline = Timeline()
    private let check: String
    /// A test number of a card network, as published for testing.
    private static let card = "5105 1051 0510 5100"

    init(_ wishes: Stage.Wishes, check: String) async throws {
        timeline.chapter("Setting the stage")
        stage = try await Stage.set(wishes)
        self.check = check
        timeline.line("stage", "a small social network, Postfix and Dovecot on loopback, a server's folder")
    }

    func end() async { await stage.end() }

    func play() async throws {
        let server = try await stage.startServer()
        defer { server.stop() }
        timeline.line("parley", "serves \(stage.base); the signer is a process of its own")
        let customer = try stage.network.createUser(handle: "sam_w", name: "Sam")

        timeline.chapter("1  A complaint in public")
        let post = try stage.network.post(
            as: customer.id, "@NorthbridgeHelp why did my card \(Self.card) get refused at the till? third time this week, shocking service"
        )
        timeline.line("@sam_w", "posts in public: why did my card \(Self.card) get refused at the till? …")
        var conversation = try await waitForConversation { $0.inbound == 1 }
        show(conversation, "in")
        timeline.line("clock", "runs since \(conversation.turnStart ?? "-"), due \(conversation.due ?? "-")")
        guard conversation.due != nil else { throw StoryError("no clock runs") }
        for (name, at) in conversation.deadlines.sorted(by: { $0.key < $1.key }) { timeline.note("deadline \(name): \(at)") }
        for task in conversation.tasks { timeline.note("task: \(task)") }
        try searchDisk()

        timeline.chapter("2  A leak, stopped")
        let leak = "Hi Sam, we see the block on your card ending 5100 and lifted it."
        let stopped = try await stage.agent.reply(leak, on: .sandboxPublic, in: conversation)
        timeline.line("Ada", "tries in public: \(leak)")
        timeline.line("policy", "\(stopped.decision) by \(stopped.rules.joined(separator: ", "))")
        for way in stopped.instead { timeline.note("instead: \(way)") }
        guard stopped.decision == Verdict.block.word, stage.network.posts(by: stage.bank.id).isEmpty else {
            throw StoryError("the leak was not stopped")
        }

        timeline.chapter("3  From public to private")
        conversation = try await stage.agent.read(conversation.id)
        let offered = try await stage.agent.offer("secure_email", on: .sandboxDM, in: conversation)
        guard offered.decision == Verdict.send.word else { throw StoryError("the handoff was not sent: \(offered.decision)") }
        let messages = try await wait("the link and the number") {
            let messages = stage.network.messages(between: stage.bank.id, and: customer.id)
            return messages.count == 2 ? messages : nil
        }
        timeline.line("Ada", "offers to go on in private; the link and the number go by direct message")
        guard let link = messages[0].links.first?.expanded ?? Self.link(in: messages[0].text), let code = Self.digits(in: messages[1].text)
        else {
            throw StoryError("no link or no number in the direct messages")
        }
        try await proveMailbox(link: link, code: code)

        timeline.chapter("4  On by secure e-mail, same conversation, same clock")
        conversation = try await stage.agent.read(conversation.id)
        let due = conversation.due
        let answer = try await stage.agent.reply(
            "Hello Sam,\n\nthe block came from our fraud checks and is lifted. Sorry for the trouble at the till.\n\nAda, Northbridge",
            on: .secureEmail,
            in: conversation)
        guard answer.decision == Verdict.send.word else { throw StoryError("the mail was not sent: \(answer.decision) by \(answer.rules)") }
        let mail = try await nextMail("the bank's answer")
        timeline.line("Ada", "answers by secure e-mail; the customer's mailbox has it")
        conversation = try await waitForConversation { _ in
            true
        } until: {
            $0.due == nil
        }
        timeline.line("clock", "answered; it was due \(due ?? "-")")
        try await reply(to: mail, as: "customer@cust.test", "That worked, thank you! Could you also confirm it in public?")
        timeline.line("Sam", "answers by mail")
        conversation = try await waitForConversation {
            $0.inbound >= 2
        } until: { view in
            view.lines.filter { $0.kind == "in" }.count == 2
        }
        show(conversation, "in")
        try await reply(to: mail, as: "other@cust.test", "I am Sam as well, send me everything.")
        timeline.line("stranger", "writes to the same reply address from another mailbox")
        try await waitForQuarantine()
        timeline.line("parley", "keeps the stranger's mail apart: whoever holds the address is not yet the customer")

        timeline.chapter("5  Thanks in public")
        conversation = try await stage.agent.read(conversation.id)
        let last = try await stage.agent.reply("Glad it is sorted, Sam. Thank you for your patience.", on: .sandboxPublic, in: conversation)
        guard last.decision == Verdict.send.word else {
            throw StoryError("the public thanks were not sent: \(last.decision) by \(last.rules)")
        }
        let thanks = try await wait("the public reply") { stage.network.posts(by: stage.bank.id).first }
        guard thanks.inReplyTo == post.id else { throw StoryError("the public reply is not under the customer's post") }
        timeline.line("Ada", "replies in public: \(thanks.text)")
        conversation = try await waitForConversation { _ in
            true
        } until: { view in
            !view.lines.contains { $0.phase == "queued" }
        }
        try await stage.agent.resolve(conversation, code: "card_refused", sentiment: "satisfied")
        timeline.line("Ada", "resolves the conversation")
        try searchDisk()

        timeline.chapter("6  The evidence, checked by strangers")
        _ = try await wait("the seal") { () -> Bool? in
            let status = try await stage.agent.status()
            return status.sealed == status.accepted ? true : nil
        }
        try verify()
        timeline.chapter("That was one conversation under one clock, in one ledger.")
    }

    // MARK: Parts

    /// The visits of a robot, of the customer, and of nobody else.
    private func proveMailbox(link: String, code: String) async throws {
        var robot = Visitor()
        let preview = try await robot.get(link)
        guard preview.status == 200 else { throw StoryError("the link's page answered \(preview.status)") }
        timeline.line("robot", "previews the link: sees the same page as everybody, uses nothing up")
        var sam = Visitor()
        _ = try await sam.get(link)
        var wrong = Visitor()
        guard try await wrong.post(link, "code", code == "000000" ? "111111" : "000000").status == 403 else {
            throw StoryError("a wrong number was taken")
        }
        guard try await sam.post(link, "code", code).status == 200 else { throw StoryError("the right number was refused") }
        timeline.line("Sam", "enters the number: the handle is proved")
        guard try await sam.post(link + "/mailbox", "address", "customer@cust.test").status == 200 else {
            throw StoryError("the mailbox was refused")
        }
        let mail = try await nextMail("the mailbox's number")
        guard let number = Self.digits(in: mail.body) else { throw StoryError("no number in the mail") }
        guard try await sam.post(link + "/proof", "code", number).status == 200 else {
            throw StoryError("the mailbox's number was refused")
        }
        timeline.line("Sam", "confirms the mailbox customer@cust.test with the number that came there")
    }

    private func show(_ conversation: ConversationView, _ kind: String) {
        guard let line = conversation.lines.last(where: { $0.kind == kind }) else { return }
        timeline.line("parley", "stores: \(line.text ?? "")")
        timeline.note(
            "\(line.decision ?? "-")  \(line.redactions.joined(separator: ", "))  labels \(conversation.labels.joined(separator: ", "))")
        if !line.rules.isEmpty { timeline.note("rules: \(line.rules.joined(separator: ", "))") }
    }

    private func searchDisk() throws {
        let (files, bytes) = try DiskSearch(Self.card).run(in: stage.home.path)
        guard files.isEmpty else { throw StoryError("the card number stands in \(files.joined(separator: ", "))") }
        timeline.line("disk", "\(bytes) bytes of databases, logs and keys read: the card number is in none of them")
    }

    private func verify() throws {
        let export = stage.folder + "/export"
        guard
            try ChildProcess(
                ["/proc/self/exe", "ledger", "export", "--home", stage.home.path, "--to", export], output: stage.folder + "/export.log"
            ).wait() == 0
        else { throw StoryError("the export failed; \(stage.folder)/export.log says why") }
        timeline.line("export", "entries, tiles, checkpoint, terms and keys as files")
        guard
            try ChildProcess(
                ["/proc/self/exe", "ledger", "verify", export, "--key", stage.home.verifierKey, "--no-history"],
                output: stage.folder + "/verify.log"
            ).wait() == 0
        else { throw StoryError("our verifier does not verify the export; \(stage.folder)/verify.log says why") }
        timeline.line("verifier", "ours: verified, offline, by the pinned key")
        let built = stage.folder + "/checker"
        guard try ChildProcess(["bash", check + "/build.sh"], output: built).wait() == 0,
            let program = try String(decoding: Data(contentsOf: URL(filePath: built)), as: UTF8.self).split(separator: "\n").last
        else { throw StoryError("the independent verifier could not be built; \(built) says why") }
        guard
            try ChildProcess([String(program), export, try stage.verifierKey()], output: stage.folder + "/checker.log").wait() == 0
        else { throw StoryError("the independent verifier does not verify the export; \(stage.folder)/checker.log says why") }
        timeline.line("verifier", "not ours: Go's note and tlog packages verify it as well")
    }

    // MARK: Mail

    private func nextMail(_ what: String) async throws -> ParsedMail {
        let reader = try stage.setting.mail.account("customer@cust.test").reader()
        _ = try await reader.select(.inbox)
        defer { Task { await reader.logOut() } }
        return try await wait(what) { () -> ParsedMail? in
            let window = try await reader.fetch(after: nil)
            guard let mail = window.mails.first, case .whole(let bytes) = mail.content, case .parsed(let parsed) = MIMEParser.parse(bytes)
            else { return nil }
            try await reader.move([mail.uid], to: .archive)
            return parsed
        }
    }

    private func reply(to mail: ParsedMail, as sender: String, _ text: String) async throws {
        let account = try stage.setting.mail.account(sender)
        guard let to = mail.replyTo.first?.address ?? mail.from?.address,
            let id = MessageID(unique: RandomIDs.token(), domain: account.address.domain)
        else {
            throw StoryError("the mail names nobody to answer to")
        }
        var answer = OutgoingMail(
            from: OutgoingMail.Person(account.address), to: [OutgoingMail.Person(to)], subject: "Re: \(mail.subject)", id: id,
            date: Server.clock().milliseconds, text: text, boundary: "=_\(RandomIDs.token())")
        answer.inReplyTo = mail.messageID
        answer.references = mail.messageID.map { [$0] } ?? []
        let sender = try account.sender()
        guard case .accepted = try await sender.send(try MessageWriter.write(answer, envelopeSender: account.address)) else {
            throw StoryError("the customer's mail was not taken")
        }
        await sender.quit()
    }

    // MARK: Waiting

    private func waitForConversation(
        _ row: @Sendable (Agent.Row) -> Bool, until view: @Sendable (ConversationView) -> Bool = { _ in true }
    ) async throws -> ConversationView {
        try await wait("the conversation") { () -> ConversationView? in
            guard let first = try await stage.agent.inbox().first(where: row) else { return nil }
            let read = try await stage.agent.read(first.id)
            return view(read) ? read : nil
        }
    }

    private func waitForQuarantine() async throws {
        let store = stage.home.path + "/ledger.db"
        _ = try await wait("the quarantine") { try Quarantined.count(in: store) > 0 ? true : nil }
    }

    /// Asks again and again, for half a minute.
    private func wait<Value>(_ what: String, _ ask: () async throws -> Value?) async throws -> Value {
        for _ in 0..<300 {
            if let value = try await ask() { return value }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw StoryError("waited half a minute for \(what); \(stage.folder)/server.log may say why")
    }

    private static func link(in text: String) -> String? {
        text.split(separator: " ").first { $0.hasPrefix("http") }.map(String.init)
    }

    private static func digits(in text: String) -> String? {
        text.split(whereSeparator: { !$0.isNumber }).first { $0.count == 6 }.map(String.init)
    }
}

/// Why the story did not go as it must.
struct StoryError: Error, CustomStringConvertible {
    var description: String

    init(_ what: String) { description = "The story stops: \(what)." }
}
