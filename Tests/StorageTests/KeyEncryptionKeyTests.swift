import Glibc
import Scratch
import Storage
import Testing

@Suite struct KeyEncryptionKeyTests {
    let folder = TemporaryFolder()
    var path: String { folder.file("server.key") }

    func problem() -> String? {
        do { _ = try KeyEncryptionKey.load(from: path) } catch { return error.description }
        return nil
    }

    @Test func itIsMadeOnceForThisUserAlone() throws {
        _ = try KeyEncryptionKey.create(at: path)
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
        let before = try folder.bytes()
        #expect(throws: KeyError.self) { try KeyEncryptionKey.create(at: path) }
        #expect(try folder.bytes() == before)
        #expect(problem() == nil)
    }

    @Test func aFileThatOthersMayReadIsRefusedWithTheCommandThatHelps() throws {
        _ = try KeyEncryptionKey.create(at: path)
        for mode in [0o640, 0o604, 0o660] as [mode_t] {
            chmod(path, mode)
            #expect(problem()?.contains("chmod 600") == true)
        }
        chmod(path, 0o600)
        #expect(problem() == nil)
    }

    @Test func onlyTheExactFormIsRead() throws {
        _ = try KeyEncryptionKey.create(at: path)
        let good = try folder.bytes()
        var seen = 0
        for change in 0..<good.count + 3 {
            var bytes = good
            switch change - good.count {
            case 0: bytes.removeLast()
            case 1: bytes.append(0x0a)
            case 2: bytes = []
            default: bytes[change] = bytes[change] == 0x7a ? 0x79 : 0x7a
            }
            let file = open(path, O_WRONLY | O_TRUNC)
            #expect(write(file, bytes, bytes.count) == bytes.count)
            close(file)
            if problem() != nil { seen += 1 }
        }
        #expect(seen == good.count + 3)
    }

    @Test func aLinkAMissingFileAndAFolderAreRefused() throws {
        #expect(problem()?.contains("put the file back") == true)
        _ = try KeyEncryptionKey.create(at: folder.file("other.key"))
        symlink(folder.file("other.key"), path)
        #expect(problem() != nil)
        unlink(path)
        mkdir(path, 0o700)
        #expect(problem()?.contains("regular file") == true)
        rmdir(path)
    }
}
