import FoundationEssentials
import Glibc

/// Looks for a number in every file of a folder, in every spelling that a program may have written it in.
struct DiskSearch {
    private let needles: [[UInt8]]

    /// - Parameter number: digits and whatever stands between them, as somebody typed it.
    init(_ number: String) {
        let digits = number.filter(\.isNumber)
        var spellings = [
            number, digits, number.replacing(" ", with: "%20"), number.replacing(" ", with: "+"), number.replacing(" ", with: "-"),
        ]
        // Any nine digits in a row.
        for start in 0...(digits.count - 9) { spellings.append(String(digits.dropFirst(start).prefix(9))) }
        var needles = spellings.map { Array($0.utf8) }
        for spelling in [number, digits] {
            needles.append(spelling.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] })
            // Three ways of standing in base 64, without the ends that depend on the neighbours.
            for shift in 0..<3 {
                let padded = Data(repeating: 0x20, count: shift) + Data(spelling.utf8)
                needles.append(Array(padded.base64EncodedString().utf8.dropFirst(shift == 0 ? 0 : 4).dropLast(4)))
            }
        }
        self.needles = needles
    }

    /// Files that hold it, and how many bytes were read.
    func run(in folder: String) throws -> (files: [String], bytes: Int) {
        var found: [String] = []
        var total = 0
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            // Sockets and folders are no files; what cannot be opened as a file is skipped by its kind, not by an error.
            guard let data = FileManager.default.contents(atPath: folder + "/" + path) else { continue }
            total += data.count
            let bytes = Array(data)
            if needles.contains(where: { Self.contains(bytes, $0) }) { found.append(path) }
        }
        return (found, total)
    }

    static func contains(_ hay: [UInt8], _ needle: [UInt8]) -> Bool {
        guard let first = needle.first, hay.count >= needle.count else { return false }
        return hay.withUnsafeBytes { hay in
            needle.withUnsafeBytes { needle in
                var start = 0
                while start + needle.count <= hay.count, let base = hay.baseAddress, let wanted = needle.baseAddress {
                    guard let hit = memchr(base + start, Int32(first), hay.count - needle.count - start + 1) else { return false }
                    if memcmp(hit, wanted, needle.count) == 0 { return true }
                    start = UnsafeRawPointer(hit) - base + 1
                }
                return false
            }
        }
    }
}
