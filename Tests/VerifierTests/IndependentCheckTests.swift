import Glibc
import Testing

@testable import Verifier

/// Exports are verified by the Go project's packages as well, so that two programs without a common line must agree.
@Suite(.serialized) struct IndependentCheckTests {
    /// Builds the checker once, before the first test that asks for it.
    static let checker = Result { try Program.output(of: ["/bin/sh", "\(Program.repository)/Tests/LedgerCheck/build.sh"]) }

    @Test(arguments: [0, 1, 2, 255, 256, 257, 513])
    func honestExportsVerifyInBoth(size: Int) throws {
        let log = size == 0 ? WrittenLog() : WrittenLog.honest(size)
        try OnDisk(log.export()) { folder in
            let run = try check(folder)
            #expect(run.status == 0, "\(run.text)")
            #expect(run.text.contains("checkpoint of \(size) entries"))
            #expect(run.text.hasSuffix("VERIFIED\n"))
            #expect(ExportVerificationTests.pinned.verify(.folder(folder)).verified)
        }
    }

    @Test(arguments: ["checkpoint", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/44"])
    func aChangedFileIsRefusedByBoth(path: String) throws {
        var export = try WrittenLog.honest(300).export()
        export.change(path) { $0[$0.count / 2] ^= 4 }
        try OnDisk(export) { folder in
            let run = try check(folder)
            #expect(run.status == 1)
            #expect(!ExportVerificationTests.pinned.verify(.folder(folder)).verified)
        }
    }

    @Test func anotherKeyIsRefusedByBoth() throws {
        var log = WrittenLog.honest(3)
        log.signer = WrittenLog.stranger
        try OnDisk(log.export()) { folder in
            let run = try check(folder)
            #expect(run.status == 1)
            #expect(!ExportVerificationTests.pinned.verify(.folder(folder)).verified)
        }
    }

    private func check(_ folder: String) throws -> (status: Int32, text: String) {
        let built = try Self.checker.get()
        try #require(built.status == 0, "the checker could not be built: \(built.text)")
        return try Program.output(of: [built.text.split(separator: "\n").last.map(String.init) ?? "", folder, WrittenLog.signer.vkey])
    }
}

/// Runs another program to its end and reads what it prints to its standard output.
enum Program {
    /// The folder with `Package.swift`.
    static let repository = "/" + String(describing: #filePath).split(separator: "/").dropLast(3).joined(separator: "/")

    struct Failed: Error {
        let number: Int32
    }

    static func output(of arguments: [String]) throws -> (status: Int32, text: String) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw Failed(number: errno) }
        defer { close(ends[0]) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        var pid: pid_t = 0
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        let outcome = posix_spawn(&pid, arguments[0], &actions, nil, &words, environ)
        close(ends[1])
        guard outcome == 0 else { throw Failed(number: outcome) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(ends[0], &buffer, buffer.count)
            if count > 0 { bytes += buffer[..<count] } else if count == 0 || errno != EINTR { break }
        }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        // The upper byte is the exit status; a signal leaves the lower seven bits set.
        return (status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F), String(decoding: bytes, as: UTF8.self))
    }
}
