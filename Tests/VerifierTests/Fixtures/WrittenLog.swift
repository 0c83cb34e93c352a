import Crypto
import Verifier

/// A key that signs notes, made from a seed so that a run is like the one before.
struct NoteSigner {
    let name: String
    let type: UInt8
    let key: Curve25519.Signing.PrivateKey

    init(name: String, type: UInt8 = 1, seed: [UInt8]) {
        self.name = name
        self.type = type
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            preconditionFailure("a seed has 32 bytes")
        }
        self.key = key
    }

    private var material: [UInt8] { [type] + Array(key.publicKey.rawRepresentation) }
    var id: [UInt8] { Array(Naive.sha256(Array(name.utf8) + [10] + material).prefix(4)) }
    var vkey: String { "\(name)+\(id.map { hex($0) }.joined())+\(material.base64)" }
    var verifying: VerifyingKey {
        get throws { try VerifyingKey(vkey) }
    }

    /// The signature line for `text`; a cosigner states `time`.
    func line(_ text: String, time: UInt64 = 0) throws -> String {
        let message = type == 4 ? "cosignature/v1\ntime \(time)\n" + text : text
        let signature = Array(try key.signature(for: Array(message.utf8)))
        return "— \(name) \((id + (type == 4 ? time.octets : []) + signature).base64)\n"
    }

    private func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}

/// Writes whole exports, honest or not: leaves in, files out.
struct WrittenLog {
    static let origin = "log.example.com/audit"
    static let signer = NoteSigner(name: origin, seed: (0..<32).map { UInt8($0) })
    static let stranger = NoteSigner(name: origin, seed: (0..<32).map { UInt8($0) ^ 0x77 })
    static let witnesses = (1...3).map { number in
        NoteSigner(name: "witness.example.com/w\(number)", type: 4, seed: (0..<32).map { UInt8($0 + 32 * number) })
    }
    /// What the witnesses' clocks say, in seconds.
    static let witnessTime: UInt64 = 1_700_000_100

    var leaves: [WrittenLeaf] = []
    /// Entries that are no leaves at all take the place of the leaf at their index.
    var raw: [Int: [UInt8]] = [:]
    var disclosures: [String] = []
    var terms: [[UInt8]] = []
    var signer = WrittenLog.signer
    var cosigners: [NoteSigner] = []

    var entries: [[UInt8]] { leaves.enumerated().map { raw[$0.offset] ?? $0.element.bytes } }

    /// An honest log: the configuration first, then `count` - 1 entries over some conversations, parties and agents.
    static func honest(_ count: Int, seed: UInt64 = 1) -> WrittenLog {
        var random = SplitMix(seed)
        var log = WrittenLog()
        let conversations = (0..<max(1, count / 5)).map { _ in random.bytes(16) }
        let agents = (0..<3).map { _ in random.bytes(16) }
        let policy = Array("name: made-up pack\nrules: []\n".utf8)
        log.terms = [policy]
        var first = WrittenLeaf()
        first.event = random.bytes(16)
        first.commandType = 1
        first.channel = 0
        first.references = [.init(kind: 5, id: random.bytes(16), sequence: 1, previous: .max)]
        first.fields = [.init(id: 1, nonce: random.bytes(32), bytes: Naive.sha256(policy))]
        log.append(first)
        while log.leaves.count < count {
            var leaf = WrittenLeaf()
            leaf.event = random.bytes(16)
            leaf.recorded = (log.leaves.last?.recorded ?? 0) + Int64(random.next() % 900)
            if random.next() % 3 == 0 { leaf.source = leaf.recorded - Int64(random.next() % 5000) }
            leaf.terms = 0
            leaf.fields = (1...2).map { .init(id: $0, nonce: random.bytes(32), bytes: random.bytes(Int(random.next() % 40))) }
            leaf.references = [log.next(kind: 1, id: conversations[Int(random.next() % UInt64(conversations.count))])]
            if random.next() % 2 == 0 { leaf.references.append(log.next(kind: 3, id: agents[Int(random.next() % 3)])) }
            log.append(leaf)
        }
        log.disclose()
        return log
    }

    mutating func append(_ leaf: WrittenLeaf) { leaves.append(leaf) }

    /// The reference that continues a stream.
    func next(kind: UInt8, id: [UInt8]) -> WrittenLeaf.Reference {
        for (index, leaf) in leaves.enumerated().reversed() {
            if let last = leaf.references.first(where: { $0.kind == kind && $0.id == id }) {
                return .init(kind: kind, id: id, sequence: last.sequence + 1, previous: UInt64(index))
            }
        }
        return .init(kind: kind, id: id, sequence: 1, previous: .max)
    }

    /// Writes the disclosures anew: everything of the configuration, the facts of every third entry, the rest withheld.
    mutating func disclose() {
        disclosures = leaves.enumerated().compactMap { index, leaf in
            guard index == 0 || index % 3 == 1, !leaf.fields.isEmpty else { return nil }
            return leaf.disclosure(index: index, withheld: index == 0 ? [] : [2])
        }
    }

    /// Numbers all streams anew, as somebody who holds the key would after taking an entry out.
    mutating func renumber() {
        let all = leaves
        leaves = []
        for var leaf in all {
            leaf.references = leaf.references.map { next(kind: $0.kind, id: $0.id) }
            leaves.append(leaf)
        }
        disclose()
    }

    /// The signed checkpoint over the first `size` entries.
    func checkpoint(size: Int? = nil) throws -> [UInt8] {
        let covered = entries.prefix(size ?? leaves.count)
        return try note(size: "\(covered.count)", root: Naive.root(Array(covered)).base64)
    }

    /// A checkpoint with whatever it says, properly signed.
    func note(size: String, root: String, origin: String = WrittenLog.origin, more: String = "") throws -> [UInt8] {
        let text = "\(origin)\n\(size)\n\(root)\n\(more)"
        let lines = try signer.line(text) + cosigners.map { try $0.line(text, time: Self.witnessTime) }.joined()
        return Array((text + "\n" + lines).utf8)
    }

    func export() throws -> WrittenExport {
        var files = WrittenExport.tiles(entries)
        files["checkpoint"] = try checkpoint()
        files["keys/log.vkey"] = Array((signer.vkey + "\n").utf8)
        files["disclosures.jsonl"] = Array(disclosures.joined().utf8)
        for bytes in terms { files["terms/" + Naive.sha256(bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()] = bytes }
        return WrittenExport(files: files)
    }
}

/// An export in memory.
struct WrittenExport: Sendable {
    var files: [String: [UInt8]]
    /// Paths that are listed as something else than a regular file.
    var special: Set<String> = []

    static func tiles(_ entries: [[UInt8]]) -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        func write(_ level: String, _ number: Int, _ width: Int, _ bytes: [UInt8]) {
            var name = digits(number % 1000)
            var rest = number / 1000
            while rest > 0 {
                name = "x\(digits(rest % 1000))/\(name)"
                rest /= 1000
            }
            files["tile/\(level)/\(name)" + (width == 256 ? "" : ".p/\(width)")] = bytes
        }
        func digits(_ value: Int) -> String { String(String(value + 1000).dropFirst()) }
        for start in stride(from: 0, to: entries.count, by: 256) {
            let chunk = entries[start..<min(start + 256, entries.count)]
            write("entries", start / 256, chunk.count, chunk.flatMap { UInt16($0.count).octets + $0 })
        }
        var hashes = entries.map(Naive.leafHash)
        var level = 0
        while !hashes.isEmpty {
            var above: [[UInt8]] = []
            for start in stride(from: 0, to: hashes.count, by: 256) {
                let chunk = hashes[start..<min(start + 256, hashes.count)]
                write("\(level)", start / 256, chunk.count, chunk.flatMap(\.self))
                if chunk.count == 256 { above.append(Naive.root(hashes: chunk)) }
            }
            hashes = above
            level += 1
        }
        return files
    }

    var reading: ExportFiles {
        let files = files
        let special = special
        return ExportFiles(
            read: { path, offset, buffer throws(FileFault) in
                guard let bytes = files[path] else { return nil }
                let part = bytes.dropFirst(offset).prefix(buffer.count)
                buffer.copyBytes(from: part)
                return .init(copied: part.count, fileSize: bytes.count)
            },
            list: { each throws(FileFault) in
                for path in files.keys.sorted() { each(.init(path: path, isRegularFile: !special.contains(path))) }
            })
    }

    /// Changes one file in place.
    mutating func change(_ path: String, _ body: (inout [UInt8]) -> Void) {
        guard var bytes = files[path] else { preconditionFailure("the export has no \(path)") }
        body(&bytes)
        files[path] = bytes
    }

    /// Replaces text within the checkpoint.
    mutating func changeCheckpoint(_ body: (String) -> String) {
        change("checkpoint") { $0 = Array(body(String(decoding: $0, as: UTF8.self)).utf8) }
    }
}

/// A small generator whose numbers are the same in every run.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }
}
