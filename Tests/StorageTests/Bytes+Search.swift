import Glibc

extension [UInt8] {
    /// Whether the bytes occur in it, anywhere.
    func holds(_ needle: [UInt8]) -> Bool {
        withUnsafeBytes { (hay: UnsafeRawBufferPointer) -> Bool in
            var offset = 0
            while offset + needle.count <= hay.count {
                guard let found = memchr(hay.baseAddress! + offset, Int32(needle[0]), hay.count - offset) else { return false }
                offset = UnsafeRawPointer(found) - hay.baseAddress!
                if offset + needle.count <= hay.count, memcmp(found, needle, needle.count) == 0 { return true }
                offset += 1
            }
            return false
        }
    }
}
