/// A canonical tape archive (POSIX.1-2017 pax, ustar interchange format): plain files only, one spelling, nothing between them.
///
/// Every header is built anew from name and length and compared with what is there, so that an archive has no place to hide a byte in:
/// owner, mode, time, padding and end are what they must be.
struct TapeArchive {
    struct File {
        let path: String
        /// Where its bytes stand in the archive.
        let range: Range<Int>
    }

    /// In the archive's order.
    let files: [File]
    let bytes: [UInt8]
    private let ranges: [String: Range<Int>]

    /// More bytes are refused.
    static let largest = 1 << 30
    /// More files are refused.
    static let mostFiles = 1 << 20

    private static let block = 512

    init(_ bytes: [UInt8]) throws(FormatError) {
        guard bytes.count <= Self.largest else { throw FormatError(.archive, at: Self.largest, "longer than an evidence file may be") }
        guard bytes.count % Self.block == 0, bytes.count >= 2 * Self.block else {
            throw FormatError(.archive, at: bytes.count, "not a whole number of blocks of 512 bytes; it was cut off or is no archive")
        }
        var files: [File] = []
        var ranges: [String: Range<Int>] = [:]
        var place = 0
        while bytes[place] != 0 {
            guard files.count < Self.mostFiles else { throw FormatError(.archive, at: place, "more files than an evidence file may have") }
            let file = try Self.file(in: bytes, at: place)
            guard ranges.updateValue(file.range, forKey: file.path) == nil else {
                throw FormatError(.archive, at: place, "a second file of one name")
            }
            let end = file.range.upperBound
            place = (end + Self.block - 1) / Self.block * Self.block
            guard place + 2 * Self.block <= bytes.count else { throw FormatError(.archive, at: end, "the archive ends inside a file") }
            guard bytes[end..<place].allSatisfy({ $0 == 0 }) else { throw FormatError(.archive, at: end, "bytes in a file's padding") }
            files.append(file)
        }
        guard bytes.count == place + 2 * Self.block, bytes[place...].allSatisfy({ $0 == 0 }) else {
            throw FormatError(.archive, at: place, "the end is two empty blocks and nothing else")
        }
        self.files = files
        self.bytes = bytes
        self.ranges = ranges
    }

    subscript(_ path: String) -> ArraySlice<UInt8>? { ranges[path].map { bytes[$0] } }

    private static func file(in bytes: [UInt8], at place: Int) throws(FormatError) -> File {
        let header = bytes[place..<place + block]
        let name = header.prefix(100).prefix { $0 != 0 }
        guard !name.isEmpty, name.allSatisfy(isPlain) else { throw FormatError(.archive, at: place, "a name that no evidence file has") }
        var length = 0
        for digit in header.dropFirst(124).prefix(11) {
            guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit) else {
                throw FormatError(.archive, at: place + 124, "a length that is not eleven octal digits")
            }
            length = length << 3 | Int(digit - UInt8(ascii: "0"))
        }
        guard length <= bytes.count - place - block else { throw FormatError(.archive, at: place + 124, "the archive ends inside a file") }
        let expected = Self.header(Array(name), length: length)
        guard header.elementsEqual(expected) else {
            let offset = zip(header, expected).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? 0
            throw FormatError(.archive, at: place + offset, "a header that is not the one for this name and length")
        }
        return File(path: String(decoding: name, as: UTF8.self), range: place + block..<place + block + length)
    }

    /// Lower-case letters, digits, and what stands between them: nothing that a file system or a terminal acts on.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "/"):
            true
        default: false
        }
    }

    private static func header(_ name: [UInt8], length: Int) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: block)
        func put(_ text: String, at place: Int) { for (offset, byte) in text.utf8.enumerated() { header[place + offset] = byte } }
        header.replaceSubrange(0..<name.count, with: name)
        put("0000644", at: 100)
        put("0000000", at: 108)
        put("0000000", at: 116)
        put(octal(length, digits: 11), at: 124)
        put("00000000000", at: 136)
        put("        0", at: 148)
        put("ustar", at: 257)
        put("00", at: 263)
        put("0000000", at: 329)
        put("0000000", at: 337)
        let sum = header.reduce(0) { $0 + Int($1) }
        put(octal(sum, digits: 6), at: 148)
        header[154] = 0
        return header
    }

    private static func octal(_ value: Int, digits: Int) -> String {
        let text = String(value, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}
