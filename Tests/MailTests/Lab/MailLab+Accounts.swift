import Foundation
import Glibc
import Mail

extension MailLab {
    /// An account of the lab.
    enum User: String, CaseIterable {
        case desk = "desk@bank.test"
        case alerts = "alerts@bank.test"
        case bench = "bench@bank.test"
        case customer = "customer@cust.test"
        case other = "other@cust.test"

        var address: MailAddress { MailAddress(rawValue)! }
        var credentials: MailCredentials { .password("secret-\(address.localPart)", user: rawValue) }
    }

    func imap(_ security: MailServer.Security = .startTLS, authority: String? = nil) throws -> MailServer {
        try MailServer(
            host: "localhost", port: security == .startTLS ? imapPort : imapsPort, security: security,
            authorityFile: authority ?? authorityFile)
    }

    func submission(_ security: MailServer.Security = .startTLS) throws -> MailServer {
        try MailServer(
            host: "localhost", port: security == .startTLS ? submissionPort : submissionsPort, security: security,
            authorityFile: authorityFile)
    }

    /// Port 25 of the bank: anybody may bring mail for its mailboxes there.
    func incoming() throws -> MailServer {
        try MailServer(host: "localhost", port: smtpPort, security: .startTLS, authorityFile: authorityFile)
    }

    func reader(_ user: User, limits: MailLimits = MailLimits()) throws -> IMAPClient {
        IMAPClient(server: try imap(), credentials: user.credentials, limits: limits)
    }

    func sender(_ user: User) throws -> SMTPClient {
        try SMTPClient(server: try submission(), name: "broker.bank.test", credentials: user.credentials)
    }

    /// Puts mail into a mailbox as it is, with nothing looked at on the way, as a hostile or broken server might.
    func drop(_ mails: [[UInt8]], into user: User, folder mailbox: String = "") throws {
        let maildir = "\(folder)/mail/\(user.rawValue)/Maildir\(mailbox.isEmpty ? "" : "/.\(mailbox)")"
        if !mailbox.isEmpty {
            for path in [maildir] + ["cur", "new", "tmp"].map({ "\(maildir)/\($0)" }) {
                mkdir(path, 0o700)
                chown(path, 5000, 5000)
            }
        }
        for mail in mails {
            let name = "\(UInt64.random(in: 0 ... .max)).lab"
            try Data(mail).write(to: URL(filePath: "\(maildir)/tmp/\(name)"))
            chown("\(maildir)/tmp/\(name)", 5000, 5000)
            guard rename("\(maildir)/tmp/\(name)", "\(maildir)/new/\(name)") == 0 else { throw LabError(description: "rename: \(errno)") }
        }
    }
}

extension MailLab {
    /// Hands raw bytes to the bank's port 25 by the curl program, as a stranger might: past every gate of ours.
    func submitWithCurl(_ mail: [UInt8], from: String, to: String) throws {
        let file = "\(folder)/stranger-\(UInt64.random(in: 0 ... .max)).eml"
        try Data(mail).write(to: URL(filePath: file))
        let arguments = [
            "/usr/bin/curl", "-sS", "--ssl-reqd", "--cacert", authorityFile, "smtp://localhost:\(smtpPort)/stranger.test", "--mail-from",
            from,
            "--mail-rcpt", to, "-T", file,
        ]
        let status = Self.run(arguments, output: file + ".out")
        guard status == 0 else { throw LabError(description: "curl ended with \(status)") }
    }
}
