import Glibc

/// Where the lines of a mail end: at CRLF, LF or CR, in any mixture.
struct Lines {
    let bytes: UnsafeRawBufferPointer

    /// The end of the line that begins at `start`, and the beginning of the next.
    func end(from start: Int, limit: Int) -> (end: Int, next: Int) {
        guard let base = bytes.baseAddress else { return (limit, limit) }
        // Looks in growing windows: looking for either sign through the whole mail, line by line, would be quadratic.
        var from = start
        var window = 128
        while from < limit {
            let to = min(limit, from + window)
            let feed = memchr(base + from, 0x0a, to - from).map { UnsafeRawPointer($0) - base } ?? to
            let end = memchr(base + from, 0x0d, feed - from).map { UnsafeRawPointer($0) - base } ?? feed
            if end < to {
                let isPair = bytes[end] == 0x0d && end + 1 < limit && bytes[end + 1] == 0x0a
                return (end, end + (isPair ? 2 : 1))
            }
            from = to
            window *= 2
        }
        return (limit, limit)
    }

    /// `end` without the line end that stands before it, but not before `start`.
    func trimmed(_ end: Int, from start: Int) -> Int {
        guard end > start else { return start }
        if bytes[end - 1] == 0x0a { return end - 1 > start && bytes[end - 2] == 0x0d ? end - 2 : end - 1 }
        return bytes[end - 1] == 0x0d ? end - 1 : end
    }
}
