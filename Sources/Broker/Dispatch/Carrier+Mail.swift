public import Conversations
public import Mail

extension Carrier {
    /// Carries acts out by mail: one connection, every answer through the one outbound gate.
    public static func mail(_ account: MailAccount, sender: SMTPClient, id: ChannelAccountID, clock: @escaping @Sendable () -> Timestamp)
        -> Carrier
    {
        Carrier(
            accounts: [id], settling: .seconds(60),
            send: { parcel in
                let message: SafeMessage
                switch parcel.mail(from: account, at: clock()) {
                case .success(let made): message = made
                case .failure(let problem): return .refused(code: problem.code)
                }
                do throws(MailFailure) {
                    switch try await sender.send(message) {
                    case .accepted(_, let refused) where refused.isEmpty:
                        return .accepted(at: clock(), id: parcel.messageID, thread: nil)
                    case .accepted: return .refused(code: "recipient")
                    case .refused(let refusal): return refusal.isTemporary ? .retryLater(seconds: 60) : .refused(code: "refused")
                    case .unknown: return .unknown(reason: "no_reply")
                    }
                } catch {
                    return error.isTemporary ? .retryLater(seconds: 30) : .refused(code: "\(error.code)")
                }
            },
            // A submission server keeps no folder that could prove an absence: a bounce, an answer or a person settles it.
            find: { _, _ in .cannotTell })
    }
}

extension Carrier.Parcel {
    /// Why a parcel does not make a mail.
    struct MailProblem: Error {
        var code: String
    }

    func mail(from account: MailAccount, at: Timestamp) -> Result<SafeMessage, MailProblem> {
        guard let recipient = recipient.flatMap({ MailAddress($0) }), let id = messageID.flatMap({ MessageID($0) }) else {
            return .failure(MailProblem(code: "address"))
        }
        // Letters and digits alone.
        let boundary = String(RandomIDs.token().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(40))
        var mail = OutgoingMail(
            from: OutgoingMail.Person(account.address, name: account.displayName), to: [OutgoingMail.Person(recipient)],
            subject: subject ?? "Your message to us", id: id, date: at.milliseconds, text: text, boundary: boundary)
        mail.attachments = files.map { OutgoingMail.Attachment(name: $0.name, type: $0.type, bytes: $0.bytes) }
        mail.replyTo = replyToken.flatMap { account.address.with(detail: $0) }
        mail.inReplyTo = references.last.flatMap { MessageID($0) }
        mail.references = references.compactMap { MessageID($0) }
        if act == ActWords.verification { mail.origin = .generated }
        if act == ActWords.automatic { mail.origin = .replied }
        // RFC 3834, section 3.3: what answers by itself asks for no bounce, which another machine might answer.
        let bounces = act == ActWords.automatic ? nil : account.address
        do { return .success(try MessageWriter.write(mail, envelopeSender: bounces)) } catch {
            return .failure(MailProblem(code: "unsafe"))
        }
    }
}
