import Broker
import FoundationEssentials
import Glibc
import Mail

/// Postfix and Dovecot on loopback, with mailboxes of the bank and of customers.
struct MailLab: Sendable {
    private let scripts: String
    /// The stage's folder; the servers live in `mail` under it.
    private let folder: String
    private let values: [String: String]

    /// - Parameter accounts: mailboxes besides the lab's own, at most three.
    static func start(_ scripts: String, in folder: String, accounts: [String] = []) async throws -> MailLab {
        guard access(scripts + "/up.sh", R_OK) == 0 else {
            throw StorageError.cannotOpen("There is no up.sh in '\(scripts)': --lab names the folder with the mail lab's scripts.")
        }
        let status = try await ChildProcess(
            ["bash", scripts + "/up.sh", "--watch", String(getpid())] + accounts.flatMap { ["--account", $0] } + [folder + "/mail"],
            output: folder + "/lab.log"
        ).ended()
        guard status == 0, let data = FileManager.default.contents(atPath: folder + "/mail/env"),
            let text = String(data: data, encoding: .utf8)
        else {
            let log =
                FileManager.default.contents(atPath: folder + "/lab.log").map { String(decoding: $0.suffix(400), as: UTF8.self) } ?? ""
            throw StorageError.cannotOpen("The mail servers did not start. They need root and the packages of Tests/apt.txt.\n\(log)")
        }
        let values = Dictionary(
            text.split(separator: "\n").compactMap { line in
                let parts = line.split(separator: "=", maxSplits: 1)
                return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
            }, uniquingKeysWith: { first, _ in first })
        return MailLab(scripts: scripts, folder: folder, values: values)
    }

    var authority: String? { values["LAB_CA"] }

    func port(_ name: String) throws -> UInt16 {
        guard let value = values[name].flatMap({ UInt16($0) }) else { throw StorageError.cannotOpen("The mail lab did not name \(name).") }
        return value
    }

    /// A mailbox of the lab, as its owner's mail program sees it.
    func account(_ address: String) throws -> MailAccount {
        guard let mailbox = MailAddress(address) else { throw StorageError.cannotOpen("\(address) is no address of the mail lab.") }
        let path = folder + "/password-\(mailbox.localPart)"
        if !FileManager.default.fileExists(atPath: path) { try PrivateFile.create(path, Array("secret-\(mailbox.localPart)\n".utf8)) }
        return MailAccount(
            address: mailbox,
            imap: try MailServer(host: "localhost", port: try port("LAB_IMAP_PORT"), security: .startTLS, authorityFile: authority),
            submission: try MailServer(
                host: "localhost", port: try port("LAB_SUBMISSION_PORT"), security: .startTLS, authorityFile: authority),
            user: address, secret: .file(path: path), hostName: "client.cust.test", trustedServers: [])
    }

    func stop() async {
        do {
            _ = try await ChildProcess(["bash", scripts + "/down.sh", "--wipe", folder + "/mail"], output: folder + "/lab.log").ended()
        } catch {
            Words.say("The mail lab in \(folder)/mail could not be stopped: \(error)")
        }
    }
}
