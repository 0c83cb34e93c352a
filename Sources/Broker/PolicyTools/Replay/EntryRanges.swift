import Synchronization

/// Gives out the entries of a ledger in pieces to whoever asks next.
final class EntryRanges: Sendable {
    private static let pieceCount: UInt64 = 4_096
    private let size: UInt64
    private let state = Mutex<(next: UInt64, done: UInt64)>((0, 0))
    private let progress: @Sendable (UInt64, UInt64) -> Void

    init(size: UInt64, progress: @escaping @Sendable (UInt64, UInt64) -> Void) {
        self.size = size
        self.progress = progress
    }

    func next() -> Range<UInt64>? {
        state.withLock { state in
            guard state.next < size else { return nil }
            let piece = state.next..<min(size, state.next + Self.pieceCount)
            state.next = piece.upperBound
            return piece
        }
    }

    func end(_ piece: Range<UInt64>) {
        let done = state.withLock { state in
            state.done += UInt64(piece.count)
            return state.done
        }
        progress(done, size)
    }
}
