import CAssets
import Crypto

/// The console's files: compiled in, named by their content, compressed once at the start.
enum Assets {
    struct File: Sendable {
        var name: String
        var path: String
        var type: String
        var bytes: [UInt8]
        /// In the gzip format; nil where that saves nothing.
        var compressed: [UInt8]?
    }

    static let all: [File] = UnsafeBufferPointer(start: consoleFiles, count: consoleFilesCount).split(separator: 0).map {
        Self.file(Array($0))
    }
    private static let paths = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0.path) })
    static let byPath = Dictionary(uniqueKeysWithValues: all.map { ($0.path, $0) })

    /// Where a page finds a file; it changes with the file's bytes, so that a browser may keep it for ever.
    static func path(_ name: String) -> String {
        // A name that the sources spell wrong is found by the first page that is made.
        guard let path = paths[name] else { preconditionFailure("no file \(name) is compiled in") }
        return path
    }

    private static func file(_ bytes: [UInt8]) -> File {
        // `/* name: what it is for */` is how each begins, or `<!-- name: what it is for -->`.
        let word = bytes.prefix(80).drop { "/*<!- ".utf8.contains($0) }
        let name = String(decoding: word.prefix { $0 != UInt8(ascii: ":") && $0 != 0x20 }, as: UTF8.self)
        let ending = name.split(separator: ".").last.map(String.init) ?? ""
        let types = ["css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"]
        guard name.contains("."), let type = types[ending] else { preconditionFailure("a compiled-in file does not begin with its name") }
        let hash = SHA256.hash(data: bytes).prefix(8).map { String(String(UInt16($0) + 256, radix: 16).suffix(2)) }.joined()
        return File(name: name, path: "/assets/\(hash)/\(name)", type: type, bytes: bytes, compressed: compress(bytes))
    }

    private static func compress(_ bytes: [UInt8]) -> [UInt8]? {
        let room = compressedBound(bytes.count)
        let compressed = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            count = compressFile(bytes, bytes.count, buffer.baseAddress, room)
        }
        return compressed.isEmpty || compressed.count >= bytes.count ? nil : compressed
    }
}
