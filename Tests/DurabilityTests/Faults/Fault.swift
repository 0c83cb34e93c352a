/// One call that fails once, or is the last that its process makes (`Tests/PowerCut/fault.c`).
struct Fault: Sendable, CustomStringConvertible {
    enum Call: String, Sendable, CaseIterable { case write, sync, rename, close, truncate, remove, create, mkdir }
    enum Way: String, Sendable {
        case error = "EIO"
        case full = "ENOSPC"
        /// A write writes half of its bytes, and says so.
        case short = "SHORT"
        /// The same, and the next write to the file finds the disk full: what a disk does whose last room is taken.
        case spent = "SPENT"
        /// The process dies before it.
        case killedBefore = "KILL"
        /// Half is written, or something else is done, and the process dies.
        case killedAmid = "TORN"

        var kills: Bool { self == .killedBefore || self == .killedAmid }
    }
    var call: Call
    /// The file's path under the watched folder; numbers in it are written as #.
    var file: String
    /// Which of its calls, counted from 1.
    var at: Int
    var way: Way

    var description: String { "\(way.rawValue) at \(call) \(at) of \(file)" }

    var environment: [String: String] {
        ["FAULT_CALL": call.rawValue, "FAULT_FILE": file, "FAULT_AT": "\(at)", "FAULT_HOW": way.rawValue]
    }

    /// How each call is known to fail: only what is written can be half done.
    static func ways(of call: Call) -> [Way] {
        switch call {
        case .write: [.error, .killedAmid, .full, .killedBefore, .short, .spent]
        // A file system may look for room as late as when a file is synced.
        case .sync, .rename, .create, .mkdir: [.error, .killedAmid, .full, .killedBefore]
        case .truncate, .remove: [.error, .killedAmid, .killedBefore]
        case .close: [.error, .killedBefore]
        }
    }

    /// Faults spread over everything that was counted: each kind of call of each file first once, then again elsewhere, then once more.
    /// - Parameter most: nil for every fault there is.
    static func spread(over counts: [CallCounts.Row], atMost most: Int?) -> [Fault] {
        var lists = counts.map { row in
            let ways = ways(of: row.call)
            // The places from the middle outwards, halving what is between them; each with the ways in turn.
            return halving(row.count).enumerated().flatMap { round, at in
                ways.indices.map { Fault(call: row.call, file: row.file, at: at, way: ways[(round + $0) % ways.count]) }
            }
        }
        // What is only shared memory comes last.
        let late = lists.filter { $0.first?.file.hasSuffix("-shm") == true }
        lists.removeAll { $0.first?.file.hasSuffix("-shm") == true }
        let all = interleaved(lists) + interleaved(late)
        return most.map { Array(all.prefix($0)) } ?? all
    }

    /// The first of each list, then the second of each.
    private static func interleaved(_ lists: [[Fault]]) -> [Fault] {
        (0..<(lists.map(\.count).max() ?? 0)).flatMap { place in lists.compactMap { place < $0.count ? $0[place] : nil } }
    }

    /// 1 to the count, the middle first, then the middles of both halves, and so on.
    private static func halving(_ count: Int) -> [Int] {
        var order: [Int] = []
        var ranges = [1..<(count + 1)][...]
        while let range = ranges.popFirst() {
            guard !range.isEmpty else { continue }
            let middle = (range.lowerBound + range.upperBound) / 2
            order.append(middle)
            ranges.append(range.lowerBound..<middle)
            ranges.append((middle + 1)..<range.upperBound)
        }
        return order
    }
}
