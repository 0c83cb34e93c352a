import Foundation
import Glibc
import Mail
import Testing

@Suite(.needsMailServers) struct DoctorFindsWhatIsWrongTests {
    let lab: MailLab

    init() throws {
        lab = try MailLab.shared.get()
    }

    private func account(mode: Int16 = 0o600, secret: String = "secret-desk\n", authority: String? = nil) throws -> MailAccount {
        let path = "\(lab.folder)/secret-\(Letters.unique())"
        try Data(secret.utf8).write(to: URL(filePath: path))
        chmod(path, mode_t(mode))
        return MailAccount(
            address: MailLab.User.desk.address, imap: try lab.imap(.implicitTLS, authority: authority),
            submission: try lab.submission(.implicitTLS),
            user: MailLab.User.desk.rawValue, secret: .file(path: path), hostName: "broker.bank.test", trustedServers: ["mail.bank.test"])
    }

    private func outcomes(_ findings: [MailDoctor.Finding]) -> [MailDoctor.Check: MailDoctor.Outcome] {
        Dictionary(uniqueKeysWithValues: findings.map { ($0.check, $0.outcome) })
    }

    @Test func aGoodAccount() async throws {
        let probe = MailDoctor.Probe(id: MessageID(unique: Letters.unique(), domain: "bank.test")!, date: Letters.date)
        let findings = await MailDoctor(try account()).examine(probe: probe)
        #expect(outcomes(findings) == Dictionary(uniqueKeysWithValues: MailDoctor.Check.allCases.map { ($0, .good) }))
    }

    @Test func aWrongSecret() async throws {
        let findings = outcomes(await MailDoctor(try account(secret: "wrong")).examine(probe: nil))
        #expect(findings[.imapLogIn] == .bad)
        #expect(findings[.submissionLogIn] == .bad)
        #expect(findings[.roundTrip] == .skipped)
    }

    @Test func aSecretOpenToOthers() async throws {
        let findings = await MailDoctor(try account(mode: 0o644)).examine(probe: nil)
        #expect(findings.first?.outcome == .bad)
        #expect(findings.first?.text.contains("chmod 600") == true)
        #expect(findings.dropFirst().allSatisfy { $0.outcome == .skipped })
    }

    @Test func aStrangersCertificate() async throws {
        let findings = await MailDoctor(try account(authority: lab.strangerAuthorityFile)).examine(probe: nil)
        let finding = findings.first { $0.check == .imapLogIn }
        #expect(finding?.outcome == .bad)
        #expect(finding?.text.contains("certificate") == true)
        #expect(outcomes(findings)[.submissionLogIn] == .good)
    }

    @Test func aMailboxThatIsNotThere() async throws {
        var account = try account()
        account.quarantine = try MailboxName("Nowhere")
        #expect(outcomes(await MailDoctor(account).examine(probe: nil))[.quarantine] == .bad)
    }
}
