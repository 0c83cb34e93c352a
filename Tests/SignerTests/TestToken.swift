import Glibc
import Ledger
import Scratch
import Testing

@testable import Signer

/// Tokens of SoftHSM, in software and in a folder of their own. The module lists the tokens of its start, so that all are made before.
final class TestToken: Sendable {
    static let module = "/usr/lib/softhsm/libsofthsm2.so"
    let label: String
    let pin = "273645"

    private init(_ label: String) { self.label = label }

    private static let folder = TemporaryFolder()
    private static let prepared: Result<String, Failed> = {
        let settings = folder.file("softhsm2.conf")
        guard let file = fopen(settings, "w") else { return .failure(Failed(what: "fopen")) }
        fputs("directories.tokendir = \(folder.path)\nobjectstore.backend = file\nlog.level = ERROR\n", file)
        fclose(file)
        setenv("SOFTHSM2_CONF", settings, 1)
        for name in names {
            let words = ["softhsm2-util", "--init-token", "--free", "--label", name, "--so-pin", "83746501", "--pin", "273645"]
            var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
            defer { for argument in arguments { free(argument) } }
            var actions = posix_spawn_file_actions_t()
            posix_spawn_file_actions_init(&actions)
            defer { posix_spawn_file_actions_destroy(&actions) }
            posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
            var pid = pid_t()
            var status: Int32 = -1
            guard posix_spawnp(&pid, words[0], &actions, nil, &arguments, environ) == 0, waitpid(pid, &status, 0) == pid, status == 0 else {
                return .failure(Failed(what: "softhsm2-util: is the package softhsm2 installed?"))
            }
        }
        return .success(folder.path)
    }()

    struct Failed: Error { let what: String }

    private static let names = ["signs", "gone", "wrong pin", "other key", "rotates", "extra"]

    static func named(_ label: String) throws -> TestToken {
        _ = try prepared.get()
        return TestToken(label)
    }

    func place(_ key: String, pinFile: String?) -> TokenPlace {
        TokenPlace(module: TestToken.module, token: label, label: key, pinFile: pinFile)
    }

    /// Takes the token away, as pulling it out would: its folder is the one whose description names it.
    func pullOut() throws {
        let folder = try TestToken.prepared.get()
        guard let handle = opendir(folder) else { throw Failed(what: "opendir") }
        defer { closedir(handle) }
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            let path = "\(folder)/\(name)/token.object"
            guard let file = fopen(path, "r") else { continue }
            var bytes = [UInt8](repeating: 0, count: 4_096)
            let count = fread(&bytes, 1, bytes.count, file)
            fclose(file)
            let own = Array(label.utf8)
            let isOwn = count > own.count && (0...(count - own.count)).contains { bytes[$0..<($0 + own.count)].elementsEqual(own) }
            guard isOwn, let inner = opendir("\(folder)/\(name)") else { continue }
            while let object = readdir(inner) {
                let object = withUnsafePointer(to: object.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                unlink("\(folder)/\(name)/\(object)")
            }
            closedir(inner)
            rmdir("\(folder)/\(name)")
        }
    }
}
