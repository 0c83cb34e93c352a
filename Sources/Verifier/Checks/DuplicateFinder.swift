import Glibc

/// Finds event identifiers that occur twice in a log of any length: sorted runs in memory, then in one temporary file, then merged.
///
/// Kept are a secret 64-bit hash of the identifier and its index. Equal identifiers have equal hashes; unequal ones that share a
/// hash are told apart by whoever looks the entries up.
final class DuplicateFinder {
    struct Record: BitwiseCopyable {
        var hash: UInt64
        var index: UInt64
    }

    /// 4 MB, twice.
    static let standardCapacity = 1 << 18

    private let mix = SecretMix()
    private let folder: String
    private let records: UnsafeMutableBufferPointer<Record>
    private let sorted: UnsafeMutableBufferPointer<Record>
    private var filled = 0
    private var runs: [Int] = []
    private var file: Int32 = -1

    /// Holds `capacity` records of 16 bytes twice in memory; more go into a file without a name in `folder`.
    init(folder: String, capacity: Int = standardCapacity) {
        self.folder = folder
        records = .allocate(capacity: capacity)
        sorted = .allocate(capacity: capacity)
    }

    deinit {
        records.deallocate()
        sorted.deallocate()
        if file >= 0 { close(file) }
    }

    func add(_ event: RandomID, at index: UInt64) throws(FileFault) {
        if filled == records.count { try spill() }
        records[filled] = Record(hash: mix.hash(event), index: index)
        filled += 1
    }

    /// How much of it lies in the temporary folder.
    private(set) var spilledBytes: UInt64 = 0

    /// The indices of each set of records that share a hash, ascending; at most `most` sets.
    func finish(most: Int) throws(FileFault) -> [[UInt64]] {
        var groups = Groups(most: most)
        if runs.isEmpty {
            sort()
            for record in sorted[..<filled] { groups.take(record) }
        } else {
            if filled > 0 { try spill() }
            try merge(into: &groups)
        }
        return groups.finished()
    }

    private func spill() throws(FileFault) {
        if file < 0 { file = try Self.temporaryFile(in: folder) }
        sort()
        var written = 0
        let bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(sorted)[..<(filled * MemoryLayout<Record>.stride)])
        while written < bytes.count {
            let count = write(file, bytes.baseAddress.unsafelyUnwrapped + written, bytes.count - written)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw FileFault(path: folder, reason: "cannot write a temporary file: " + String(cString: strerror(errno)))
            }
            written += count
        }
        spilledBytes += UInt64(bytes.count)
        runs.append(filled)
        filled = 0
    }

    /// Puts the records into `sorted`. The hashes are spread evenly, so a scatter by their top bits leaves next to nothing to sort.
    private func sort() {
        let bits = max(0, Int.bitWidth - filled.leadingZeroBitCount - 5)
        let shift = UInt64(64 - bits)
        var ends = [Int](repeating: 0, count: 1 << bits)
        ends.withUnsafeMutableBufferPointer { ends in
            // A shift by 64 gives 0, which is the one bucket there is then.
            for record in records[..<filled] { ends[Int(truncatingIfNeeded: record.hash >> shift)] += 1 }
            var sum = 0
            for bucket in ends.indices {
                let start = sum
                sum += ends[bucket]
                ends[bucket] = start
            }
            for record in records[..<filled] {
                let bucket = Int(truncatingIfNeeded: record.hash >> shift)
                sorted[ends[bucket]] = record
                ends[bucket] += 1
            }
            var start = 0
            for end in ends {
                // Records were added in ascending index and the scatter keeps that, so equal hashes stay in order.
                for position in start..<end {
                    let record = sorted[position]
                    var place = position
                    while place > start, sorted[place - 1].hash > record.hash {
                        sorted[place] = sorted[place - 1]
                        place -= 1
                    }
                    sorted[place] = record
                }
                start = end
            }
        }
    }

    private func merge(into groups: inout Groups) throws(FileFault) {
        // The two buffers are free now; the runs share one of them.
        let share = max(1, records.count / runs.count)
        var readers: [RunReader] = []
        var start = 0
        for length in runs {
            let buffer = UnsafeMutableBufferPointer<Record>.allocate(capacity: share)
            readers.append(RunReader(file: file, next: start, end: start + length, buffer: buffer))
            start += length
        }
        defer { for reader in readers { reader.buffer.deallocate() } }
        var heap: [Int] = []
        for run in readers.indices where try readers[run].fill(folder) {
            heap.append(run)
            var child = heap.count - 1
            while child > 0, readers[heap[child]].precedes(readers[heap[(child - 1) / 2]]) {
                heap.swapAt(child, (child - 1) / 2)
                child = (child - 1) / 2
            }
        }
        while let run = heap.first {
            groups.take(readers[run].head)
            readers[run].position += 1
            if readers[run].position == readers[run].filled, !(try readers[run].fill(folder)) {
                heap[0] = heap[heap.count - 1]
                heap.removeLast()
            }
            var parent = 0
            while true {
                var least = parent
                for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
                    if readers[heap[child]].precedes(readers[heap[least]]) { least = child }
                }
                if least == parent { break }
                heap.swapAt(parent, least)
                parent = least
            }
        }
    }

    private static func temporaryFile(in folder: String) throws(FileFault) -> Int32 {
        var template = Array((folder + "/parley-verify-XXXXXX").utf8CString)
        let file = mkstemp(&template)
        guard file >= 0 else {
            throw FileFault(path: folder, reason: "cannot create a temporary file: " + String(cString: strerror(errno)))
        }
        // Without a name it is gone when the process is, however that ends.
        unlink(template)
        return file
    }
}

/// One sorted run in the file, read piece by piece.
private struct RunReader {
    let file: Int32
    var next: Int
    let end: Int
    let buffer: UnsafeMutableBufferPointer<DuplicateFinder.Record>
    var position = 0
    var filled = 0

    var head: DuplicateFinder.Record { buffer[position] }

    func precedes(_ other: RunReader) -> Bool { (head.hash, head.index) < (other.head.hash, other.head.index) }

    /// Reads the next piece; false at the end of the run.
    mutating func fill(_ folder: String) throws(FileFault) -> Bool {
        let stride = MemoryLayout<DuplicateFinder.Record>.stride
        let wanted = min(buffer.count, end - next)
        position = 0
        filled = wanted
        guard wanted > 0 else { return false }
        var copied = 0
        while copied < wanted * stride {
            let target = UnsafeMutableRawPointer(buffer.baseAddress.unsafelyUnwrapped) + copied
            let count = pread(file, target, wanted * stride - copied, off_t(next * stride + copied))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FileFault(path: folder, reason: "cannot read the temporary file back") }
            copied += count
        }
        next += wanted
        return true
    }
}

/// Collects the records, which come in ascending order, into sets with one hash.
private struct Groups {
    // Whoever repeats one identifier without end must not fill the memory.
    private static let mostInOne = 1024

    private let most: Int
    private var found: [[UInt64]] = []
    private var newest = DuplicateFinder.Record(hash: 0, index: .max)
    private var open: [UInt64] = []

    init(most: Int) { self.most = most }

    @inline(__always)
    mutating func take(_ record: DuplicateFinder.Record) {
        if record.hash == newest.hash, newest.index != .max {
            if open.isEmpty { open.append(newest.index) }
            if open.count < Self.mostInOne { open.append(record.index) }
        } else if !open.isEmpty {
            close()
        }
        newest = record
    }

    mutating func finished() -> [[UInt64]] {
        close()
        return found
    }

    private mutating func close() {
        if open.count > 1, found.count < most { found.append(open) }
        open.removeAll()
    }
}
