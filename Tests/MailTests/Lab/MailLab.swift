import Foundation
import Glibc
import Mail
import Synchronization
import Testing

/// Postfix and Dovecot on loopback, started once for a test process from `Tests/Lab/up.sh` and stopped with it.
///
/// The lab watches the process: it goes even when the process is killed.
struct MailLab: Sendable {
    let folder: String
    let authorityFile: String
    let strangerAuthorityFile: String
    let imapPort: UInt16
    let imapsPort: UInt16
    let lmtpPort: UInt16
    let smtpPort: UInt16
    let submissionPort: UInt16
    let submissionsPort: UInt16

    /// Why the lab cannot run on this machine; nil if it can.
    static let missing: String? = {
        if getuid() != 0 { return "the mail lab needs root" }
        let programs = ["/usr/sbin/dovecot", "/usr/sbin/postfix", "/usr/bin/openssl"]
        return programs.first { access($0, X_OK) != 0 }.map { "\($0) is not installed (Tests/apt.txt)" }
    }()

    static let shared: Result<MailLab, LabError> = Result { () throws(LabError) in try start() }

    struct LabError: Error, CustomStringConvertible {
        let description: String
    }

    private static let scripts = URL(filePath: #filePath).appending(path: "../../../Lab").standardized.path(percentEncoded: false)
    /// For the handler at exit, which can carry nothing.
    private static let started = Mutex<String?>(nil)

    private static func start() throws(LabError) -> MailLab {
        var template = Array("/tmp/parley-mail-lab-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw LabError(description: "no temporary folder: \(errno)") }
        let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        started.withLock { $0 = folder }
        atexit {
            MailLab.started.withLock { folder in
                if let folder { _ = MailLab.run(["/bin/bash", MailLab.scripts + "/down.sh", "--wipe", folder], output: "/dev/null") }
                folder = nil
            }
        }
        let output = folder + "/up.out"
        let status = run(["/bin/bash", scripts + "/up.sh", "--watch", "\(getpid())", folder], output: output)
        let text = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
        guard status == 0 else { throw LabError(description: "up.sh ended with \(status): \(text)") }
        var values: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let pair = line.split(separator: "=", maxSplits: 1).map(String.init)
            if pair.count == 2 { values[pair[0]] = pair[1] }
        }
        func port(_ name: String) -> UInt16 { UInt16(values[name] ?? "") ?? 0 }
        return MailLab(
            folder: folder, authorityFile: values["LAB_CA"] ?? "", strangerAuthorityFile: values["LAB_STRANGER_CA"] ?? "",
            imapPort: port("LAB_IMAP_PORT"), imapsPort: port("LAB_IMAPS_PORT"), lmtpPort: port("LAB_LMTP_PORT"),
            smtpPort: port("LAB_SMTP_PORT"), submissionPort: port("LAB_SUBMISSION_PORT"), submissionsPort: port("LAB_SUBMISSIONS_PORT"))
    }

    /// Runs a program to its end with its output in a file.
    static func run(_ arguments: [String], output: String) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        defer { for word in words { free(word) } }
        words.append(nil)
        var process = pid_t()
        guard posix_spawn(&process, arguments[0], &actions, nil, words, environ) == 0 else { return -1 }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        return status & 0x7f == 0 ? status >> 8 & 0xff : -1
    }
}

/// A suite whose tests need the real servers.
extension Trait where Self == ConditionTrait {
    static var needsMailServers: Self {
        .enabled(if: MailLab.missing == nil, "\(MailLab.missing ?? "")")
    }
}
