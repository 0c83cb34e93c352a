/// Turns a log's entries into the files of an export folder; writing them is the caller's part.
public enum LogExport {
    /// Hands out tiles, bundles, the verifier key and, last of all, the checkpoint.
    ///
    /// The checkpoint's signature is checked first. When the entries do not lead to its head, the checkpoint is never handed out,
    /// so that a folder without one is an export that failed.
    public static func write<Failure: Error>(
        entries: some Sequence<[UInt8]>, checkpoint note: SignedNote, log: KeyRing,
        emit: (ExportFile) throws(Failure) -> Void
    ) throws(LogExportError<Failure>) {
        var iterator = entries.makeIterator()
        try write(next: { () throws(Failure) in iterator.next() }, checkpoint: note, log: log, emit: emit)
    }

    /// The same from a source that may fail, such as a database; it gives nil after the last entry.
    public static func write<Failure: Error>(
        next: () throws(Failure) -> [UInt8]?, checkpoint note: SignedNote, log: KeyRing,
        emit: (ExportFile) throws(Failure) -> Void
    ) throws(LogExportError<Failure>) {
        let opened: VerifiedCheckpoint
        do { opened = try VerifiedCheckpoint(note, log: log) } catch { throw .checkpoint(error) }
        let head = opened.checkpoint.head
        func emitTile(_ file: TileFile) throws(Failure) {
            try emit(ExportFile(path: file.path.description, bytes: file.bytes))
        }
        var tiles = TileWriter()
        while true {
            let entry: [UInt8]?
            do { entry = try next() } catch { throw .source(error) }
            guard let entry else { break }
            guard tiles.size < head.size else { throw .tiles(.wrongRoot) }
            do {
                try tiles.append(entry, emit: emitTile)
            } catch {
                switch error {
                case .tiles(let error): throw .tiles(error)
                case .emit(let error): throw .emit(error)
                }
            }
        }
        guard tiles.frontier.head == head else { throw .tiles(.wrongRoot) }
        do {
            for file in tiles.partialFiles() { try emitTile(file) }
            // Of two keys the older: whoever has pinned it needs no other.
            try emit(.verifierKey(opened.signers[0]))
            try emit(.checkpoint(note))
        } catch { throw .emit(error) }
    }
}

/// Why an export stopped.
public enum LogExportError<Failure: Error>: Error {
    /// The checkpoint is not this log's.
    case checkpoint(NoteError)
    /// The entries are not those of the checkpoint.
    case tiles(TileError)
    /// The next entry could not be read.
    case source(Failure)
    /// A file could not be written.
    case emit(Failure)
}
