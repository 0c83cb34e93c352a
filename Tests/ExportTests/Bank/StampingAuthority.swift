import Crypto
import FoundationEssentials
import Ledger
import Storage
import Testing

/// A time-stamp authority made by openssl in a folder of its own.
struct StampingAuthority {
    let folder: String

    var certificate: String { folder + "/root.pem" }

    init(_ folder: String) throws {
        self.folder = folder
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
        try openssl(
            ["req", "-x509", "-nodes", "-subj", "/CN=Example Root", "-keyout", "root.key", "-out", "root.pem", "-days", "3650"] + key)
        try openssl(["req", "-nodes", "-subj", "/CN=Example Stamps", "-keyout", "tsa.key", "-out", "tsa.csr"] + key)
        try Data("keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n".utf8).write(
            to: URL(filePath: folder + "/tsa.ext"))
        try openssl([
            "x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-extfile", "tsa.ext", "-days",
            "3650", "-out", "tsa.pem",
        ])
        let settings = """
            [tsa]
            default_tsa = own
            [own]
            serial = \(folder)/serial
            signer_cert = \(folder)/tsa.pem
            signer_key = \(folder)/tsa.key
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256
            ess_cert_id_alg = sha256
            """
        try Data((settings + "\n").utf8).write(to: URL(filePath: folder + "/tsa.cnf"))
        try Data("01\n".utf8).write(to: URL(filePath: folder + "/serial"))
    }

    /// A token over some bytes.
    func token(over bytes: [UInt8]) throws -> [UInt8] {
        try Data(bytes).write(to: URL(filePath: folder + "/message"))
        try openssl(["ts", "-query", "-data", "message", "-sha256", "-cert", "-out", "query"])
        try openssl(["ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", "-token_out", "-out", "token"])
        return Array(try #require(FileManager.default.contents(atPath: folder + "/token")))
    }

    func openssl(_ words: [String]) throws {
        let outcome = try Program.output(of: ["/bin/sh", "-c", "cd \"$0\" && exec openssl \"$@\" 2>/dev/null", folder] + words)
        try #require(outcome.status == 0, "openssl \(words.joined(separator: " "))")
    }
}

extension TestBank {
    /// Has the newest checkpoint stamped, and its word recorded.
    func stamp(_ authority: StampingAuthority) async throws {
        await seal()
        let note = try #require(try store.sealedCheckpoint())
        let token = try authority.token(over: note.encode())
        let digest = SHA256.hash(data: token).map { String(String(UInt16($0) + 256, radix: 16).suffix(2)) }.joined()
        try await store.record(
            KeptTimeStamp(sha256: digest, size: Checkpoint(parsing: note.text).size, note: note.encode(), token: token), at: present)
    }
}
