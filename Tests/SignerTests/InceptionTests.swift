import Glibc
import Ledger
import Scratch
import Testing

@testable import Signer

@Suite struct InceptionTests {
    private func open(_ folder: TemporaryFolder, origin name: KeyName = origin) throws(SignerError) -> CheckpointSigner {
        try CheckpointSigner(keys: .file(folder("key")), headFile: folder("head"), origin: name)
    }

    @Test func itHappensOnceAndBothFilesArePrivate() throws {
        let folder = TemporaryFolder()
        #expect(throws: SignerError.notIncepted) { try open(folder) }
        let log = try SignerInception.create(keyFile: folder("key"), headFile: folder("head"), origin: origin)
        #expect(log.name == origin && log.algorithm == .ed25519)
        #expect(try folder.mode("key") == 0o600)
        #expect(try folder.mode("head") == 0o600)
        let (key, head) = (try folder.read("key"), try folder.read("head"))
        #expect(throws: SignerError.alreadyIncepted(path: folder("key"))) {
            try SignerInception.create(keyFile: folder("key"), headFile: folder("head"), origin: origin)
        }
        #expect(throws: SignerError.alreadyIncepted(path: folder("head"))) {
            try SignerInception.create(keyFile: folder("other"), headFile: folder("head"), origin: origin)
        }
        #expect(try folder.read("key") == key)
        #expect(try folder.read("head") == head)
        #expect(try open(folder).headFile.head == .none)
    }

    @Test func aFailedInceptionLeavesNothing() throws {
        let folder = TemporaryFolder()
        #expect(throws: SignerError.self) {
            try SignerInception.create(keyFile: folder("key"), headFile: folder("nowhere/head"), origin: origin)
        }
        #expect(try Files.presence(of: folder("key")) == .absent)
        _ = try SignerInception.create(keyFile: folder("key"), headFile: folder("head"), origin: origin)
    }

    @Test func oneFileWithoutTheOtherIsRefusedWithWhatToDo() throws {
        let folder = TemporaryFolder()
        _ = try SignerInception.create(keyFile: folder("key"), headFile: folder("head"), origin: origin)
        let (key, head) = (try folder.read("key"), try folder.read("head"))
        unlink(folder("head"))
        #expect(throws: SignerError.headMissing(path: folder("head"))) { try open(folder) }
        unlink(folder("key"))
        try folder.write("head", head)
        #expect(throws: SignerError.keyMissing(path: folder("key"))) { try open(folder) }
        try folder.write("key", key)
        _ = try open(folder)
        #expect(SignerError.headMissing(path: "h").description.contains("retire this key"))
        #expect(SignerError.keyMissing(path: "k").description.contains("Restore the key"))
    }

    @Test func filesThatOthersMayReadOrThatAreLinksAreRefused() throws {
        let folder = TemporaryFolder()
        _ = try SignerInception.create(keyFile: folder("key"), headFile: folder("head"), origin: origin)
        for name in ["key", "head"] {
            for mode in [0o400, 0o640, 0o604, 0o644, 0o666, 0o700, 0o4600] as [mode_t] {
                #expect(chmod(folder(name), mode) == 0)
                #expect(throws: SignerError.file(path: folder(name), .mode(mode))) { try open(folder) }
            }
            #expect(chmod(folder(name), 0o600) == 0)
        }
        #expect(rename(folder("key"), folder("other")) == 0)
        #expect(symlink(folder("other"), folder("key")) == 0)
        #expect(throws: SignerError.self) { try open(folder) }
    }

    @Test func aChangedOrForeignKeyIsRefused() throws {
        let folder = TemporaryFolder()
        _ = try SignerInception.create(keyFile: folder("key"), headFile: folder("head"), origin: origin)
        let stranger = try #require(KeyName("log.example.com/other"))
        #expect(throws: SignerError.wrongOrigin(path: folder("key"))) { try open(folder, origin: stranger) }
        let key = try folder.read("key")
        for changed in [[], key.dropLast(), key + key, key + [0x0A], Array(key.dropFirst()), [UInt8](repeating: 65, count: 5000)] {
            try folder.write("key", Array(changed))
            #expect(throws: SignerError.malformedKey(path: folder("key"))) { try open(folder) }
        }
        // A key of the same name that is not the one the head file was created with.
        unlink(folder("key"))
        _ = try KeyFile.create(folder("key"), origin: origin)
        #expect(throws: SignerError.head(path: folder("head"), .otherLog)) { try open(folder) }
    }

    @Test func aPrintedKeyShowsNoSecret() throws {
        let folder = TemporaryFolder()
        _ = try SignerInception.create(keyFile: folder("key"), headFile: folder("head"), origin: origin)
        let key = try KeyFile.load(folder("key"), origin: origin)
        let secret = try #require(key.secretLine.split(separator: "+", maxSplits: 4).last)
        var dumped = ""
        dump(key, to: &dumped)
        #expect(!dumped.contains(secret) && !"\(key)".contains(secret) && !String(reflecting: key).contains(secret))
    }
}
