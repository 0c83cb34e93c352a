/// Signs that nobody wrote a mail by hand, and that nothing may be answered to it by itself (RFC 3834).
public enum AutomaticMail: String, Sendable, Hashable, CaseIterable {
    /// `Return-Path: <>`: bounces, receipts, automatic replies.
    case emptySender = "empty_sender"
    /// `Auto-Submitted` other than `no`.
    case autoSubmitted = "auto_submitted"
    /// Headers of programs older than RFC 3834, or outside it.
    case autoReplyHeader = "auto_reply_header"
    case suppressedReply = "suppressed_reply"
    /// `Precedence: bulk`, `list`, `junk` or `auto_reply`.
    case precedence = "precedence"
    case mailingList = "mailing_list"
    /// A delivery report or a read receipt.
    case report = "report"
    /// From a mailbox that no person reads, such as `mailer-daemon` or `noreply`.
    case robotSender = "robot_sender"
    /// From one of our own addresses.
    case ourselves = "ourselves"
    /// Passed on too often.
    case loop = "loop"
    /// There is no sender to answer.
    case noSender = "no_sender"

    static let hopLimit = 50

    /// Every sign that `mail` carries; none for a mail that a person seems to have written.
    public static func signs(of mail: ParsedMail, ownAddresses: some Collection<MailAddress>) -> Set<AutomaticMail> {
        var signs: Set<AutomaticMail> = []
        let header = mail.header
        /// The word before any parameter or comment, in lower case.
        func word(_ field: HeaderField) -> String { StructuredField(field.value).value }

        if header.all("return-path").contains(where: { $0.value.filter { $0 > 0x20 }.elementsEqual("<>".utf8) }) {
            signs.insert(.emptySender)
        }
        if header.all("auto-submitted").contains(where: { word($0) != "no" }) { signs.insert(.autoSubmitted) }
        let replyHeaders = ["x-autoreply", "x-autorespond", "x-autoreply-from", "x-mail-autoreply", "x-vacation", "x-failed-recipients"]
        if header.fields.contains(where: { replyHeaders.contains($0.name) }) { signs.insert(.autoReplyHeader) }
        if header.all("x-auto-response-suppress").contains(where: { word($0) != "none" }) { signs.insert(.suppressedReply) }
        if header.all("precedence").contains(where: { ["bulk", "list", "junk", "auto_reply"].contains(word($0)) }) {
            signs.insert(.precedence)
        }
        if header.fields.contains(where: { $0.name.hasPrefix("list-") || $0.name == "mailing-list" }) { signs.insert(.mailingList) }
        if mail.parts[0].type == "multipart/report" { signs.insert(.report) }
        if header.all("received").count > hopLimit { signs.insert(.loop) }
        if let from = mail.from {
            if isRobot(from.address) { signs.insert(.robotSender) }
            // With a detail or without, a mail from our own mailbox answered by us would go in circles.
            if ownAddresses.contains(where: { $0.isSameMailbox(as: from.address) || from.address.detail(of: $0) != nil }) {
                signs.insert(.ourselves)
            }
        } else {
            signs.insert(.noSender)
        }
        return signs
    }

    private static func isRobot(_ address: MailAddress) -> Bool {
        let letters = address.localPart.lowercased().prefix { $0 != "+" }.filter { $0 != "-" && $0 != "_" && $0 != "." }
        return ["mailerdaemon", "postmaster", "noreply", "donotreply", "bounce", "bounces", "listserv", "majordomo", "daemon"].contains(
            letters)
            || letters.hasPrefix("noreply") || letters.hasPrefix("donotreply")
    }
}
