import Ledger
import Testing

@testable import Verifier

/// Two parsers that share no line must accept and refuse the same bytes: what one takes for a ledger and the other does not would
/// be a way past the verifier.
@Suite struct AgreementTests {
    /// What both read, and whether each accepts given bytes.
    struct Format: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let seeds: [[UInt8]]
        let ledger: @Sendable ([UInt8]) -> Bool
        let verifier: @Sendable ([UInt8]) -> Bool
    }

    static let formats: [Format] = [
        Format(
            testDescription: "notes",
            seeds: [
                Array(Vectors.shared.checkpoint8Cosigned.utf8), Array("a\n\nb\n\n— a AAAAAAAA\n— é AAAAAAA=\n".utf8),
                Array((NoteTests.neumannText + "\n" + NoteTests.neumannLine + NoteTests.enochLine).utf8),
                Array(("text\n\n" + (0..<20).map { "— key\($0) AAAAAAAA\n" }.joined()).utf8),
            ],
            ledger: { (try? SignedNote(parsing: $0)) != nil }, verifier: { (try? OpenedNote($0)) != nil }),
        Format(
            testDescription: "checkpoints",
            seeds: [Vectors.shared.checkpoint0, Vectors.shared.checkpoint3, Vectors.shared.checkpoint8].map { note in
                Array(note.split(separator: "\n").prefix(3).map { $0 + "\n" }.joined().utf8)
            } + [Array("lög\n9223372036854775807\n\([UInt8](repeating: 1, count: 32).base64)\nmöre\n".utf8)],
            ledger: { (try? Checkpoint(parsing: $0)) != nil }, verifier: { (try? OpenedCheckpoint(text: $0)) != nil }),
        Format(
            testDescription: "keys",
            seeds: [
                Vectors.shared.logKey, Vectors.shared.witnessKey, Vectors.shared.postQuantumKey, NoteTests.neumannKey, NoteTests.enochKey,
            ].map {
                Array($0.utf8)
            },
            ledger: { bytes in String(validating: bytes, as: UTF8.self).map { (try? VerifierKey(parsing: $0)) != nil } ?? false },
            verifier: { (try? VerifyingKey(bytes: $0)) != nil }),
        Format(
            testDescription: "proofs",
            seeds: [Array(Vectors.shared.proof5of8.utf8)]
                + ((try? (0..<4).map { index in
                    try ProofTests.proof(WrittenLog.honest(4), index, extra: index == 1 ? "extra AAAA\n" : "")
                }) ?? []),
            ledger: { (try? LogProof(parsing: $0)) != nil },
            // The writer's parser opens the enclosed note at once.
            verifier: { bytes in (try? ProofFile(bytes)).flatMap { try? OpenedNote($0.checkpoint) } != nil }),
        Format(
            testDescription: "leaves", seeds: WrittenLog.honest(12).entries + clockLeaves,
            ledger: { (try? Leaf(decoding: $0)) != nil }, verifier: { (try? LeafRecord($0)) != nil }),
        Format(
            testDescription: "bundles",
            seeds: [
                [UInt8](hex: Vectors.shared.bundle3),
                Array(WrittenLog.honest(3).entries.map { UInt16($0.count).octets + $0 }.joined()),
            ],
            ledger: { Ledger.EntryBundle.entries(in: $0, count: 3) != nil },
            verifier: { bytes in
                var bundle = Verifier.EntryBundle()
                return (try? bytes.withUnsafeBytes { try bundle.read($0, count: 3) }) != nil
            }),
        Format(
            testDescription: "tile paths",
            seeds: ["tile/0/x001/x234/067", "tile/entries/000.p/17", "tile/63/999", "tile/5/x123/456.p/255"].map { Array($0.utf8) },
            ledger: { TilePath(parsing: String(decoding: $0, as: UTF8.self)) != nil },
            verifier: { (try? TileName(path: String(decoding: $0, as: UTF8.self))) != nil }),
        Format(
            testDescription: "edges of trees", seeds: (0..<9).map { size in edge(size).serialised },
            ledger: { Frontier(decoding: $0) != nil }, verifier: { (try? RootAccumulator(serialised: $0)) != nil }),
        Format(
            testDescription: "witness policies",
            seeds: [
                Array(
                    "witness a \(Vectors.shared.witnessKey) url\nwitness b \(WrittenLog.witnesses[1].vkey)\ngroup g 1 a b\n# x\nquorum g\n"
                        .utf8),
                Array("log \(Vectors.shared.logKey)\nquorum none\n".utf8),
            ],
            ledger: { (try? Ledger.WitnessPolicy(parsing: $0)) != nil }, verifier: { (try? Verifier.WitnessPolicy($0)) != nil }),
        Format(
            testDescription: "base64", seeds: (0..<12).map { Array(SplitMixBytes.make($0).base64.utf8) },
            ledger: { Base64.decode($0) != nil }, verifier: { (try? Base64Text.decode($0[...])) != nil }),
    ]

    @Test(arguments: formats)
    func writerAndVerifierAcceptTheSameBytes(format: Format) {
        for seed in format.seeds where format.testDescription != "keys" { #expect(format.ledger(seed) && format.verifier(seed)) }
        var random = SplitMix(1234)
        var disagreements: [String] = []
        for round in 0..<1500 {
            let bytes = Self.damaged(format.seeds[round % format.seeds.count], &random)
            if format.ledger(bytes) != format.verifier(bytes) {
                disagreements.append(
                    "the writer \(format.ledger(bytes) ? "accepts" : "refuses") \(String(decoding: bytes, as: UTF8.self).debugDescription)")
            }
        }
        // Every single bit of the first seed as well.
        for position in (format.seeds.first ?? []).indices {
            for bit in 0..<8 {
                var bytes = format.seeds[0]
                bytes[position] ^= 1 << UInt8(bit)
                if format.ledger(bytes) != format.verifier(bytes) { disagreements.append("byte \(position), bit \(bit)") }
            }
        }
        #expect(disagreements.isEmpty, "\(disagreements.prefix(5))")
    }

    @Test func bothReadTheSameOutOfALeaf() throws {
        for entry in WrittenLog.honest(40).entries + Self.clockLeaves {
            let written = try Leaf(decoding: entry)
            let read = try LeafRecord(entry)
            #expect(written.encode() == entry)
            #expect(written.commandType == read.commandType && written.recordedTime == read.recorded && written.sourceTime == read.source)
            #expect(
                written.channelKind == read.channel.rawValue && written.decision == read.decision.rawValue && written.terms == read.terms)
            #expect(written.eventID.bytes == read.event.bytes && written.subject?.bytes == read.subject?.bytes)
            #expect(written.commitments.hash.bytes == read.commitmentRoot.bytes && Int(written.commitments.fieldCount) == read.fieldCount)
            #expect(written.streams.map(\.id.bytes) == read.streams.map(\.id.bytes))
            #expect(written.streams.map(\.kind.rawValue) == read.streams.map(\.kind.rawValue))
            #expect(written.streams.map(\.position.sequence) == read.streams.map(\.sequence))
            #expect(written.streams.map(\.position.previous) == read.streams.map(\.previous))
            #expect((written.clock?.operation.rawValue ?? 0) == read.clock.operation.rawValue)
            #expect((written.clock?.reading?.resolved ?? 0) == read.clock.resolved)
        }
    }

    @Test func bothComputeTheSameRootsAndContinueEachOther() throws {
        var frontier = Frontier()
        var tree = RootAccumulator()
        for entry in WrittenLog.honest(70).entries {
            frontier.append(Hash.ofLeaf(entry))
            tree.append(leaf: entry)
            #expect(frontier.root.bytes == tree.root.bytes)
            #expect(frontier.encode() == tree.serialised)
            #expect(try RootAccumulator(size: frontier.size, compactRange: frontier.subtrees.compactMap { TreeDigest($0.bytes) }) == tree)
        }
    }

    @Test func proofsOfTheWriterVerify() throws {
        let hashes = WrittenLog.honest(33).entries.map { Hash.ofLeaf($0) }
        func subtree(_ level: Int, _ index: UInt64) -> Hash {
            if level == 0 { return hashes[Int(index)] }
            return Hash.ofNode(subtree(level - 1, 2 * index), subtree(level - 1, 2 * index + 1))
        }
        func digest(_ hash: Hash) throws -> TreeDigest { try #require(TreeDigest(hash.bytes)) }
        func root(_ size: Int) throws -> TreeDigest { try #require(TreeDigest(Naive.root(hashes: hashes[..<size].map(\.bytes)[...]))) }
        for size in 1...33 {
            let newRoot = try root(size)
            for index in 0..<size {
                let proof = try #require(InclusionProof.build(index: UInt64(index), size: UInt64(size), subtree: subtree))
                let leafHash = try digest(hashes[index])
                let path = try proof.hashes.map(digest)
                #expect(ProofChecks.includes(leafHash: leafHash, index: UInt64(index), size: UInt64(size), path: path, root: newRoot))
                let consistency = try #require(ConsistencyProof.build(from: UInt64(index + 1), to: UInt64(size), subtree: subtree))
                let steps = try consistency.hashes.map(digest)
                let oldRoot = try root(index + 1)
                #expect(
                    ProofChecks.isConsistent(
                        oldSize: UInt64(index + 1), oldRoot: oldRoot, newSize: UInt64(size), newRoot: newRoot, path: steps))
            }
        }
    }

    @Test(arguments: [0, 1, 255, 256, 257, 520])
    func anExportOfTheWriterVerifies(size: Int) throws {
        let log = size == 0 ? WrittenLog() : WrittenLog.honest(size)
        let name = try Self.name(WrittenLog.origin)
        let key = try #require(SigningKey(name: name, seed: (0..<32).map { UInt8($0) }))
        var frontier = Frontier()
        for entry in log.entries { frontier.append(Hash.ofLeaf(entry)) }
        let note = try Checkpoint(origin: name, head: frontier.head).signed(by: key)
        var export = WrittenExport(files: [:])
        try LogExport.write(entries: log.entries, checkpoint: note, log: KeyRing(key.verifierKey)) { export.files[$0.path] = $0.bytes }
        for terms in log.terms {
            let file = ExportFile.terms(terms)
            export.files[file.path] = file.bytes
        }
        export.files[ExportFile.disclosuresPath] = Array(log.disclosures.joined().utf8)
        let report = ExportVerificationTests.pinned.verify(export.reading)
        #expect(report.verified && report.findings.isEmpty, "\(report.findings)")
        #expect(export.files == (try log.export()).files)
    }

    @Test func cosignaturesOfTheWriterAreValid() throws {
        let name = try Self.name("witness.example.com/w9")
        let witness = try #require(WitnessKey(name: name, seed: [UInt8](repeating: 4, count: 32)))
        let note = try SignedNote(parsing: WrittenLog.honest(3).checkpoint())
        let checkpoint = try Checkpoint(parsing: note.text)
        let cosigned = try note.adding(witness.cosign(checkpoint, time: 1_700_000_000))
        let opened = try OpenedNote(cosigned.encode())
        #expect(opened.cosignature(by: try VerifyingKey(witness.verifierKey.line)) == .valid(Cosignature(time: 1_700_000_000)))
        #expect(opened.standing(of: try WrittenLog.signer.verifying) == .valid)
    }

    private static func name(_ text: String) throws -> Ledger.KeyName {
        // Spelt in two steps: the macro cannot look into a module's name.
        let name: Ledger.KeyName? = .init(text)
        return try #require(name)
    }

    // MARK: Seeds

    /// Leaves with every clock operation, actor kind and edge that the ordinary ones lack.
    static let clockLeaves: [[UInt8]] = (0...8).flatMap { (operation: UInt8) in
        (0...4).map { (actor: UInt8) in
            var leaf = WrittenLeaf()
            leaf.clockOperation = operation
            if operation != 0, operation < 5 || actor % 2 == 0 {
                leaf.clockBasis = 1 + actor % 2
                leaf.target = 3600
                leaf.turnStart = leaf.recorded - 10
                leaf.resolved = leaf.recorded + 3_600_000
            }
            leaf.actorKind = actor
            if actor == 1 { leaf.actor = [UInt8](repeating: 0, count: 28) + UInt32(actor).octets }
            if actor == 0 { leaf.actor = [UInt8](repeating: 0, count: 32) }
            leaf.decision = operation
            return leaf.bytes
        }
    }

    private static func edge(_ size: Int) -> RootAccumulator {
        var tree = RootAccumulator()
        for number in 0..<size { tree.append(leaf: [UInt8(number)]) }
        return tree
    }

    private static func damaged(_ seed: [UInt8], _ random: inout SplitMix) -> [UInt8] {
        var bytes = seed
        for _ in 0...(random.next() % 3) {
            let place = bytes.isEmpty ? 0 : Int(random.next() % UInt64(bytes.count))
            let end = min(bytes.count, place + Int(random.next() % 6) + 1)
            switch random.next() % 8 {
            case 0: if !bytes.isEmpty { bytes[place] = UInt8(truncatingIfNeeded: random.next()) }
            case 1: if !bytes.isEmpty { bytes.removeSubrange(place..<end) }
            case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 3: bytes = Array(bytes.prefix(place))
            case 4: bytes.insert(Array("\n =+/x0\0.p— ".utf8).randomElement(using: &random) ?? 0, at: place)
            case 5: if !bytes.isEmpty { bytes[place] = Array("\n =+/x019.p".utf8).randomElement(using: &random) ?? 0 }
            case 6: if !bytes.isEmpty { bytes[place] ^= 1 << UInt8(random.next() % 8) }
            default: if bytes.count > 1 { bytes.swapAt(place, Int(random.next() % UInt64(bytes.count))) }
            }
        }
        return bytes
    }
}

private enum SplitMixBytes {
    static func make(_ count: Int) -> [UInt8] {
        var random = SplitMix(UInt64(count))
        return random.bytes(count)
    }
}
