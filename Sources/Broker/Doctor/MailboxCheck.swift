public import Mail

/// Looks at every mailbox of a server's configuration.
public struct MailboxCheck: Sendable {
    public struct Finding: Sendable {
        public let address: String
        public let finding: MailDoctor.Finding
    }

    private let configuration: ServerConfiguration

    public init(_ configuration: ServerConfiguration) { self.configuration = configuration }

    /// - Parameter roundTrip: sends a mail to each mailbox itself and waits for it.
    public func examine(roundTrip: Bool) async throws -> [Finding] {
        var findings: [Finding] = []
        for mailbox in configuration.mail {
            let account = try MailAccount(mailbox)
            let probe =
                roundTrip
                ? MessageID(unique: RandomIDs.token(), domain: account.hostName).map {
                    MailDoctor.Probe(id: $0, date: Server.clock().milliseconds)
                } : nil
            findings += await MailDoctor(account).examine(probe: probe).map { Finding(address: mailbox.address, finding: $0) }
        }
        return findings
    }
}
