/// What stands beside a picture in its file: comments, descriptions, what a camera noted. The picture itself is left out: packed, it looks like
/// anything, and its tables like numbers.
enum PictureWords {
    static func bytes(beside picture: [UInt8], _ type: AttachmentType) -> [UInt8] {
        switch type {
        case .jpeg: jpeg(picture)
        case .png: png(picture)
        default: picture
        }
    }

    private static func number(_ bytes: [UInt8], _ place: Int, _ count: Int) -> Int {
        bytes[place..<(place + count)].reduce(0) { $0 << 8 | Int($1) }
    }

    /// Segments of programs and comments (ITU T.81, table B.1), and what stands behind the end of the image.
    private static func jpeg(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var place = 2
        while place + 4 <= bytes.count, bytes[place] == 0xff, bytes[place + 1] != 0xda {
            if bytes[place + 1] == 0xff {
                place += 1
                continue
            }
            let next = place + 2 + number(bytes, place + 2, 2)
            guard next > place + 3, next <= bytes.count else { break }
            if (0xe0...0xef).contains(bytes[place + 1]) || bytes[place + 1] == 0xfe { result += bytes[(place + 4)..<next] + [0] }
            place = next
        }
        let end = bytes.indices.dropLast().last { bytes[$0] == 0xff && bytes[$0 + 1] == 0xd9 }
        return result + (end.map { Array(bytes[($0 + 2)...]) } ?? [])
    }

    /// Texts and what a camera noted (PNG 1.2 section 4.2.3).
    private static func png(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var place = 8
        while place + 12 <= bytes.count {
            let next = place + 12 + number(bytes, place, 4)
            guard next <= bytes.count else { break }
            let name = String(decoding: bytes[(place + 4)..<(place + 8)], as: UTF8.self)
            if ["tEXt", "iTXt", "eXIf"].contains(name) { result += bytes[(place + 8)..<(next - 4)] + [0] }
            place = next
        }
        return result
    }
}
