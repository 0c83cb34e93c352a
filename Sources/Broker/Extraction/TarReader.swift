/// The files of an archive in the form `ustar` (POSIX.1-1988), as bsdtar writes it for us.
enum TarReader {
    /// Nil if it is anything else.
    static func files(_ bytes: [UInt8]) -> [(name: String, bytes: ArraySlice<UInt8>)]? {
        var files: [(name: String, bytes: ArraySlice<UInt8>)] = []
        var place = 0
        while place + 512 <= bytes.count {
            let header = bytes[place..<(place + 512)]
            if header.allSatisfy({ $0 == 0 }) { return files }
            func text(_ from: Int, _ count: Int) -> String? {
                String(validating: bytes[(place + from)..<(place + from + count)].prefix { $0 != 0 }, as: UTF8.self)
            }
            guard text(257, 5) == "ustar", let name = text(0, 100), let folder = text(345, 155),
                let size = text(124, 12).flatMap({ Int($0.filter { $0 != " " }, radix: 8) }), size >= 0, size <= bytes.count - place - 512
            else { return nil }
            switch bytes[place + 156] {
            case UInt8(ascii: "0"), 0:
                files.append((folder.isEmpty ? name : folder + "/" + name, bytes[(place + 512)..<(place + 512 + size)]))
            case UInt8(ascii: "5"): break
            default: return nil
            }
            place += 512 + (size + 511) / 512 * 512
        }
        return nil
    }
}
