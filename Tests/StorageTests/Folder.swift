import Glibc

/// A folder of one test's own, removed with it.
final class Folder: Sendable {
    let path: String

    init() {
        var template = Array("/tmp/parley-storage-XXXXXX".utf8CString)
        path = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
    }

    deinit {
        for name in names { unlink(path + "/" + name) }
        rmdir(path)
    }

    func file(_ name: String) -> String { path + "/" + name }

    var names: [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Every byte of every file; read only when no connection is open, since closing a descriptor drops SQLite's locks.
    func bytes() -> [UInt8] {
        names.flatMap { name -> [UInt8] in
            let file = open(path + "/" + name, O_RDONLY)
            defer { close(file) }
            var all: [UInt8] = []
            var part = [UInt8](repeating: 0, count: 1 << 16)
            while case let count = read(file, &part, part.count), count > 0 { all += part[..<count] }
            return all
        }
    }
}

extension [UInt8] {
    /// Whether the bytes occur in it, anywhere.
    func holds(_ needle: [UInt8]) -> Bool {
        withUnsafeBytes { (hay: UnsafeRawBufferPointer) -> Bool in
            var offset = 0
            while offset + needle.count <= hay.count {
                guard let found = memchr(hay.baseAddress! + offset, Int32(needle[0]), hay.count - offset) else { return false }
                offset = UnsafeRawPointer(found) - hay.baseAddress!
                if offset + needle.count <= hay.count, memcmp(found, needle, needle.count) == 0 { return true }
                offset += 1
            }
            return false
        }
    }
}
