import FoundationEssentials
import Glibc

/// What `libfault` counted: calls that change files, by call and file, and who met the fault.
struct CallCounts {
    struct Row: Sendable, CustomStringConvertible {
        var call: Fault.Call
        var file: String
        var count: Int

        var description: String { "\(count) \(call) of \(file)" }
    }
    let rows: [Row]
    /// The process that met the fault; nil if nobody did.
    let met: pid_t?

    private static let nameBytes = 96
    private static let rowBytes = 104
    private static let rowCount = 4_096
    /// After the lock that the processes share.
    private static let metStart = 64
    private static let rowsStart = 72

    /// - Parameter path: the library's file: a lock, two words of four bytes, then rows of a name, a call and a count.
    init(reading path: String) throws {
        guard let data = FileManager.default.contents(atPath: path), data.count >= Self.rowsStart + Self.rowBytes * Self.rowCount else {
            throw StageError("nothing was counted: is the library loaded?")
        }
        let bytes = Array(data)
        func word(_ place: Int) -> Int { (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) } }
        met = word(Self.metStart) == 0 ? nil : pid_t(word(Self.metStart))
        var rows: [Row] = []
        for index in 0..<Self.rowCount {
            let start = Self.rowsStart + index * Self.rowBytes
            let name = bytes[start..<(start + Self.nameBytes)].prefix { $0 != 0 }
            guard !name.isEmpty else { break }
            rows.append(
                Row(
                    call: Fault.Call.allCases[word(start + Self.nameBytes)], file: String(decoding: name, as: UTF8.self),
                    count: word(start + Self.nameBytes + 4)))
        }
        self.rows = rows
    }
}
