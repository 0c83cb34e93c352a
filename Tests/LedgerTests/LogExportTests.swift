import Testing

@testable import Ledger

@Suite struct LogExportTests {
    struct DiskFull: Error {}

    private func key() throws -> SigningKey {
        try #require(SigningKey(name: try keyName("log.example.com/audit"), seed: [UInt8](repeating: 3, count: 32)))
    }

    private func log(_ count: Int) throws -> (entries: [[UInt8]], note: SignedNote, key: SigningKey) {
        let key = try key()
        let entries = (0..<count).map { bytes("entry \($0)") }
        var edge = Frontier()
        for entry in entries { edge.append(.ofLeaf(entry)) }
        return (entries, try Checkpoint(origin: key.verifierKey.name, head: edge.head).signed(by: key), key)
    }

    @Test func theFolderIsWholeAndTheCheckpointComesLast() throws {
        for count in [0, 1, 256, 300] {
            let (entries, note, key) = try log(count)
            var files: [ExportFile] = []
            try LogExport.write(entries: entries, checkpoint: note, log: KeyRing(key.verifierKey)) { files.append($0) }
            #expect(files.last == ExportFile(path: "checkpoint", bytes: note.encode()))
            #expect(files.dropLast().last == ExportFile(path: "keys/log.vkey", bytes: bytes(key.verifierKey.line + "\n")))
            #expect(Set(files.map(\.path)).count == files.count)
            let read = files.filter { $0.path.hasPrefix("tile/entries/") }.flatMap { file in
                TilePath(parsing: file.path).flatMap { EntryBundle.entries(in: file.bytes, count: $0.width) } ?? []
            }
            #expect(read == entries)
        }
    }

    @Test func entriesThatAreNotTheCheckpointsLeaveNoCheckpoint() throws {
        let (entries, note, key) = try log(300)
        var swapped = entries
        swapped.swapAt(7, 8)
        for wrong in [Array(entries.dropLast()), entries + [[1]], swapped, []] {
            var paths: [String] = []
            #expect(throws: LogExportError<Never>.self) {
                try LogExport.write(entries: wrong, checkpoint: note, log: KeyRing(key.verifierKey)) { (file: ExportFile) throws(Never) in
                    paths.append(file.path)
                }
            }
            #expect(!paths.contains("checkpoint"))
        }
        let stranger = try VerifierKey(parsing: Vectors.log().log_vkey)
        #expect(throws: LogExportError<Never>.self) {
            try LogExport.write(entries: entries, checkpoint: note, log: KeyRing(stranger)) { (_: ExportFile) throws(Never) in }
        }
        #expect(throws: LogExportError<DiskFull>.self) {
            try LogExport.write(entries: entries, checkpoint: note, log: KeyRing(key.verifierKey)) { (file: ExportFile) throws(DiskFull) in
                if file.path == "tile/0/000" { throw DiskFull() }
            }
        }
    }

    @Test func termsAreNamedByHash() {
        let terms = ExportFile.terms(bytes("abc"))
        #expect(terms.path == "terms/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
}
