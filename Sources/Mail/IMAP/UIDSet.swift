/// UIDs as IMAP writes sets of them, in pieces short enough for a command line (RFC 7162 section 4 advises 8192 octets).
enum UIDSet {
    static func pieces(_ uids: some Collection<UInt32>, limit: Int = 6000) -> [String] {
        var pieces: [String] = []
        var piece = ""
        var ranges: [ClosedRange<UInt32>] = []
        for uid in Set(uids).sorted() where uid > 0 {
            if let last = ranges.last, last.upperBound + 1 == uid {
                ranges[ranges.count - 1] = last.lowerBound...uid
            } else {
                ranges.append(uid...uid)
            }
        }
        for range in ranges {
            let text = range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound):\(range.upperBound)"
            if piece.utf8.count + text.utf8.count + 1 > limit {
                pieces.append(piece)
                piece = ""
            }
            piece += piece.isEmpty ? text : "," + text
        }
        return piece.isEmpty ? pieces : pieces + [piece]
    }
}
