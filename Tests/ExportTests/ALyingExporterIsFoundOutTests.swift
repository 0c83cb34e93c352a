import Broker
import Crypto
import FoundationEssentials
import Ledger
import Storage
import Testing
import Verifier

/// A firm that keeps an honest ledger may still hand out less than it says. It holds every key: manifest and export's entry fit each lie.
@Suite(.serialized) struct ALyingExporterIsFoundOutTests {
    struct Lie: Sendable {
        let name: String
        /// What the verifier says of it, in part.
        let says: String
        let tell: @Sendable (inout Tape, inout [String], _ other: Tape) throws -> Void

        init(_ name: String, _ says: String, _ tell: @escaping @Sendable (inout Tape, inout [String], Tape) throws -> Void) {
            self.name = name
            self.says = says
            self.tell = tell
        }
    }

    static let lies: [Lie] = [
        Lie("the last entry left out", "are others") { tape, lines, _ in
            drop(tape.places("entries/").last, from: &tape)
            for place in lines.indices where lines[place].hasPrefix("stream conversation") {
                let words = lines[place].split(separator: " ")
                lines[place] = "stream conversation \(words[2]) 1 \((Int(words[4]) ?? 0) - 1)"
            }
        },
        Lie("an entry in the middle left out", "has a gap") { tape, _, _ in
            let entries = tape.places("entries/")
            drop(entries[entries.count - 2], from: &tape)
        },
        Lie("a stream that is said to be longer", "the manifest says") { _, lines, _ in
            lines = lines.map { $0.hasPrefix("stream") ? $0 + "0" : $0 }
        },
        Lie("what an entry says kept back", "destroyed or is kept back") { tape, _, _ in
            try change(&tape) { $0.removeLast() }
        },
        Lie("what an entry says said to be erased", "does not record that") { tape, _, _ in
            let copy = tape
            try change(&tape) { lines in
                let place = try #require(lines.firstIndex { $0.contains(#""id":2,"nonce""#) })
                lines[place] = try gone(lines[place], in: copy)
            }
        },
        Lie("a conversation as all of a customer", "the customer wrote in") { _, lines, _ in
            lines[2].replace("conversation", with: "customer")
        },
        Lie("a conversation as a complaint", "recorded the complaint") { _, lines, _ in
            lines[2].replace("conversation", with: "complaint")
        },
        Lie("another conversation's name", "is not in it") { _, lines, _ in
            lines[2] = "about conversation 00000000000000000000000000000001"
        },
        Lie("a conversation as a range", "proves no stream whole") { _, lines, _ in lines[2] = "about range 0 1" },
        Lie("a range with holes", "are here") { _, lines, _ in
            lines[2] = "about range 0 1000"
            lines.removeAll { $0.hasPrefix("stream ") }
        },
        Lie("no streams at all", "is not in it") { _, lines, _ in lines.removeAll { $0.hasPrefix("stream ") } },
        Lie("another entry for the key", "does not announce") { _, lines, _ in lines[3] = "key 0" },
        Lie("terms without a file", "not those that were in force") { tape, _, _ in
            tape.files.remove(at: try #require(tape.places("terms/").first))
        },
        Lie("terms that were never in force", "not those that were in force") { tape, _, _ in
            let bytes = Array("allow: everything\n".utf8)
            let name = SHA256.hash(data: bytes).map { String(String(UInt16($0) + 256, radix: 16).suffix(2)) }.joined()
            let place = tape.files.firstIndex { $0.path.hasPrefix("terms/") && $0.path > "terms/\(name)" } ?? tape.files.count
            tape.files.insert(.init(path: "terms/\(name)", bytes: bytes), at: place)
        },
        Lie("no page to read", "readable page is missing") { tape, _, _ in tape.files.removeAll { $0.path == "index.html" } },
        Lie("the page of another conversation", "that is not here") { tape, _, other in
            tape.files.removeAll { $0.path.hasPrefix("conversations/") }
            let pages = other.files.filter { $0.path.hasPrefix("conversations/") }
            tape.files.insert(contentsOf: pages, at: 1)
        },
        Lie("words on a page that nothing discloses", "no field here discloses") { tape, _, _ in
            let page = try #require(tape.files.first { $0.path.hasPrefix("conversations/") && $0.path.hasSuffix(".jsonl") }).path
            tape.replace(#""text":""#, with: #""text":"Not "#, in: page)
        },
        Lie("words beside the right ones", "no field here discloses") { tape, _, _ in
            let page = try #require(tape.files.first { $0.path.hasPrefix("conversations/") && $0.path.hasSuffix(".jsonl") }).path
            tape.replace(#""text":""#, with: #""text":"\u004eot said","text":""#, in: page)
        },
        Lie("words under a name in another spelling", "a name in another spelling") { tape, _, _ in
            let page = try #require(tape.files.first { $0.path.hasPrefix("conversations/") && $0.path.hasSuffix(".jsonl") }).path
            tape.replace(#""text":""#, with: #""te\u0078t":"Not said","text":""#, in: page)
        },
        Lie("another author", "no field here discloses") { tape, _, _ in
            let page = try #require(tape.files.first { $0.path.hasPrefix("conversations/") && $0.path.hasSuffix(".jsonl") }).path
            tape.replace(#""author":""#, with: #""author":"@not"#, in: page)
        },
        Lie("a page's line about an entry that is not here", "which is not here") { tape, _, _ in
            let page = try #require(tape.files.first { $0.path.hasPrefix("conversations/") && $0.path.hasSuffix(".jsonl") }).path
            tape.replace(#""index":"#, with: #""index":9"#, in: page)
        },
        Lie("words shown that are withheld", "no field here discloses") { tape, _, _ in
            let copy = tape
            try change(&tape) { lines in
                let place = try #require(lines.firstIndex { $0.contains(#""id":2,"nonce""#) })
                lines[place] = try gone(lines[place], in: copy).replacing(/,"erased":\d+/, with: "")
            }
        },
        Lie("words on a page that has no place", "where") { tape, _, _ in
            let bytes = Array("<p>All is well.</p>".utf8)
            tape.files.insert(.init(path: "a.html", bytes: bytes), at: 1)
        },
    ]

    @Test func everyLieIsFoundByBothVerifiers() async throws {
        let bank = try await TestBank()
        let world = try await EvidenceIsRefusedWhenChangedTests.world(bank)
        let conversation = try #require(
            Tape(world.honest).files.first { $0.path.hasPrefix("conversations/") }.flatMap {
                ConversationID(String($0.path.dropFirst(14).prefix(32)))
            })
        let folder = bank.path("lies")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let verifier = EvidenceVerifier(pinnedKey: try VerifyingKey(bank.log.line))
        var files: [[UInt8]] = [try await bank.retold(world.honest, about: conversation) { _, _ in }]
        for lie in Self.lies {
            files.append(
                try await bank.retold(world.honest, about: conversation) { tape, lines in try lie.tell(&tape, &lines, Tape(world.other)) })
        }
        for (place, bytes) in files.enumerated() {
            let name = String(repeating: "0", count: 3 - String(place).utf8.count) + String(place)
            try Data(bytes).write(to: URL(filePath: "\(folder)/\(name)"))
        }
        let second = try Program.output(of: [
            "/usr/bin/env", "python3", "-B", EvidenceIsRefusedWhenChangedTests.verdicts, bank.log.line, folder,
        ])
        let verdicts = second.text.split(separator: "\n").map { $0.hasSuffix(" yes") }
        try #require(verdicts.count == files.count, "\(second.text)")
        let honest = verifier.verify(files[0])
        #expect(honest.verified && verdicts[0], "\(honest.failures)")
        for (place, lie) in Self.lies.enumerated() {
            let report = verifier.verify(files[place + 1])
            #expect(report.failures.contains { $0.contains(lie.says) }, "\(lie.name): \(report.failures)")
            #expect(!report.verified && !verdicts[place + 1], "\(lie.name)")
        }
    }

    private static func drop(_ place: Int?, from tape: inout Tape) {
        guard let place, let index = UInt64(tape.files[place].path.dropFirst(8).dropLast(5)) else { return }
        tape.files.remove(at: place)
        let lines = String(decoding: tape["disclosures.jsonl"], as: UTF8.self).split(separator: "\n")
        tape["disclosures.jsonl"] = Array(lines.filter { !$0.hasPrefix(#"{"index":\#(index),"#) }.map { $0 + "\n" }.joined().utf8)
    }

    private static func change(_ tape: inout Tape, _ change: (inout [String]) throws -> Void) throws {
        var lines = String(decoding: tape["disclosures.jsonl"], as: UTF8.self).split(separator: "\n").map(String.init)
        try change(&lines)
        tape["disclosures.jsonl"] = Array(lines.map { $0 + "\n" }.joined().utf8)
    }

    /// The first words of a line as erased by the newest entry of the file, under the commitment that they really have.
    static func gone(_ line: String, in tape: Tape) throws -> String {
        let newest = try #require(tape.places("entries/").last.flatMap { UInt64(tape.files[$0].path.dropFirst(8).dropLast(5)) })
        let index = try #require(line.firstMatch(of: /"index":(\d+)/).flatMap { UInt64($0.1) })
        let leaf = tape["entries/\(Tape.name(of: index)).leaf"]
        return line.replacing(/\{"id":2,"nonce":"([^"]*)","bytes":"([^"]*)"\}/) { match in
            var hash = SHA256()
            hash.update(data: Array("parley/field/v1\n".utf8) + leaf[100..<116] + [0, 2])
            hash.update(data: Data(base64Encoded: String(match.1)) ?? Data())
            hash.update(data: Data(base64Encoded: String(match.2)) ?? Data())
            return #"{"id":2,"commitment":"\#(Data(hash.finalize()).base64EncodedString())","erased":\#(newest)}"#
        }
    }
}
