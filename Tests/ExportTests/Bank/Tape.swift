import Crypto
import Ledger

/// An evidence file taken apart and put together again, by code of its own: what somebody does who changes one.
struct Tape {
    struct File {
        var path: String
        var bytes: [UInt8]
        var mode = "0000644"
        var owner = "0000000"
        var time = "00000000000"
        var kind = "0"
        var sum: String?
    }
    var files: [File] = []

    init(_ bytes: [UInt8]) {
        var place = 0
        while bytes[place] != 0 {
            let name = String(decoding: bytes[place..<place + 100].prefix { $0 != 0 }, as: UTF8.self)
            let length = Int(String(decoding: bytes[place + 124..<place + 135], as: UTF8.self), radix: 8) ?? 0
            files.append(File(path: name, bytes: Array(bytes[place + 512..<place + 512 + length])))
            place += 512 + (length + 511) / 512 * 512
        }
    }

    /// The archive's bytes; headers as the files say.
    var bytes: [UInt8] {
        var tape: [UInt8] = []
        for file in files {
            var header = [UInt8](repeating: 0, count: 512)
            func put(_ text: String, at place: Int) { header.replaceSubrange(place..<place + text.utf8.count, with: text.utf8) }
            func octal(_ value: Int, _ digits: Int) -> String {
                let text = String(value, radix: 8)
                return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
            }
            put(file.path, at: 0)
            put(file.mode, at: 100)
            put(file.owner, at: 108)
            put(file.owner, at: 116)
            put(octal(file.bytes.count, 11), at: 124)
            put(file.time, at: 136)
            put("        ", at: 148)
            put(file.kind, at: 156)
            put("ustar", at: 257)
            put("00", at: 263)
            put("0000000", at: 329)
            put("0000000", at: 337)
            put((file.sum ?? octal(header.reduce(0) { $0 + Int($1) }, 6)) + "\0 ", at: 148)
            tape += header + file.bytes + [UInt8](repeating: 0, count: (512 - file.bytes.count % 512) % 512)
        }
        return tape + [UInt8](repeating: 0, count: 1_024)
    }

    func place(_ path: String) -> Int? { files.firstIndex { $0.path == path } }

    /// The places of files whose names begin so.
    func places(_ prefix: String) -> [Int] { files.indices.filter { files[$0].path.hasPrefix(prefix) } }

    subscript(_ path: String) -> [UInt8] {
        get { place(path).map { files[$0].bytes } ?? [] }
        set { if let place = place(path) { files[place].bytes = newValue } }
    }

    /// Replaces text in one file.
    mutating func replace(_ old: String, with new: String, in path: String) {
        self[path] = Array(String(decoding: self[path], as: UTF8.self).replacing(old, with: new, maxReplacements: 1).utf8)
    }

    /// What an entry's files are called by: its index in twelve digits.
    static func name(of index: UInt64) -> String {
        let digits = String(index)
        return String(repeating: "0", count: 12 - digits.utf8.count) + digits
    }

    /// Writes the manifest's lines of files anew and signs it: what somebody does who has the evidence key, or a key of their own.
    mutating func signManifest(with key: SigningKey, changing change: (inout [String]) -> Void = { _ in }) throws {
        let text = String(decoding: try SignedNote(parsing: self["manifest"]).text, as: UTF8.self)
        var lines = text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("file ") }
        for file in files.dropFirst() where file.path != "log.vkey" && !file.path.hasPrefix("seal/") {
            let digest = SHA256.hash(data: file.bytes).map { String(String(UInt16($0) + 256, radix: 16).suffix(2)) }.joined()
            lines.append("file \(digest) \(file.bytes.count) \(file.path)")
        }
        change(&lines)
        let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
        self["manifest"] = try SignedNote(text: bytes, signatures: [try key.sign(bytes)]).encode()
    }
}
