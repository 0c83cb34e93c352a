import Conversations
import Ledger
import Storage

extension Intake {
    /// Answers a message by itself, where the service level names an answer for it: through the outbox like every other act, after policy.
    ///
    /// RFC 3834: nothing is said to what no person wrote, nor to an address that nobody proved, and to each person once in the period,
    /// wherever they write. Its name follows from the person and the period, so that a crash or a second delivery says it no second time.
    func answer(_ message: EventID, in conversation: ConversationID, _ envelope: Envelope, by key: KeyedHash) async throws(StorageError) {
        let rules = terms.now.automaticReplies.filter { $0.rule.channels.contains(envelope.channel) }
        // What waited somewhere for longer than a day, as in a mailbox that is read for the first time, is a person's to answer.
        guard !rules.isEmpty, Server.clock().milliseconds - envelope.published.milliseconds < 86_400_000 else { return }
        guard !envelope.automatic, envelope.channel.network != .mail || envelope.proof == .alignedMail else { return }
        for (rule, text) in rules where try isDue(rule) {
            let period = Int64(rule.hours) * 3_600_000
            let now = Server.clock().milliseconds
            func name(_ number: Int64) throws(StorageError) -> EventID {
                guard let id = EventID(store.hashes.secret("automatic reply", "\(rule.name) \(key) \(number)").bytes) else {
                    throw .damaged("a derived id is zero")
                }
                return id
            }
            let id = try name(now / period)
            // Two periods meet: what was said shortly before still counts.
            let before: Int64?
            do { before = try store.entry(try name(now / period - 1))?.leaf.recordedTime } catch { throw .notWritable("\(error)") }
            if let before, now - before < period { continue }
            try await say(text, rule, id, answering: message, in: conversation, envelope, to: key)
        }
    }

    private func isDue(_ rule: AutomaticReply) throws(StorageError) -> Bool {
        switch rule.when {
        case .always: true
        // Where no calendar covers the day nobody knows that the team is away, and nothing is said of it.
        case .outsideStaffedHours: (try? terms.now.staffed.isStaffed(at: Server.clock())) == false
        }
    }

    private func say(
        _ text: String, _ rule: AutomaticReply, _ id: EventID, answering message: EventID, in conversation: ConversationID,
        _ envelope: Envelope, to key: KeyedHash
    ) async throws(StorageError) {
        let page: ConversationPage?
        do { page = try store.conversation(conversation) } catch { throw .notWritable("\(error)") }
        guard let page, let party = page.lines.first(where: { $0.leaf.eventID == message })?.received?.party,
            let recipient = page.recipient(on: envelope.channel, party: party), recipient.key == key
        else { return }
        let messageID = envelope.channel.network == .mail ? envelope.domain.map { MailNames(domain: $0).messageID(id) } : nil
        guard envelope.channel.network != .mail || messageID != nil else { return }
        for _ in 0..<Self.readings {
            let draft = Draft(
                conversation: page.state.id, act: ActWords.automatic, channel: envelope.channel, channelAccount: envelope.account,
                recipient: recipient, inReplyTo: message, reading: Reader(terms.now).outbound(text, by: ActorRole("bot")),
                subject: envelope.channel.network == .mail ? page.subject : nil,
                messageID: messageID.map { (store.hashes.thread(.mail, $0), $0) }, seen: .max)
            let command = Command(id: id, principal: .automation(rule.name), order: .submit(draft), owner: key)
            do throws(StorageError) {
                _ = try await store.submit(command)
                return
            } catch {
                guard case .refused(let refusal) = error else { throw error }
                if refusal == .termsChanged { continue }
                // A person answers: the conversation says that no machine may, or goes on elsewhere, or it was said already.
                tally.add("automatic_reply_left_out")
                return
            }
        }
        throw .busy
    }
}
