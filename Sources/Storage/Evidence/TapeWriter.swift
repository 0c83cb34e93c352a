/// Writes a canonical tape archive (POSIX.1-2017 pax, ustar interchange format): plain files with one owner, mode and time, padded with
/// zeros, so that the same files are the same bytes wherever they are written.
struct TapeWriter {
    private(set) var bytes: [UInt8] = []

    private static let block = 512

    /// - Parameter name: at most 100 bytes of lower-case letters, digits, `-`, `.` and `/`.
    mutating func add(_ name: String, _ content: [UInt8]) {
        precondition(name.utf8.count <= 100, "names of evidence files are short")
        var header = [UInt8](repeating: 0, count: Self.block)
        func put(_ text: String, at place: Int) { header.replaceSubrange(place..<place + text.utf8.count, with: text.utf8) }
        put(name, at: 0)
        put("0000644", at: 100)  // mode
        put("0000000", at: 108)  // user
        put("0000000", at: 116)  // group
        put(Self.octal(content.count, 11), at: 124)
        put("00000000000", at: 136)  // time
        put("        ", at: 148)  // the sum is taken with spaces in its own place
        put("0", at: 156)  // a plain file
        put("ustar", at: 257)
        put("00", at: 263)
        put("0000000", at: 329)
        put("0000000", at: 337)
        put(Self.octal(header.reduce(0) { $0 + Int($1) }, 6) + "\0 ", at: 148)
        bytes += header
        bytes += content
        bytes += [UInt8](repeating: 0, count: (Self.block - content.count % Self.block) % Self.block)
    }

    mutating func end() { bytes += [UInt8](repeating: 0, count: 2 * Self.block) }

    private static func octal(_ value: Int, _ digits: Int) -> String {
        let text = String(value, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}
