import Broker
import Glibc
import Scratch
import Storage
import Testing

/// A file that somebody else made is looked at before it is read: a pipe that nobody writes to, or one that claims to be larger than any disk, is
/// refused at once.
@Suite struct WhatNeverEndsIsNotReadTests {
    @Test func aPipeIsNoFile() throws {
        let folder = TemporaryFolder()
        let path = folder.file("evidence.tar")
        try #require(mkfifo(path, 0o600) == 0)
        #expect(throws: StorageError.self) { try LogKeys.file(path) }
        #expect(throws: StorageError.self) { try EvidenceVerification(path, key: nil, witnesses: nil) }
        #expect(throws: StorageError.self) { try LogKeys.verifying(path) }
    }

    @Test func aFileOfHolesIsNotTakenIntoMemory() throws {
        let folder = TemporaryFolder()
        let path = folder.file("evidence.tar")
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        try #require(file >= 0 && ftruncate(file, 1 << 42) == 0)
        close(file)
        #expect(throws: StorageError.self) { try EvidenceVerification(path, key: nil, witnesses: nil) }
        #expect(throws: StorageError.self) { try LogKeys.file(path) }
    }

    @Test func aFileIsReadWhole() throws {
        let folder = TemporaryFolder()
        let path = folder.file("note")
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
        let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        try #require(write(file, bytes, bytes.count) == bytes.count)
        close(file)
        #expect(try LogKeys.file(path, limit: 100_000) == bytes)
        #expect(throws: StorageError.self) { try LogKeys.file(path, limit: 99_999) }
        #expect(throws: StorageError.self) { try LogKeys.file(folder.file("nothing")) }
    }
}
