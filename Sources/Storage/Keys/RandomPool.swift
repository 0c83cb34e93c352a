/// Random bytes drawn from the kernel a page at a time, for one thread that needs a few for every entry.
final class RandomPool {
    private var bytes = [UInt8](repeating: 0, count: 4_096)
    private var used = 4_096

    deinit { erase(&bytes) }

    /// So many, at most a page; they are forgotten here as they are given out.
    func take(_ count: Int) throws(KeyError) -> [UInt8] {
        if used + count > bytes.count {
            try fillRandom(&bytes)
            used = 0
        }
        let taken = Array(bytes[used..<used + count])
        for place in used..<used + count { bytes[place] = 0 }
        used += count
        return taken
    }
}
