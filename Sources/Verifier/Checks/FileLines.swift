/// The lines of a file of any length, one at a time.
struct FileLines {
    enum Line {
        /// A line without its LF, and where it begins.
        case whole([UInt8], offset: Int)
        /// Longer than a line may be; it was skipped.
        case tooLong(offset: Int)
        /// What follows the last LF.
        case unended(offset: Int)
    }

    private let files: ExportFiles
    private let path: String
    private var chunk = [UInt8](repeating: 0, count: 1 << 18)
    private var filled = 0
    private var position = 0
    private var fileOffset = 0

    init(_ files: ExportFiles, path: String) {
        self.files = files
        self.path = path
    }

    /// False if the file is not there.
    mutating func open() throws(FileFault) -> Bool { try refill() }

    /// The next line; nil at the end.
    mutating func next() throws(FileFault) -> Line? {
        let start = fileOffset - filled + position
        var line: [UInt8] = []
        var isTooLong = false
        while true {
            if position == filled {
                _ = try refill()
                guard filled > 0 else {
                    return fileOffset == start ? nil : isTooLong ? .tooLong(offset: start) : .unended(offset: start)
                }
            }
            let end = chunk[position..<filled].firstIndex(of: UInt8(ascii: "\n"))
            let piece = chunk[position..<(end ?? filled)]
            if line.count + piece.count > DisclosureLine.longest {
                isTooLong = true
                line = []
            } else if !isTooLong {
                line += piece
            }
            position = end.map { $0 + 1 } ?? filled
            if end != nil { return isTooLong ? .tooLong(offset: start) : .whole(line, offset: start) }
        }
    }

    private mutating func refill() throws(FileFault) -> Bool {
        let part = try files.read(path, at: fileOffset, into: &chunk)
        position = 0
        filled = part?.copied ?? 0
        fileOffset += filled
        return part != nil
    }
}
