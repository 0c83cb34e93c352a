import Broker
import Crypto
import FoundationEssentials
import Ledger
import Storage
import Testing
import Verifier

/// One list of attacks on evidence files, run through both verifiers: each refuses every one, and accepts the honest file.
@Suite(.serialized) struct EvidenceIsRefusedWhenChangedTests {
    struct Attack: Sendable {
        let name: String
        /// What somebody makes of an honest file; they have an older file of the same conversation, one of another, and the evidence key.
        let make: @Sendable (World) throws -> [UInt8]

        init(_ name: String, _ make: @escaping @Sendable (World) throws -> [UInt8]) {
            self.name = name
            self.make = make
        }

        static func tape(_ name: String, _ change: @escaping @Sendable (inout Tape, World) throws -> Void) -> Attack {
            Attack(name) { world in
                var tape = Tape(world.honest)
                try change(&tape, world)
                return tape.bytes
            }
        }

        /// With the manifest made to fit and signed with the firm's own evidence key.
        static func signed(_ name: String, _ change: @escaping @Sendable (inout Tape, World) throws -> Void) -> Attack {
            tape(name) { tape, world in
                try change(&tape, world)
                try tape.signManifest(with: world.key)
            }
        }

        /// One header of 512 bytes changed, with a checksum that fits.
        static func header(_ name: String, _ change: @escaping @Sendable (inout [UInt8]) -> Void) -> Attack {
            Attack(name) { world in
                var bytes = world.honest
                let start = 512 + (Tape(bytes).files[0].bytes.count + 511) / 512 * 512
                var header = Array(bytes[start..<start + 512])
                change(&header)
                header.put("        ", at: 148)
                let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
                header.put(String(repeating: "0", count: 6 - sum.utf8.count) + sum + "\0 ", at: 148)
                bytes.replaceSubrange(start..<start + 512, with: header)
                return bytes
            }
        }

        static func lines(_ name: String, _ change: @escaping @Sendable (inout [String], World) -> Void) -> Attack {
            tape(name) { tape, world in try tape.signManifest(with: world.key) { change(&$0, world) } }
        }
    }

    struct World: Sendable {
        let honest: [UInt8]
        let older: [UInt8]
        let other: [UInt8]
        let range: [UInt8]
        let key: SigningKey
        /// Somebody else's key under the log's name.
        let stranger: SigningKey
        let log: VerifierKey

        var entries: [Int] { Tape(honest).places("entries/") }
    }

    static let attacks: [Attack] = [
        // Bytes and blocks.
        Attack("the tail is cut") { Array($0.honest.dropLast(1_024)) },
        Attack("half of it is cut") { Array($0.honest.prefix($0.honest.count / 1_024 * 512)) },
        Attack("slack after the end") { $0.honest + [UInt8](repeating: 0, count: 512) },
        Attack("a message after the end") { $0.honest + Array("hello".utf8) + [UInt8](repeating: 0, count: 507) },
        Attack("an archive in an archive") { $0.honest + $0.other },
        Attack("nothing but an end") { _ in [UInt8](repeating: 0, count: 1_024) },
        Attack("nothing at all") { _ in [] },
        Attack("a byte in the padding of the last file") { world in
            var bytes = world.honest
            let tape = Tape(bytes)
            let end = bytes.count - 1_024 - 1
            if let last = tape.files.last, last.bytes.count % 512 != 0 { bytes[end] = 1 } else { bytes[bytes.count - 1] = 1 }
            return bytes
        },
        // Headers.
        .tape("another mode") { tape, _ in tape.files[1].mode = "0000755" },
        .tape("another owner") { tape, _ in tape.files[2].owner = "0001750" },
        .tape("a time") { tape, _ in tape.files[1].time = "14712345670" },
        .tape("a symbolic link") { tape, _ in tape.files[1].kind = "2" },
        .tape("a checksum in another spelling") { tape, _ in tape.files[1].sum = " 12345" },
        .tape("a way out of the folder") { tape, _ in tape.files[1].path = "../" + tape.files[1].path },
        .tape("an absolute name") { tape, _ in tape.files[1].path = "/etc/passwd" },
        .tape("a name in capitals") { tape, _ in tape.files[1].path = tape.files[1].path.uppercased() },
        .tape("a dot in a name") { tape, _ in tape.files[1].path = "./" + tape.files[1].path },
        .tape("a file twice") { tape, _ in tape.files.append(tape.files[tape.files.count - 1]) },
        .tape("a file more") { tape, _ in tape.files.append(.init(path: "seal/zzz", bytes: [1])) },
        .tape(
            "a program more, signed",
            { tape, world in
                tape.files.insert(.init(path: "readme.sh", bytes: Array("rm".utf8)), at: try #require(tape.place("terms/\(first(tape))")))
                try tape.signManifest(with: world.key)
            }),
        .tape("the manifest is not the first") { tape, _ in tape.files.swapAt(0, 1) },
        .tape("files in another order") { tape, _ in tape.files.swapAt(1, 2) },
        .header("a length in base 256") { header in
            let length = String(decoding: header[124..<135], as: UTF8.self)
            header[124..<136] = [0x80, 0, 0, 0] + (UInt64(length, radix: 8) ?? 0).bytes
        },
        .header("a length of twelve digits") { $0[124..<136] = [UInt8(ascii: "0")] + $0[124..<135] },
        .header("a length with spaces before it") { header in
            for place in 124..<135 where header[place] == UInt8(ascii: "0") { header[place] = UInt8(ascii: " ") }
        },
        .header("a length of eight gigabytes") { $0.put("77777777777", at: 124) },
        .header("a name in two parts") { header in
            let name = header[..<100].prefix { $0 != 0 }
            let slash = name.firstIndex(of: UInt8(ascii: "/")) ?? 0
            header[345..<345 + slash] = name[..<slash]
            header[..<100] = name[(slash + 1)...] + [UInt8](repeating: 0, count: 101 + slash - name.count)
        },
        .header("an owner's name") { $0.put("root", at: 265) },
        .header("a name of a link") { $0.put("index.html", at: 157) },
        .header("another program's mark") { $0.put("ustar  ", at: 257) },
        .header("no mark at all") { header in for place in 257..<265 { header[place] = 0 } },
        .header("bytes behind a name's end") { $0[99] = UInt8(ascii: "x") },
        .header("bytes in the last of the block") { $0[511] = 1 },
        .header("a file without a kind") { $0[156] = 0 },
        .header("a file of another kind") { $0.put("7", at: 156) },
        .header("a device's number") { $0.put("0000001", at: 329) },
        .tape("a hard link") { tape, _ in tape.files[1].kind = "1" },
        .tape("a folder") { tape, _ in tape.files.insert(.init(path: "entries/", bytes: [], kind: "5"), at: 1) },
        .tape("a sparse file") { tape, _ in tape.files[1].kind = "S" },
        .tape("another name by an extended header") { tape, _ in
            tape.files.insert(.init(path: "paxheaders", bytes: Array("20 path=index.html\n".utf8), kind: "x"), at: 1)
        },
        .tape("an extended header for all that follow") { tape, _ in
            tape.files.insert(.init(path: "paxheaders", bytes: Array("15 size=000001\n".utf8), kind: "g"), at: 1)
        },
        .tape("a long name") { tape, _ in
            tape.files.insert(.init(path: "././@LongLink", bytes: Array("index.html\0".utf8), kind: "L"), at: 1)
        },
        .tape("a folder's name in the middle") { tape, _ in tape.files[1].path.replace("/", with: "/./") },
        .tape("two slashes") { tape, _ in tape.files[1].path.replace("/", with: "//") },
        .tape("an empty file more") { tape, _ in tape.files.insert(.init(path: "entries/zzz.leaf", bytes: []), at: 1) },
        .tape("an entry's name in another spelling") { tape, world in
            tape.files[world.entries[0]].path.replace("entries/0", with: "entries/00")
        },
        // Entries.
        .tape("an entry is dropped") { tape, world in tape.files.remove(at: world.entries[1]) },
        .signed("an entry is dropped, signed") { tape, world in tape.files.remove(at: world.entries[1]) },
        .signed("an entry and its proof are dropped, signed") { tape, world in
            let name = tape.files[world.entries[1]].path.dropFirst(8).dropLast(5)
            tape.files.removeAll { $0.path.contains(name) }
        },
        .signed("the last entry and its proof are dropped, signed") { tape, world in
            let name = tape.files[world.entries[world.entries.count - 1]].path.dropFirst(8).dropLast(5)
            tape.files.removeAll { $0.path.contains(name) }
        },
        .signed("two entries change places, signed") { tape, world in
            let (one, two) = (world.entries[0], world.entries[1])
            (tape.files[one].bytes, tape.files[two].bytes) = (tape.files[two].bytes, tape.files[one].bytes)
        },
        .signed("an entry stands twice, signed") { tape, world in
            tape.files[world.entries[1]].bytes = tape.files[world.entries[0]].bytes
        },
        .signed("a bit of an entry, signed") { tape, world in tape.files[world.entries[0]].bytes[90] ^= 1 },
        .signed("a slack byte behind an entry, signed") { tape, world in tape.files[world.entries[0]].bytes.append(0) },
        .signed("an entry of another conversation, signed") { tape, world in
            let other = Tape(world.other)
            let known = Set(tape.files.map(\.path))
            for file in other.files
            where !known.contains(file.path) && (file.path.hasPrefix("entries/") || file.path.hasPrefix("seal/proofs")) {
                tape.files.append(file)
            }
            let front = tape.files.removeFirst()
            tape.files.sort { left, right in
                let (a, b) = (
                    left.path.hasPrefix("seal/") || left.path == "log.vkey", right.path.hasPrefix("seal/") || right.path == "log.vkey"
                )
                return a == b ? left.path < right.path : !a
            }
            tape.files.insert(front, at: 0)
        },
        // Proofs, checkpoint, keys.
        .tape("a proof is missing") { tape, _ in tape.files.remove(at: try #require(tape.places("seal/proofs/").first)) },
        .tape("two proofs change places") { tape, _ in
            let proofs = tape.places("seal/proofs/")
            (tape.files[proofs[0]].bytes, tape.files[proofs[1]].bytes) = (tape.files[proofs[1]].bytes, tape.files[proofs[0]].bytes)
        },
        .tape("an extra line in a proof") { tape, _ in
            tape.replace("@v1\n", with: "@v1\nextra AAAA\n", in: tape.files[try #require(tape.places("seal/proofs/").first)].path)
        },
        .tape("a proof with a hash more") { tape, _ in
            let hash = [UInt8](repeating: 7, count: 32)
            tape.replace(
                "\n\n", with: "\n\(Data(hash).base64EncodedString())\n\n",
                in: tape.files[try #require(tape.places("seal/proofs/").first)].path)
        },
        .tape("one proof under an older checkpoint") { tape, world in
            let older = Tape(world.older)
            let name = tape.files[try #require(tape.places("seal/proofs/").first)].path
            tape[name] = older[name]
        },
        .tape("a size of leading zeros in every checkpoint") { tape, world in
            for place in tape.places("seal/proofs/") {
                let path = tape.files[place].path
                tape.replace("\(world.log.name)\n", with: "\(world.log.name)\n0", in: path)
            }
        },
        .tape("base64 in another spelling") { tape, _ in
            // The last character before the padding has two bits that no byte uses.
            for place in tape.places("seal/proofs/") {
                var bytes = tape.files[place].bytes
                let last = bytes.count - 3
                let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
                let value = try #require(alphabet.firstIndex(of: bytes[last]))
                bytes[last] = alphabet[value ^ 1]
                tape.files[place].bytes = bytes
            }
        },
        .tape("a signature line twice") { tape, _ in
            for place in tape.places("seal/proofs/") {
                let lines = String(decoding: tape.files[place].bytes, as: UTF8.self).split(
                    separator: "\n", omittingEmptySubsequences: false)
                tape.files[place].bytes += Array("\(lines[lines.count - 2])\n".utf8)
            }
        },
        .tape("another signature under the identifier of the same key") { tape, _ in
            for place in tape.places("seal/proofs/") {
                var line = String(decoding: tape.files[place].bytes, as: UTF8.self).split(separator: "\n").last.map(String.init) ?? ""
                line.replace(/.{8}=?$/, with: { _ in "AAAAAAA=" })
                tape.files[place].bytes += Array("\(line)\n".utf8)
            }
        },
        .tape("a hundred signatures more") { tape, _ in
            for place in tape.places("seal/proofs/") {
                tape.files[place].bytes += Array((0..<100).map { "— stranger\($0) AAAAAAAA\n" }.joined().utf8)
            }
        },
        .tape("carriage returns in every proof") { tape, _ in
            for place in tape.places("seal/proofs/") {
                tape.files[place].bytes = tape.files[place].bytes.flatMap { $0 == 10 ? [13, 10] : [$0] }
            }
        },
        .tape("proofs of the tree that had one entry more") { tape, world in
            for place in tape.places("seal/proofs/") {
                let proof = try LogProof(parsing: tape.files[place].bytes)
                let lines = String(decoding: proof.note.text, as: UTF8.self).split(separator: "\n")
                tape.replace("\n\(lines[1])\n", with: "\n\((Int(lines[1]) ?? 0) + 1)\n", in: tape.files[place].path)
            }
        },
        .tape("a stranger's key in the file, and his checkpoints") { tape, world in
            tape["log.vkey"] = Array("\(world.stranger.verifierKey.line)\n".utf8)
            for place in tape.places("seal/proofs/") {
                let proof = try LogProof(parsing: tape.files[place].bytes)
                let note = try SignedNote(text: proof.note.text, signatures: [try world.stranger.sign(proof.note.text)])
                tape.files[place].bytes = LogProof(index: proof.index, hashes: proof.hashes, note: note).encode()
            }
        },
        .tape("another key's file") { tape, world in tape["log.vkey"] = Array("\(world.stranger.verifierKey.line)\n".utf8) },
        .tape("another origin in every checkpoint") { tape, world in
            for place in tape.places("seal/proofs/") {
                tape.replace("\(world.log.name)\n", with: "log.example.com/other\n", in: tape.files[place].path)
            }
        },
        // The manifest.
        .lines("another origin") { lines, _ in lines[1] = "log.example.com/other" },
        .lines("another conversation") { lines, _ in lines[2] = "about conversation 00000000000000000000000000000001" },
        .lines("a conversation as a customer") { lines, _ in lines[2].replace("conversation", with: "customer") },
        .lines("a conversation as a complaint") { lines, _ in lines[2].replace("conversation", with: "complaint") },
        .lines("a conversation as the beginning of the log") { lines, _ in
            lines[2] = "about range 0 0"
            lines.removeAll { $0.hasPrefix("stream ") }
        },
        .lines("a shorter stream") { lines, _ in
            lines = lines.map { $0.hasPrefix("stream ") ? String($0.dropLast(1)) + "1" : $0 }
        },
        .lines("a stream that does not begin at one") { lines, _ in lines = lines.map { $0.replacing(" 1 ", with: " 2 ") } },
        .lines("no stream") { lines, _ in lines.removeAll { $0.hasPrefix("stream ") } },
        .lines("two spaces") { lines, _ in lines[2].replace("about ", with: "about  ") },
        .lines("another entry for the key") { lines, _ in lines[3] = "key 0" },
        .lines("an empty line") { lines, _ in lines.insert("", at: 4) },
        .lines("a file line twice") { lines, _ in lines.append(lines[lines.count - 1]) },
        .lines("hashes in capitals") { lines, _ in
            lines = lines.map { $0.hasPrefix("file ") ? "file " + $0.dropFirst(5).prefix(64).uppercased() + $0.dropFirst(69) : $0 }
        },
        .lines("a name in capitals") { lines, _ in
            lines[2] = "about " + lines[2].dropFirst(6).replacing(/[0-9a-f]{32}/) { $0.0.uppercased() }
        },
        .lines("a name with spaces") { lines, _ in lines[2].insert(" ", at: lines[2].index(lines[2].endIndex, offsetBy: -2)) },
        .tape("carriage returns in the manifest") { tape, _ in tape["manifest"] = tape["manifest"].flatMap { $0 == 10 ? [13, 10] : [$0] } },
        .lines("a space at a line's end") { lines, _ in lines[1] += " " },
        .lines("a length with a zero before it") { lines, _ in
            lines = lines.map { $0.replacing(/^(file [0-9a-f]{64} )/) { "\($0.1)0" } }
        },
        .lines("a stream as long as can be") { lines, _ in
            lines = lines.map { $0.hasPrefix("stream ") ? $0.replacing(/[ ][0-9]+$/, with: " 9223372036854775807") : $0 }
        },
        .lines("a stream longer than can be") { lines, _ in
            lines = lines.map { $0.hasPrefix("stream ") ? $0.replacing(/[ ][0-9]+$/, with: " 18446744073709551616") : $0 }
        },
        .lines("a stream twice") { lines, _ in
            if let place = lines.firstIndex(where: { $0.hasPrefix("stream ") }) { lines.insert(lines[place], at: place) }
        },
        .lines("a range as long as can be") { lines, _ in
            lines[2] = "about range 0 9223372036854775807"
            lines.removeAll { $0.hasPrefix("stream ") }
        },
        .lines("a range that ends before it begins") { lines, _ in
            lines[2] = "about range 2 1"
            lines.removeAll { $0.hasPrefix("stream ") }
        },
        .lines("an entry for the key beyond all") { lines, _ in lines[3] = "key 9223372036854775807" },
        .lines("a file that is not here") { lines, _ in
            lines.insert("file \(String(repeating: "0", count: 64)) 0 terms/\(String(repeating: "f", count: 64))", at: lines.count)
        },
        .lines("a newer format") { lines, _ in lines[0] = "parley/evidence/v3" },
        .lines("signed again, with nothing changed but a line's order") { lines, _ in
            let files = lines.indices.filter { lines[$0].hasPrefix("file ") }
            lines.swapAt(files[0], files[1])
        },
        .tape("signed with another key") { tape, world in
            let name = try #require(KeyName("\(world.log.name)/evidence"))
            let key = try #require(SigningKey(name: name, seed: [UInt8](repeating: 9, count: 32)))
            let text = try SignedNote(parsing: tape["manifest"]).text
            tape["manifest"] = try SignedNote(text: text, signatures: [try key.sign(text)]).encode()
        },
        .tape("signed by two") { tape, world in
            let note = try SignedNote(parsing: tape["manifest"])
            tape["manifest"] = try note.adding(try world.stranger.sign(note.text)).encode()
        },
        .tape("a manifest without a signature") { tape, _ in tape["manifest"] = try SignedNote(parsing: tape["manifest"]).text },
        // The seal.
        Attack("the older file's body under the newer seal") { world in
            let (body, seal) = (Tape(world.older), Tape(world.honest))
            return Self.joined(body, seal)
        },
        Attack("the newer file's body under the older seal") { Self.joined(Tape($0.honest), Tape($0.older)) },
        Attack("this body under another conversation's seal") { Self.joined(Tape($0.honest), Tape($0.other)) },
        .tape("another manifest") { tape, world in tape["manifest"] = Tape(world.other)["manifest"] },
        .tape("no entry of the export") { tape, _ in tape.files.removeAll { $0.path.hasPrefix("seal/entries/") } },
        .tape("the export says nothing") { tape, _ in tape["seal/disclosures.jsonl"] = [] },
        .tape("the export's facts are withheld") { tape, _ in
            tape.replace(#""nonce":"#, with: #""commitment":"#, in: "seal/disclosures.jsonl")
        },
        // What entries say.
        .signed("other words, signed") { tape, _ in try forge(&tape) { $0.replacing("new card", with: "old card") } },
        .signed("a disclosure is dropped, signed") { tape, _ in try lines(&tape) { $0.removeLast() } },
        .signed("a disclosure twice, signed") { tape, _ in try lines(&tape) { $0.append($0[$0.count - 1]) } },
        .signed("disclosures in another order, signed") { tape, _ in try lines(&tape) { $0.swapAt(0, 1) } },
        .signed("a disclosure of another entry, signed") { tape, _ in
            try lines(&tape) { lines in lines[1] = lines[0].replacing(/\{"index":\d+/, with: String(lines[1].prefix { $0 != "," })) }
        },
        .signed("a space in a disclosure, signed") { tape, _ in
            tape.replace(#""fields":"#, with: #""fields": "#, in: "disclosures.jsonl")
        },
        .signed("another salt, signed") { tape, _ in
            try lines(&tape) { lines in
                lines[0] = lines[0].replacing(/"nonce":"(.)/) { #""nonce":"\#($0.1 == "A" ? "B" : "A")"# }
            }
        },
        .signed("a shorter salt, signed") { tape, _ in
            try lines(&tape) { lines in lines[0] = lines[0].replacing(/"nonce":"[^"]*"/, with: #""nonce":"AAAA""#) }
        },
        .signed("no salt, signed") { tape, _ in
            try lines(&tape) { lines in lines[0] = lines[0].replacing(/"nonce":"[^"]*"/, with: #""nonce":"""#) }
        },
        .signed("an index of four thousand digits, signed") { tape, _ in
            try lines(&tape) { lines in
                lines[0] = lines[0].replacing(/"index":[0-9]+/, with: "\"index\":" + String(repeating: "9", count: 4_400))
            }
        },
        .signed("a field beyond all fields, signed") { tape, _ in
            try lines(&tape) { lines in lines[0] = lines[0].replacing(/"id":1,/, with: #""id":65537,"#) }
        },
        .signed("a comma too many, signed") { tape, _ in
            try lines(&tape) { lines in lines[0] = lines[0].replacing("}]}", with: "},]}") }
        },
        .signed("a word is said to be gone, signed") { tape, _ in
            let copy = tape
            try lines(&tape) { lines in
                // With a commitment that fits, so that only the record of an erasure is missing.
                guard let place = lines.firstIndex(where: { $0.contains(#""id":2,"nonce""#) }) else { return }
                lines[place] = try ALyingExporterIsFoundOutTests.gone(lines[place], in: copy)
            }
        },
        .signed("disclosures without an end, signed") { tape, _ in tape["disclosures.jsonl"].removeLast() },
        .signed("a page is missing, signed") { tape, _ in tape.files.removeAll { $0.path == "index.html" } },
        .signed("other words on the page, signed") { tape, _ in tape["index.html"] += Array("<p>and so on</p>".utf8) },
        // Terms.
        .signed("other terms, signed") { tape, _ in
            tape.files[try #require(tape.places("terms/").first)].bytes += Array("# all is allowed\n".utf8)
        },
        .signed("a file of terms is missing, signed") { tape, _ in tape.files.remove(at: try #require(tape.places("terms/").first)) },
        .tape("what came by mail, unpacked and packed by another program") { tape, _ in
            for place in tape.files.indices { tape.files[place].time = "14712345670" }
        },
    ]

    @Test func bothVerifiersRefuseEveryAttackAndAcceptTheHonestFile() async throws {
        let bank = try await TestBank()
        let world = try await Self.world(bank)
        let folder = bank.path("attacks")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let key = try VerifyingKey(bank.log.line)
        var names = ["honest", "older", "other", "range"]
        var files = [world.honest, world.older, world.other, world.range]
        for attack in Self.attacks {
            let bytes = try attack.make(world)
            #expect(bytes != world.honest, "\(attack.name) changes nothing")
            names.append(attack.name)
            files.append(bytes)
        }
        for (place, bytes) in files.enumerated() {
            let name = String(repeating: "0", count: 3 - String(place).utf8.count) + String(place)
            try Data(bytes).write(to: URL(filePath: "\(folder)/\(name)"))
        }
        let second = try Program.output(of: ["/usr/bin/env", "python3", "-B", Self.verdicts, bank.log.line, folder])
        #expect(second.status == 0, "\(second.text)")
        let verdicts = second.text.split(separator: "\n").map { $0.hasSuffix(" yes") }
        try #require(verdicts.count == names.count)
        for (place, name) in names.enumerated() {
            let report = EvidenceVerifier(pinnedKey: key).verify(files[place])
            #expect(report.verified == (place < 4), "\(name): \(report.failures)")
            #expect(verdicts[place] == (place < 4), "the second verifier, \(name)")
        }
        #expect(Self.attacks.count >= 115)
    }

    /// Any byte with any change: neither verifier misses one, and so they never disagree.
    @Test func noByteCanBeAnother() async throws {
        let bank = try await TestBank()
        let honest = try await Self.world(bank).honest
        let path = bank.path("honest.tar")
        try Data(honest).write(to: URL(filePath: path))
        var generator = SplitMix(state: 20_270_201)
        // Most bytes are those of terms; half of the places are in the other files and in headers.
        var quiet: [Int] = []
        var place = 0
        for file in Tape(honest).files {
            quiet += Array(place..<place + 512)
            if !file.path.hasPrefix("terms/") { quiet += Array(place + 512..<place + 512 + (file.bytes.count + 511) / 512 * 512) }
            place += 512 + (file.bytes.count + 511) / 512 * 512
        }
        let changes = (0..<1_200).map { number -> (place: Int, mask: UInt8) in
            let place = number % 4 == 0 ? Int.random(in: 0..<honest.count, using: &generator) : quiet.randomElement(using: &generator) ?? 0
            return (place, UInt8.random(in: 1...255, using: &generator))
        }
        let verifier = EvidenceVerifier(pinnedKey: try VerifyingKey(bank.log.line))
        for change in changes {
            var bytes = honest
            bytes[change.place] ^= change.mask
            #expect(!verifier.verify(bytes).verified, "byte \(change.place) xored with \(change.mask)")
        }
        // The other has a process of its own and checks a signature with another program: a part of them.
        let some = changes.prefix(400)
        let list = bank.path("changes")
        try Data(some.map { "\($0.place) \($0.mask)\n" }.joined().utf8).write(to: URL(filePath: list))
        let second = try Program.output(of: ["/usr/bin/env", "python3", "-B", Self.verdicts, bank.log.line, path, list])
        #expect(second.status == 0)
        #expect(second.text.split(separator: "\n").map(String.init) == [String](repeating: "no", count: some.count))
    }

    /// At most 400 lines of code, in one file, with Python's own library: short enough to be read by whoever trusts nobody. What explains it to
    /// them is not counted: empty lines, comments, and the texts that say what a function does and which specification it follows.
    @Test func theSecondVerifierIsShortAndStandsAlone() throws {
        let library: Set = [
            "argparse", "base64", "functools", "hashlib", "json", "os", "re", "statistics", "struct", "subprocess", "sys", "tempfile",
            "pathlib",
        ]
        let folder = "\(Program.repository)/Tests/EvidenceCheck"
        let scripts = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".py") }
        #expect(Set(scripts) == ["evidence_check.py", "verdicts.py"])
        let file = try #require(FileManager.default.contents(atPath: folder + "/evidence_check.py"))
        let lines = String(decoding: file, as: UTF8.self).split(separator: "\n")
        var code = 0
        var isInText = false
        for line in lines {
            #expect(line.count <= 140, "\(line)")
            let words = line.drop { $0 == " " }
            let quotes = words.matches(of: /"""/).count
            let isText = isInText || words.hasPrefix("\"\"\"")
            if isText, quotes == 1 { isInText.toggle() }
            if isText || words.hasPrefix("#") || words.isEmpty { continue }
            code += 1
            let bare = words.replacing(/"[^"]*"|'[^']*'/, with: "").prefix { $0 != "#" }
            #expect(!bare.contains(";"), "one statement a line: \(line)")
            guard words.hasPrefix("import ") || words.hasPrefix("from ") else { continue }
            #expect(library.contains(words.split(separator: " ").map(String.init)[1]), "\(line)")
        }
        #expect(code <= 400 && code > 300, "\(code) lines of code")
    }

    static let verdicts = "\(Program.repository)/Tests/EvidenceCheck/verdicts.py"

    static func world(_ bank: TestBank) async throws -> World {
        let conversation = try await bank.hear("still waiting for my new card", from: "penny")
        let another = try await bank.hear("when do you open?", from: "dan")
        bank.wait(minutes: 4)
        try await bank.answer(conversation, "Sorry to keep you waiting, we are looking into it now.")
        let older = try await bank.evidence(about: .conversation(conversation))
        bank.wait(minutes: 1)
        try await bank.hear("thank you", from: "penny")
        let honest = try await bank.evidence(about: .conversation(conversation))
        return World(
            honest: honest, older: older, other: try await bank.evidence(about: .conversation(another)),
            range: try await bank.evidence(about: .range(EntryRange(first: 0, last: 4))), key: try bank.evidenceKey(),
            stranger: try #require(SigningKey(name: bank.log.name, seed: [UInt8](repeating: 5, count: 32))), log: bank.log)
    }

    private static func joined(_ body: Tape, _ seal: Tape) -> [UInt8] {
        var tape = body
        tape.files = body.files.filter { $0.path != "log.vkey" && !$0.path.hasPrefix("seal/") }
        tape.files += seal.files.filter { $0.path == "log.vkey" || $0.path.hasPrefix("seal/") }
        return tape.bytes
    }

    private static func first(_ tape: Tape) -> String {
        tape.files.first { $0.path.hasPrefix("terms/") }.map { String($0.path.dropFirst(6)) } ?? ""
    }

    private static func lines(_ tape: inout Tape, _ change: (inout [String]) throws -> Void) throws {
        var lines = String(decoding: tape["disclosures.jsonl"], as: UTF8.self).split(separator: "\n").map(String.init)
        try change(&lines)
        tape["disclosures.jsonl"] = Array(lines.map { $0 + "\n" }.joined().utf8)
    }

    /// Changes disclosed text, base64 and all.
    private static func forge(_ tape: inout Tape, _ change: (String) -> String) throws {
        try lines(&tape) { lines in
            lines = lines.map { line in
                line.replacing(/"bytes":"([^"]*)"/) { match in
                    let text = Data(base64Encoded: String(match.1)).map { String(decoding: $0, as: UTF8.self) } ?? ""
                    return #""bytes":"\#(Data(change(text).utf8).base64EncodedString())""#
                }
            }
        }
    }
}

extension [UInt8] {
    fileprivate mutating func put(_ text: String, at place: Int) { replaceSubrange(place..<place + text.utf8.count, with: text.utf8) }
}

extension UInt64 {
    /// Big-endian.
    fileprivate var bytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: self >> (56 - 8 * $0)) } }
}

/// A small generator of numbers (SplitMix64), the same each time.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }
}
