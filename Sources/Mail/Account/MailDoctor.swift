/// Looks whether an account can do what Parley needs of it, step by step, and says what to do where it cannot.
public struct MailDoctor: Sendable {
    public enum Check: String, Sendable, Hashable, CaseIterable {
        case secret
        case imapLogIn = "imap_log_in"
        case imapExtensions = "imap_extensions"
        case inbox
        case archive
        case quarantine
        case submissionLogIn = "submission_log_in"
        case submissionExtensions = "submission_extensions"
        case roundTrip = "round_trip"
    }

    public enum Outcome: String, Sendable, Hashable {
        case good
        /// It works, but worse than it could.
        case warning
        case bad
        /// Not tried, since something before it failed.
        case skipped
    }

    public struct Finding: Sendable, Hashable {
        public let check: Check
        public let outcome: Outcome
        /// What was found, and what to do.
        public let text: String
    }

    private let account: MailAccount

    public init(_ account: MailAccount) {
        self.account = account
    }

    /// Runs all checks, in order.
    ///
    /// - Parameters:
    ///   - probe: a mail to ourselves that is sent, awaited and archived; nil to leave the round trip out.
    ///   - patience: how long the probe may take.
    public func examine(probe: Probe?, patience: Duration = .seconds(30)) async -> [Finding] {
        var findings: [Finding] = []
        let credentials: MailCredentials
        do throws(MailFailure) {
            credentials = try account.credentials()
            findings.append(Finding(check: .secret, outcome: .good, text: "found"))
        } catch {
            findings.append(Finding(check: .secret, outcome: .bad, text: error.text))
            return findings + Check.allCases.dropFirst().map { Finding(check: $0, outcome: .skipped, text: "needs the secret") }
        }
        let reader = IMAPClient(server: account.imap, credentials: credentials, limits: account.limits)
        let canRead = await examine(reader, into: &findings)
        let sends = await examineSubmission(credentials, into: &findings)
        switch (canRead, sends, probe) {
        case (_, _, nil): findings.append(Finding(check: .roundTrip, outcome: .skipped, text: "not asked for"))
        case (true, let sender?, let probe?): findings.append(await roundTrip(probe, reader, sender, patience))
        default: findings.append(Finding(check: .roundTrip, outcome: .skipped, text: "needs both servers"))
        }
        await reader.logOut()
        await sends?.quit()
        return findings
    }

    private func examine(_ reader: IMAPClient, into findings: inout [Finding]) async -> Bool {
        let offered: Set<String>
        do throws(MailFailure) {
            offered = try await reader.capabilities()
            findings.append(Finding(check: .imapLogIn, outcome: .good, text: "TLS, certificate and log-in"))
        } catch {
            findings.append(Finding(check: .imapLogIn, outcome: .bad, text: Self.advice(error, account.imap)))
            let rest: [Check] = [.imapExtensions, .inbox, .archive, .quarantine]
            findings += rest.map { Finding(check: $0, outcome: .skipped, text: "needs the log-in") }
            return false
        }
        if !offered.contains("MOVE") && !offered.contains("UIDPLUS") {
            findings.append(Finding(check: .imapExtensions, outcome: .bad, text: "neither MOVE nor UIDPLUS: read mail cannot be put away"))
        } else if !offered.contains("IDLE") {
            findings.append(Finding(check: .imapExtensions, outcome: .warning, text: "no IDLE: new mail is looked for every 30 s"))
        } else {
            findings.append(Finding(check: .imapExtensions, outcome: .good, text: "IDLE, and mail can be moved"))
        }
        var isInboxThere = false
        for (check, mailbox) in [(Check.archive, account.archive), (.quarantine, account.quarantine), (.inbox, account.inbox)] {
            do throws(MailFailure) {
                let status = try await reader.select(mailbox)
                findings.append(Finding(check: check, outcome: .good, text: "\(mailbox) has \(status.exists) mails"))
                if check == .inbox { isInboxThere = true }
            } catch {
                findings.append(Finding(check: check, outcome: .bad, text: "\(mailbox): \(error.text). Create the mailbox or name another"))
            }
        }
        return isInboxThere
    }

    private func examineSubmission(_ credentials: MailCredentials, into findings: inout [Finding]) async -> SMTPClient? {
        do throws(MailFailure) {
            let sender = try SMTPClient(
                server: account.submission, name: account.hostName, credentials: credentials, limits: account.limits)
            let offered = try await sender.extensions()
            findings.append(Finding(check: .submissionLogIn, outcome: .good, text: "TLS, certificate and log-in"))
            let hasReports = offered.contains("DSN")
            findings.append(
                Finding(
                    check: .submissionExtensions, outcome: hasReports ? .good : .warning,
                    text: hasReports ? "delivery reports can be asked for" : "no DSN: bounces are known by their Message-ID only"))
            return sender
        } catch {
            findings.append(Finding(check: .submissionLogIn, outcome: .bad, text: Self.advice(error, account.submission)))
            findings.append(Finding(check: .submissionExtensions, outcome: .skipped, text: "needs the log-in"))
            return nil
        }
    }

    private func roundTrip(_ probe: Probe, _ reader: IMAPClient, _ sender: SMTPClient, _ patience: Duration) async -> Finding {
        do {
            let message = try probe.message(for: account)
            let status = try await reader.select(account.inbox)
            let start = ContinuousClock.now
            switch try await sender.send(message) {
            case .accepted(_, let refused) where refused.isEmpty: break
            case .accepted, .refused:
                return Finding(check: .roundTrip, outcome: .bad, text: "the server refuses mail to \(account.address)")
            case .unknown(let failure): return Finding(check: .roundTrip, outcome: .bad, text: "sent, but no answer came: \(failure.text)")
            }
            // UIDNEXT is optional; without it the search goes over all of the mailbox.
            var cursor = MailboxCursor(uidValidity: status.uidValidity, lastUID: status.uidNext > 0 ? status.uidNext - 1 : 0)
            while ContinuousClock.now - start < patience {
                let window = try await reader.fetch(after: cursor, limit: 50)
                for mail in window.mails {
                    guard case .whole(let bytes) = mail.content, case .parsed(let parsed) = MIMEParser.parse(bytes),
                        parsed.messageID == message.messageID
                    else { continue }
                    try await reader.move([mail.uid], to: account.archive)
                    return arrived(parsed, after: ContinuousClock.now - start)
                }
                cursor = window.cursor
                if window.mails.isEmpty {
                    _ = try await reader.waitForMail(patience - (ContinuousClock.now - start), pollInterval: .seconds(2))
                }
            }
            return Finding(check: .roundTrip, outcome: .bad, text: "sent, but not in \(account.inbox) within \(patience)")
        } catch let failure as MailFailure {
            return Finding(check: .roundTrip, outcome: .bad, text: "\(failure)")
        } catch {
            return Finding(check: .roundTrip, outcome: .bad, text: "the probe cannot be written: \(error)")
        }
    }

    private func arrived(_ mail: ParsedMail, after time: Duration) -> Finding {
        let seconds = "\(time.components.seconds).\((time.components.attoseconds / 100_000_000_000_000_000)) s"
        switch AuthenticationResults(mail, trustedServers: account.trustedServers).dmarc {
        case .pass: return Finding(check: .roundTrip, outcome: .good, text: "arrived after \(seconds), sender authenticated")
        case .fail: return Finding(check: .roundTrip, outcome: .warning, text: "arrived after \(seconds), but our own mail fails DMARC")
        case .none:
            return Finding(
                check: .roundTrip, outcome: .warning,
                text: "arrived after \(seconds), but no trusted server reports on the sender: no customer's reply could be threaded")
        }
    }

    private static func advice(_ failure: MailFailure, _ server: MailServer) -> String {
        let place = "\(server.host):\(server.port)"
        return switch failure.code {
        case .unreachable: "\(place) cannot be reached: host, port, firewall? (\(failure.text))"
        case .untrusted: "\(place) has no certificate that leads to the configured authority (\(failure.text))"
        case .loginRefused: "\(place) refuses name and secret"
        case .timedOut: "\(place) does not answer; is it \(server.security.rawValue)?"
        default: "\(place): \(failure)"
        }
    }
}

extension MailDoctor {
    /// What makes a probe unlike any other mail.
    public struct Probe: Sendable {
        public let id: MessageID
        /// Milliseconds since 1970, UTC.
        public let date: Int64

        public init(id: MessageID, date: Int64) {
            self.id = id
            self.date = date
        }

        func message(for account: MailAccount) throws(MessageWriter.Refusal) -> SafeMessage {
            var mail = OutgoingMail(
                from: .init(account.address), to: [.init(account.address)], subject: "Parley mail check", id: id, date: date,
                text: "This mail checks that mail to this address arrives. It can be deleted.", boundary: "")
            mail.origin = .generated
            return try MessageWriter.write(mail, envelopeSender: account.address)
        }
    }
}
