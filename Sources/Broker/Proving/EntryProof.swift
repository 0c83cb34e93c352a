import FoundationEssentials
public import Ledger
import Verifier

/// Shows with one small text that one entry is in a log, taken from an export that holds the whole of it.
public struct EntryProof: Sendable {
    public let index: UInt64
    /// The entry's bytes, as they are in the log.
    public let leaf: [UInt8]
    /// A C2SP tlog-proof.
    public let proof: LogProof

    /// Which entry is meant.
    public enum Entry: Sendable {
        case index(UInt64)
        case event(EventID)
    }

    /// - Parameter folder: an export.
    public init(_ entry: Entry, in folder: String) throws {
        let note = try SignedNote(parsing: LogKeys.file("\(folder)/\(ExportFile.checkpointPath)"))
        let checkpoint = try Checkpoint(parsing: note.text)
        let index = try Self.index(of: entry, in: folder, size: checkpoint.size)
        let bundle = index / 256
        let width = bundle == checkpoint.size / 256 ? Int(checkpoint.size % 256) : TilePath.fullWidth
        guard let path = TilePath(.entries, index: bundle, width: width) else { throw StorageError.damaged("the checkpoint's size") }
        let bytes = try LogKeys.file("\(folder)/\(path)", limit: 1 << 20)
        guard let leaf = EntryBundle.entries(in: bytes, count: width)?[Int(index % 256)] else {
            throw StorageError.damaged("\(path) of the export is not a bundle of \(width) entries")
        }
        let tree = TileTree(size: checkpoint.size) { path throws(TileError) in
            guard let bytes = try? LogKeys.file("\(folder)/\(path)") else { throw .malformed(path) }
            return bytes
        }
        guard let inclusion = try tree.inclusionProof(index: index) else { throw StorageError.damaged("the checkpoint's size") }
        // A proof that its own checkpoint does not bear out is never handed out.
        do { try inclusion.verify(leafHash: .ofLeaf(leaf), root: checkpoint.root) } catch {
            throw StorageError.damaged("the export's tiles do not lead to its checkpoint; verify the export first")
        }
        self.index = index
        self.leaf = leaf
        proof = LogProof(index: index, hashes: inclusion.hashes, note: note)
    }

    private static func index(of entry: Entry, in folder: String, size: UInt64) throws -> UInt64 {
        switch entry {
        case .index(let index):
            guard index < size else {
                throw StorageError.cannotOpen("The export ends before entry \(index): it has \(size) entries, from 0 on.")
            }
            return index
        case .event(let event):
            var leaves = ExportReader(.folder(folder), size: size).leaves()
            while let (index, leaf) = try leaves.next() {
                if leaf.event.bytes == event.bytes { return index }
            }
            throw StorageError.cannotOpen("No entry of the export has the event id \(event).")
        }
    }
}

extension EntryProof {
    /// Writes both into a folder. Files that are there already are never touched.
    public func write(to folder: String) throws -> (proof: String, leaf: String) {
        let paths = (proof: "\(folder)/entry-\(index).tlog-proof", leaf: "\(folder)/entry-\(index).leaf")
        for (path, bytes) in [(paths.proof, proof.encode()), (paths.leaf, leaf)] {
            do { try Data(bytes).write(to: URL(filePath: path), options: .withoutOverwriting) } catch {
                throw StorageError.cannotOpen("\(path) cannot be written; it may be there already.")
            }
        }
        return paths
    }
}
