import Testing

@testable import Verifier

/// The attacks on a ledger as one table: what each does, and at which level of evidence it must be found.
///
/// Level A has the key and the export, B three kept checkpoints as well, C a witness quorum, D a fresh one.
@Suite struct TamperTests {
    /// The evidence at which a case is found; at every other level the export must still verify.
    enum FoundAt: Sendable {
        /// The bytes themselves betray it, whoever signed.
        case anyLevel
        /// Properly signed with the log's own key: only somebody's memory helps.
        case keptOrWitnessed
        /// A genuine older state: a newer kept checkpoint, or the witnesses' clock.
        case keptOrFresh
        /// Not a fault: the report mentions it.
        case noticed
    }

    struct Attack: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let foundAt: FoundAt
        let code: Finding.Code
        /// The index that the report must name.
        let index: UInt64?
        let make: @Sendable (WrittenLog) throws -> WrittenExport

        init(
            _ name: String, _ code: Finding.Code, at index: UInt64? = nil, found: FoundAt = .anyLevel,
            _ make: @escaping @Sendable (WrittenLog) throws -> WrittenExport
        ) {
            testDescription = name
            foundAt = found
            self.code = code
            self.index = index
            self.make = make
        }

        /// An attack on the files of the honest export.
        static func files(
            _ name: String, _ code: Finding.Code, at index: UInt64? = nil, found: FoundAt = .anyLevel,
            _ change: @escaping @Sendable (inout WrittenExport) -> Void
        ) -> Attack {
            Attack(name, code, at: index, found: found) { log in
                var export = try log.export()
                change(&export)
                return export
            }
        }

        /// Other entries, with tiles that fit them, under the honest checkpoint.
        static func rehashed(_ name: String, _ change: @escaping @Sendable (inout [[UInt8]]) -> Void) -> Attack {
            Attack(name, .rootMismatch) { log in
                var entries = log.entries
                change(&entries)
                var export = try log.export()
                export.files = export.files.filter { !$0.key.hasPrefix("tile/") }
                export.files.merge(WrittenExport.tiles(entries)) { $1 }
                return export
            }
        }

        /// Another log, signed by the log's own key; the witnesses cosign whatever they are shown only if `cosigned`.
        static func signed(
            _ name: String, _ code: Finding.Code, at index: UInt64? = nil, found: FoundAt = .anyLevel, cosigned: Bool = false,
            _ change: @escaping @Sendable (inout WrittenLog) -> Void
        ) -> Attack {
            Attack(name, code, at: index, found: found) { log in
                var log = log
                if !cosigned { log.cosigners = [] }
                change(&log)
                return try log.export()
            }
        }
    }

    static let size = 600
    static let honest: WrittenLog = {
        var log = WrittenLog.honest(size, seed: 42)
        log.cosigners = Array(WrittenLog.witnesses.prefix(2))
        return log
    }()
    static let now = Int64(WrittenLog.witnessTime) * 1000 + 60_000
    static let kept = [200, 400, 600].map { ExportVerifier.Retained(name: "kept", note: (try? honest.checkpoint(size: $0)) ?? []) }
    static let policy = WitnessPolicy(needed: 2, of: WrittenLog.witnesses.compactMap { try? $0.verifying })

    /// Heartbeats in these minutes after the newest entry, properly signed.
    private static func beating(_ minutes: [Int64], _ log: WrittenLog) throws -> WrittenExport {
        var log = log
        let start = log.leaves.last?.recorded ?? 0
        var random = SplitMix(UInt64(minutes.count))
        let stream = random.bytes(16)
        for minute in minutes {
            var leaf = WrittenLeaf()
            leaf.event = random.bytes(16)
            leaf.commandType = 90
            leaf.recorded = start + minute * 60_000
            leaf.references = [log.next(kind: 1, id: stream)]
            log.append(leaf)
        }
        log.disclose()
        return try log.export()
    }

    static let attacks: [Attack] = bytes + signatures + layout + disclosures + entries + operators + times

    static let times: [Attack] = [
        Attack("five minutes without a heartbeat", .silence, found: .noticed) { try beating([1, 2, 3, 8, 9], $0) },
        Attack("a last entry ten years ahead", .silence, found: .noticed) { try beating([1, 2, 3, 5_256_000], $0) },
        Attack("terms in force that are missing", .termsMissing, at: UInt64(size)) { log in
            var log = log
            var leaf = WrittenLeaf()
            leaf.event = [UInt8](repeating: 0xC3, count: 16)
            leaf.recorded = (log.leaves.last?.recorded ?? 0) + 10
            leaf.references = [log.next(kind: 5, id: log.leaves[0].references[0].id)]
            let name = String(repeating: "5a", count: 32)
            let facts = #"{"version":1,"events":[{"termsInForce":{"_0":{"files":[{"name":"made-up","sha256":"\#(name)"}]}}}]}"#
            leaf.fields = [.init(id: 1, nonce: [UInt8](repeating: 3, count: 32), bytes: Array(facts.utf8))]
            log.append(leaf)
            log.disclosures.append(leaf.disclosure(index: size, withheld: []))
            return try log.export()
        },
    ]

    @Test func aLogThatBeatsIsNotCalledSilent() throws {
        let report = try Self.verify(Self.beating([1, 2, 3, 4, 5, 6], Self.honest), at: .keyAndExport)
        #expect(report.verified && !report.findings.contains { $0.code == .silence }, "\(report.findings)")
        let silent = try Self.verify(Self.beating([1, 2, 3, 8, 9], Self.honest), at: .keyAndExport).findings.first { $0.code == .silence }
        #expect(silent?.index == UInt64(Self.size + 3) && silent?.what.contains("300 seconds") == true, "\(silent?.what ?? "nothing")")
        #expect(silent?.what.contains("every 60") == true)
    }

    static let bytes: [Attack] = [
        .files("a bit of an entry", .tileMismatch, at: 300) { $0.change("tile/entries/001") { flip(&$0, entry: 44, offset: 40) } },
        .files("a bit of a leaf hash", .tileMismatch, at: 300) { $0.change("tile/0/001") { $0[44 * 32 + 3] ^= 1 } },
        .files("a bit of a tile above", .tileMismatch, at: 256) { $0.change("tile/1/000.p/2") { $0[32] ^= 1 } },
        .files("an entry taken out", .bundleMalformed) { $0.change("tile/entries/001") { remove(&$0, entry: 44) } },
        .files("an entry's length", .bundleMalformed) { $0.change("tile/entries/001") { $0[1] ^= 1 } },
        .files("an entry as long as can be", .bundleMalformed, at: 256) {
            $0.change("tile/entries/001") { $0.replaceSubrange(0..<2, with: [0xFF, 0xFF]) }
        },
        .files("a bundle without its last byte", .bundleMalformed) { $0.change("tile/entries/002.p/88") { $0.removeLast() } },
        .files("a bundle with a byte more", .bundleMalformed) { $0.change("tile/entries/000") { $0.append(0) } },
        .files("an empty bundle", .bundleMalformed, at: 0) { $0.change("tile/entries/000") { $0 = [] } },
        .files("a bundle of a gigabyte's worth", .bundleMalformed) {
            $0.change("tile/entries/000") { $0 += [UInt8](repeating: 0, count: 1 << 20) }
        },
        .files("a length before the last entry's end", .bundleMalformed) { $0.change("tile/entries/002.p/88") { $0.append(1) } },
        .files("a tile without its last byte", .tileLengthWrong) { $0.change("tile/0/000") { $0.removeLast() } },
        .files("a tile with a hash more", .tileLengthWrong) { $0.change("tile/0/002.p/88") { $0 += [UInt8](repeating: 0, count: 32) } },
        .rehashed("an entry taken out, tiles made to fit") { entries in
            entries.remove(at: 300)
            entries.append(entries[0])
        },
        .rehashed("two entries exchanged, tiles made to fit") { $0.swapAt(300, 301) },
        .rehashed("an entry repeated, tiles made to fit") { $0[301] = $0[300] },
        .rehashed("an entry changed, tiles made to fit") { $0[300][40] ^= 1 },
        .rehashed("the last entry put in anew, tiles made to fit") { $0[599] = $0[599].dropLast() + [$0[599].last.map { $0 ^ 1 } ?? 0] },
    ]

    static let signatures: [Attack] = [
        .files("size in the checkpoint", .checkpointSignatureWrong) { $0.changeCheckpoint { $0.replacing("\n600\n", with: "\n599\n") } },
        .files("size with a leading zero", .checkpointMalformed) { $0.changeCheckpoint { $0.replacing("\n600\n", with: "\n0600\n") } },
        .files("size of 2^63", .checkpointMalformed) { $0.changeCheckpoint { $0.replacing("\n600\n", with: "\n9223372036854775808\n") } },
        .files("size of 2^63 - 1, unsigned", .checkpointSignatureWrong) {
            $0.changeCheckpoint { $0.replacing("\n600\n", with: "\n9223372036854775807\n") }
        },
        Attack("size of 2^63 - 1, signed", .rootMismatch, found: .anyLevel) { log in
            var export = try log.export()
            export.files["checkpoint"] = try log.note(size: "9223372036854775807", root: Naive.root(log.entries).base64)
            return export
        },
        Attack("another root, signed by another key", .checkpointSignatureWrong) { log in
            // The stranger's line under the honest key's identifier.
            let text = "\(WrittenLog.origin)\n600\n\(Naive.sha256([1]).base64)\n"
            let line = try WrittenLog.stranger.line(text)
            let raw = Array(line.split(separator: " ")[2].dropLast().utf8)
            let signature = try Base64Text.decode(raw[...])
            var export = try log.export()
            export.files["checkpoint"] = Array(
                (text + "\n— \(WrittenLog.origin) \((log.signer.id + signature.dropFirst(4)).base64)\n").utf8)
            return export
        },
        .files("another spelling of the signature", .checkpointMalformed) { $0.changeCheckpoint(respellSignature) },
        .files("the signature twice", .checkpointMalformed) { export in
            export.changeCheckpoint { text in
                text + text.split(separator: "\n").filter { $0.hasPrefix("— log.") }.map { $0 + "\n" }.joined()
            }
        },
        .files("no signature by the log", .checkpointUnsigned) { export in
            export.changeCheckpoint { text in
                text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("— log.") }.joined(separator: "\n")
            }
        },
        .files("another signature under the same identifier", .checkpointMalformed) { export in
            export.changeCheckpoint { text in
                let line = text.split(separator: "\n").first { $0.hasPrefix("— log.") } ?? ""
                return text + line.dropLast(8) + "AAAAAAA=\n"
            }
        },
        .files("a hundred signatures more", .checkpointMalformed) { export in
            export.changeCheckpoint { text in text + (0..<100).map { "— stranger\($0) AAAAAAAA\n" }.joined() }
        },
        .files("carriage returns", .checkpointMalformed) { $0.changeCheckpoint { $0.replacing("\n", with: "\r\n") } },
        .files("a text of more than a megabyte", .fileUnreadable) { export in
            export.changeCheckpoint { String(repeating: "x", count: 1 << 20) + $0 }
        },
        .files("a root of 31 bytes", .checkpointMalformed) { export in
            export.changeCheckpoint { text in
                let root = text.split(separator: "\n")[2]
                return text.replacing(root, with: root.dropLast(4) + "AA==")
            }
        },
        .files("another spelling of the key", .keyMalformed) { export in
            export.change("keys/log.vkey") { $0 = Array(String(decoding: $0, as: UTF8.self).replacing("+AQ", with: "+ AQ").utf8) }
        },
        .files("another identifier of the key", .keyMalformed) { export in
            export.change("keys/log.vkey") { bytes in
                let place = (bytes.firstIndex(of: UInt8(ascii: "+")) ?? 0) + 1
                bytes[place] = bytes[place] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
            }
        },
        .files("a control character", .checkpointMalformed) { $0.changeCheckpoint { $0.replacing("audit\n6", with: "audit\r\n6") } },
        .files("no checkpoint", .checkpointMissing) { $0.files["checkpoint"] = nil },
        .signed("signed with another key", .checkpointUnsigned) { $0.signer = WrittenLog.stranger },
        .signed("signed with another key, which the export names", .keyFileDiffers) { $0.signer = WrittenLog.stranger },
        .files("another key named", .keyFileDiffers) { $0.files["keys/log.vkey"] = Array((WrittenLog.stranger.vkey + "\n").utf8) },
        .files("no key named", .keyFileMissing) { $0.files["keys/log.vkey"] = nil },
        .files("a key without a line's end", .keyMalformed) { $0.change("keys/log.vkey") { $0.removeLast() } },
        Attack("the checkpoint of another entity's log", .checkpointUnsigned) { log in
            var other = log
            other.signer = NoteSigner(name: "log.example.com/other", seed: [UInt8](repeating: 3, count: 32))
            var export = try log.export()
            export.files["checkpoint"] = try other.note(size: "600", root: Naive.root(log.entries).base64, origin: "log.example.com/other")
            return export
        },
        Attack("another origin under the log's key", .checkpointOfAnotherLog) { log in
            var export = try log.export()
            export.files["checkpoint"] = try log.note(size: "600", root: Naive.root(log.entries).base64, origin: "log.example.com/other")
            return export
        },
        Attack("extension lines", .checkpointExtended, found: .noticed) { log in
            var export = try log.export()
            export.files["checkpoint"] = try log.note(size: "600", root: Naive.root(log.entries).base64, more: "something\n")
            return export
        },
    ]

    static let layout: [Attack] = [
        .files("a bundle missing", .bundleMissing, at: 256) { $0.files["tile/entries/001"] = nil },
        .files("the last bundle missing", .bundleMissing, at: 512) { $0.files["tile/entries/002.p/88"] = nil },
        .files("bundle and tile missing", .rootMismatch, at: 256) {
            $0.files["tile/entries/001"] = nil
            $0.files["tile/0/001"] = nil
        },
        .files("a tile missing", .tileMissing, at: 0) { $0.files["tile/0/000"] = nil },
        .files("a tile above missing", .tileMissing, at: 0) { $0.files["tile/1/000.p/2"] = nil },
        .files("a partial tile where the full one is", .fileUnexpected) {
            $0.files["tile/0/000.p/7"] = Array($0.files["tile/0/000"]?.prefix(224) ?? [])
        },
        .files("a partial bundle where the full one is", .fileUnexpected) { $0.files["tile/entries/000.p/7"] = [0, 0] },
        .files("a tile beyond the tree", .fileUnexpected) { $0.files["tile/0/003"] = [UInt8](repeating: 0, count: 8192) },
        .files("a tile of a level too high", .fileUnexpected) { $0.files["tile/2/000.p/1"] = [UInt8](repeating: 0, count: 32) },
        .files("a file that is no tile", .fileUnexpected) { $0.files["tile/0/readme"] = [1] },
        .files("a tile's number with zeros before it", .fileUnexpected) { $0.files["tile/0/0000"] = $0.files["tile/0/000"] },
        .files("a tile's level with a zero before it", .fileUnexpected) { $0.files["tile/00/000"] = $0.files["tile/0/000"] },
        .files("a tile's number longer than it is", .fileUnexpected) { $0.files["tile/0/x000/000"] = $0.files["tile/0/000"] },
        .files("terms under a longer name", .termsNameWrong) { export in
            for (path, bytes) in export.files where path.hasPrefix("terms/") { export.files[path + ".yaml"] = bytes }
        },
        .files("a link among the files", .fileUnexpected) {
            $0.files["terms/link"] = []
            $0.special = ["terms/link"]
        },
        .files("a stranger's file", .fileUnexpected, found: .noticed) { $0.files["reports/ok.json"] = [1] },
        .files("terms changed", .termsMismatch) { export in
            for path in export.files.keys where path.hasPrefix("terms/") { export.change(path) { $0[0] ^= 1 } }
        },
        .files("terms misnamed", .termsNameWrong) { $0.files["terms/pack.yaml"] = [1] },
        .files("terms in upper case", .termsNameWrong) { export in
            for (path, bytes) in export.files where path.hasPrefix("terms/") {
                export.files["terms/" + path.dropFirst(6).uppercased()] = bytes
            }
        },
    ]

    static let disclosures: [Attack] = [
        .files("no disclosures", .disclosuresMissing) { $0.files["disclosures.jsonl"] = nil },
        .signed("a disclosed byte", .disclosureMismatch, at: 1, cosigned: true) { log in
            var leaf = log.leaves[1]
            leaf.fields[0].bytes.append(1)
            log.disclosures[1] = leaf.disclosure(index: 1)
        },
        .signed("a field left out", .disclosureMismatch, at: 1, cosigned: true) { log in
            var leaf = log.leaves[1]
            leaf.fields.removeLast()
            log.disclosures[1] = leaf.disclosure(index: 1)
        },
        .signed("two fields exchanged", .disclosureMismatch, at: 1, cosigned: true) { log in
            var leaf = log.leaves[1]
            (leaf.fields[0].bytes, leaf.fields[1].bytes) = (leaf.fields[1].bytes + [1], leaf.fields[0].bytes)
            log.disclosures[1] = leaf.disclosure(index: 1)
        },
        .signed("another entry's fields", .disclosureMismatch, at: 1, cosigned: true) {
            $0.disclosures[1] = $0.leaves[2].disclosure(index: 1)
        },
        .signed("a line twice", .disclosureOrder, at: 1, cosigned: true) { $0.disclosures.insert($0.disclosures[1], at: 1) },
        .signed("lines exchanged", .disclosureOrder, cosigned: true) { $0.disclosures.swapAt(1, 2) },
        .signed("an index beyond the log", .disclosureMismatch, cosigned: true) {
            $0.disclosures.append($0.leaves[1].disclosure(index: 600))
        },
        .signed("a space more", .disclosureMalformed, cosigned: true) {
            $0.disclosures[1] = $0.disclosures[1].replacing(",\"fields\"", with: ", \"fields\"")
        },
        .signed("a line cut off", .disclosureMalformed, cosigned: true) { $0.disclosures.append("{\"index\":599,") },
        .signed("another salt", .disclosureMismatch, at: 1, cosigned: true) { log in
            var leaf = log.leaves[1]
            leaf.fields[0].nonce[0] ^= 1
            log.disclosures[1] = leaf.disclosure(index: 1)
        },
        .signed("a shorter salt", .disclosureMalformed, cosigned: true) { log in
            var leaf = log.leaves[1]
            leaf.fields[0].nonce.removeLast()
            log.disclosures[1] = leaf.disclosure(index: 1)
        },
        .signed("an index of four thousand digits", .disclosureMalformed, cosigned: true) {
            $0.disclosures[1] = $0.disclosures[1].replacing("\"index\":1,", with: "\"index\":" + String(repeating: "9", count: 4_400) + ",")
        },
        .signed("a field beyond all fields", .disclosureMalformed, cosigned: true) {
            $0.disclosures[1] = $0.disclosures[1].replacing("\"id\":1,", with: "\"id\":65537,")
        },
        .signed("a comma too many", .disclosureMalformed, cosigned: true) {
            $0.disclosures[1] = $0.disclosures[1].replacing("}]}", with: "},]}")
        },
        .signed("a carriage return", .disclosureMalformed, cosigned: true) {
            $0.disclosures[1] = $0.disclosures[1].replacing("\n", with: "\r\n")
        },
        .signed("an empty line", .disclosureMalformed, cosigned: true) { $0.disclosures.insert("\n", at: 1) },
        .signed("erased without an erasure", .erasureUnproved, at: 1, cosigned: true) {
            $0.disclosures[1] = $0.leaves[1].disclosure(index: 1, erased: [1: 2])
        },
        .signed("erased before it was written", .erasureUnproved, at: 1, cosigned: true) {
            $0.disclosures[1] = $0.leaves[1].disclosure(index: 1, erased: [1: 0])
        },
        .signed("the configuration withheld", .configurationUndisclosed, at: 0, cosigned: true) {
            $0.disclosures[0] = $0.leaves[0].disclosure(index: 0, withheld: [1])
        },
        .signed("the configuration left out", .configurationUndisclosed, at: 0, cosigned: true) { $0.disclosures.removeFirst() },
    ]

    /// What even an honest signature over honest hashes must not hide: the log itself holds what no writer of the format makes.
    static let entries: [Attack] = [
        .signed("a sequence left out", .sequenceWrong, at: 300) { $0.leaves[300].references[0].sequence += 1 },
        .signed("a sequence repeated", .sequenceWrong, at: 300) { $0.leaves[300].references[0].sequence -= 1 },
        .signed("a stream that does not begin at 1", .sequenceWrong, at: 300) { $0.leaves[300].references[0].id[0] ^= 1 },
        .signed("a wrong entry before", .previousWrong, at: 300) { $0.leaves[300].references[0].previous ^= 1 },
        .signed("an entry before that lies ahead", .previousWrong, at: 300) { $0.leaves[300].references[0].previous = 301 },
        .signed("a clock set back", .recordedTimeBack, at: 300) {
            $0.leaves[300].recorded -= 1_000_000
            $0.leaves[300].source = 0
        },
        .signed("an event twice", .eventRepeated, at: 400) { log in
            log.leaves[400].event = log.leaves[300].event
            log.disclose()
        },
        .signed("a source time after the recorded one", .leafMalformed, at: 300) { $0.leaves[300].source = $0.leaves[300].recorded + 1 },
        .signed("another format", .leafMalformed, at: 300) { $0.leaves[300].format = 2 },
        .signed("an entry that is no leaf", .leafMalformed, at: 300) { $0.raw[300] = Array("hello".utf8) },
        .signed("an empty entry", .leafMalformed, at: 300) { $0.raw[300] = [] },
        .signed("a leaf with a byte more", .leafMalformed, at: 300) { $0.raw[300] = $0.leaves[300].bytes + [0] },
        .signed("terms of an entry that has none", .termsIndexWrong, at: 300) { $0.leaves[300].terms = 7 },
        .signed("terms of a later entry", .termsIndexWrong, at: 300) { $0.leaves[300].terms = 301 },
    ]

    /// What the holder of the key can do. A signature alone finds none of these.
    static let operators: [Attack] = [
        .signed("an entry taken out and signed again", .retainedDiffers, found: .keptOrWitnessed) { log in
            log.leaves.remove(at: 300)
            log.renumber()
        },
        .signed("an entry taken out, another added, signed again", .retainedDiffers, found: .keptOrWitnessed) { log in
            var last = log.leaves.remove(at: 300)
            last.recorded = (log.leaves.last?.recorded ?? 0) + 1
            last.source = 0
            log.append(last)
            log.renumber()
        },
        .signed("a value changed and signed again", .retainedDiffers, at: 200, found: .keptOrWitnessed) { log in
            log.leaves[300].decision = 2
            log.disclose()
        },
        .signed("a value changed, log grown, signed again", .retainedDiffers, at: 200, found: .keptOrWitnessed) { log in
            log.leaves[300].decision = 2
            grow(&log, by: 9)
        },
        .signed("a fork", .retainedDiffers, at: 400, found: .keptOrWitnessed) { log in
            log.leaves.removeLast(100)
            grow(&log, by: 100)
        },
        .signed("an old backup continued", .retainedDiffers, at: 400, found: .keptOrWitnessed) { log in
            log.leaves.removeLast(150)
            grow(&log, by: 170)
        },
        .signed("the tail cut off and signed again", .retainedNewer, at: 500, found: .keptOrWitnessed) { log in
            log.leaves.removeLast(100)
            log.disclose()
        },
        .signed("an old genuine checkpoint", .retainedNewer, at: 500, found: .keptOrFresh, cosigned: true) { log in
            log.leaves.removeLast(100)
            log.disclose()
        },
    ]

    @Test func theHonestExportVerifiesAtEveryLevel() throws {
        let export = try Self.honest.export()
        for level in Assurance.Level.allCases {
            let report = Self.verify(export, at: level)
            #expect(report.verified, "\(report.findings)")
            #expect(report.assurance.highest == level)
        }
        #expect(Self.attacks.count >= 80)
    }

    @Test(arguments: attacks)
    func everyAttackIsFoundAtItsLevel(attack: Attack) throws {
        let export = try attack.make(Self.honest)
        // What the bytes betray does not depend on more evidence: the least and the most of it will do.
        let levels = attack.foundAt == .anyLevel ? [.keyAndExport, .witnessedFreshly] : Assurance.Level.allCases
        for level in levels {
            // Genuine but old: the same cosigned checkpoint, seen by witnesses an hour ago.
            let report = Self.verify(export, at: level, now: attack.foundAt == .keptOrFresh ? Self.now + 3_600_000 : Self.now)
            let codes = Set(report.findings.map(\.code))
            switch (attack.foundAt, level) {
            case (.anyLevel, _), (.keptOrWitnessed, .retainedCheckpoints), (.keptOrFresh, .retainedCheckpoints):
                #expect(!report.verified)
                #expect(codes.contains(attack.code), "\(report.findings)")
                #expect(report.assurance.levels.isEmpty)
                if let index = attack.index, attack.foundAt != .anyLevel || level == .keyAndExport {
                    #expect(report.firstBadIndex == index, "\(report.findings)")
                }
            case (.keptOrWitnessed, .witnessed), (.keptOrWitnessed, .witnessedFreshly):
                #expect(!report.verified && codes == [.quorumMissed], "\(report.findings)")
            case (.keptOrWitnessed, .keyAndExport):
                #expect(report.verified, "\(report.findings)")
                #expect(report.assurance.undetected.contains { $0.hasPrefix("Entries removed, changed or reordered and signed again") })
            case (.keptOrFresh, .keyAndExport), (.keptOrFresh, .witnessed):
                #expect(report.verified, "\(report.findings)")
                #expect(report.assurance.undetected.contains { $0.hasPrefix("A tail withheld") })
            case (.keptOrFresh, .witnessedFreshly):
                #expect(report.assurance.highest == .witnessed && codes == [.cosignatureOld], "\(report.findings)")
            case (.noticed, _):
                #expect(codes.contains(attack.code))
                #expect(!report.findings.contains { $0.code == attack.code && $0.weight == .failure })
            }
        }
    }

    static func verify(_ export: WrittenExport, at level: Assurance.Level, now: Int64 = now) -> VerificationReport {
        var verifier = ExportVerificationTests.pinned
        switch level {
        case .keyAndExport: break
        case .retainedCheckpoints: verifier.retained = kept
        case .witnessed: verifier.witnesses = policy
        case .witnessedFreshly:
            verifier.witnesses = policy
            verifier.now = now
        }
        return verifier.verify(export.reading)
    }

    // MARK: Tools of the attackers

    private static func range(_ bundle: [UInt8], entry: Int) -> Range<Int> {
        var offset = 0
        for _ in 0..<entry { offset += 2 + Int(bundle[offset]) << 8 + Int(bundle[offset + 1]) }
        return offset..<(offset + 2 + Int(bundle[offset]) << 8 + Int(bundle[offset + 1]))
    }

    private static func flip(_ bundle: inout [UInt8], entry: Int, offset: Int) {
        bundle[range(bundle, entry: entry).lowerBound + 2 + offset] ^= 1
    }

    private static func remove(_ bundle: inout [UInt8], entry: Int) { bundle.removeSubrange(range(bundle, entry: entry)) }

    private static func grow(_ log: inout WrittenLog, by count: Int) {
        var random = SplitMix(UInt64(count))
        for _ in 0..<count {
            var leaf = WrittenLeaf()
            leaf.event = random.bytes(16)
            leaf.recorded = (log.leaves.last?.recorded ?? 0) + 10
            leaf.references = [log.next(kind: 1, id: random.bytes(16))]
            log.append(leaf)
        }
        log.disclose()
    }

    /// Sets a bit of the last character of the log's signature that no byte uses.
    private static func respellSignature(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard line.hasPrefix("— log."), line.hasSuffix("="), let character = line.dropLast().last?.asciiValue else {
                return String(line)
            }
            return line.dropLast(2) + String(UnicodeScalar(character + 1)) + "="
        }.joined(separator: "\n")
    }
}
