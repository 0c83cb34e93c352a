import Verifier

/// Reads a file of an export line by line, in memory for one line.
struct ExportLines {
    private let files: ExportFiles
    private let path: String
    private var offset = 0
    private var buffer: [UInt8] = []
    private var chunk: [UInt8]
    /// What the format of disclosures allows.
    private static let longest = 16 << 20

    init(_ files: ExportFiles, _ path: String) {
        self.files = files
        self.path = path
        chunk = [UInt8](repeating: 0, count: 1 << 18)
    }

    /// The next line without its LF; nil at the end.
    mutating func next() throws -> [UInt8]? {
        while true {
            if let end = buffer.firstIndex(of: 0x0A) {
                defer { buffer.removeFirst(end + 1) }
                return Array(buffer[..<end])
            }
            guard buffer.count <= Self.longest else { throw StorageError.damaged("\(path) has a line longer than \(Self.longest) bytes") }
            let read = files.read
            let (path, offset) = (path, offset)
            let part = try chunk.withUnsafeMutableBytes { try read(path, offset, $0) }
            guard let part, part.copied > 0 else { return nil }
            buffer += chunk[..<part.copied]
            self.offset += part.copied
        }
    }
}
