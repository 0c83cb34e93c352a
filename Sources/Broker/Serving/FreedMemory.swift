import Glibc

/// What becomes of memory that is given back.
enum FreedMemory {
    /// Keeps up to 64 MB of it for the next request instead of handing it to the kernel: to and fro is a call, a stop of all threads and a
    /// fault a page, several times a message.
    static func keep() {
        // Of the GNU C library; where another one is in use there is nothing to set. Its header is no part of the Glibc module.
        guard let symbol = dlsym(nil, "mallopt") else { return }
        let mallopt = unsafeBitCast(symbol, to: (@convention(c) (Int32, Int32) -> Int32).self)
        let trimThreshold: Int32 = -1  // M_TRIM_THRESHOLD
        _ = mallopt(trimThreshold, 64 << 20)
    }
}
