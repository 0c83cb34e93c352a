/// How large a picture says it is, read from its head, so that one that unpacks to gigabytes is never unpacked.
///
/// One that holds several pictures, or goes on after its end, is refused: a reader would see the first alone.
struct PictureSize: Equatable {
    let width: Int
    let height: Int

    init(_ bytes: [UInt8], _ type: AttachmentType) throws(NoAnswer) {
        let found: (Int, Int)?
        switch type {
        case .png: found = Self.png(bytes)
        case .gif: found = Self.gif(bytes)
        case .jpeg: found = Self.jpeg(bytes)
        case .webp: found = Self.webp(bytes)
        case .bmp: found = (Self.little(bytes, 18, 4), abs(Int(Int32(truncatingIfNeeded: Self.little(bytes, 22, 4)))))
        case .tiff: found = Self.tiff(bytes)
        default: found = nil
        }
        guard let found else { throw NoAnswer(.unreadable) }
        (width, height) = found
    }

    private static func big(_ bytes: [UInt8], _ place: Int, _ count: Int) -> Int {
        bytes.dropFirst(place).prefix(count).reduce(0) { $0 << 8 | Int($1) }
    }

    private static func little(_ bytes: [UInt8], _ place: Int, _ count: Int) -> Int {
        bytes.dropFirst(place).prefix(count).reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    /// Chunk by chunk up to the last, which ends the file (PNG 1.2 section 3.2). Animated ones have a chunk of their own.
    private static func png(_ bytes: [UInt8]) -> (Int, Int)? {
        var place = 8
        var size: (Int, Int)?
        while place + 12 <= bytes.count {
            let length = big(bytes, place, 4)
            guard length <= bytes.count - place - 12 else { return nil }
            switch String(decoding: bytes[(place + 4)..<(place + 8)], as: UTF8.self) {
            case "IHDR" where place == 8 && length == 13: size = (big(bytes, 16, 4), big(bytes, 20, 4))
            case "IHDR", "acTL": return nil
            case "IEND": return place + 12 + length == bytes.count ? size : nil
            default: break
            }
            place += 12 + length
        }
        return nil
    }

    /// Block by block up to the trailer (GIF89a, appendix A), with one image among them.
    private static func gif(_ bytes: [UInt8]) -> (Int, Int)? {
        guard bytes.count > 13 else { return nil }
        func table(_ flags: UInt8) -> Int { flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1) }
        var place = 13 + table(bytes[10])
        var images = 0
        func skipBlocks() {
            while place < bytes.count, bytes[place] != 0 { place += 1 + Int(bytes[place]) }
            place += 1
        }
        while place < bytes.count {
            switch bytes[place] {
            case 0x21:
                place += 2
                skipBlocks()
            case 0x2c:
                images += 1
                guard images == 1, place + 10 < bytes.count else { return nil }
                place += 10 + table(bytes[place + 9]) + 1
                skipBlocks()
            case 0x3b: return images == 1 && place + 1 == bytes.count ? (little(bytes, 6, 2), little(bytes, 8, 2)) : nil
            default: return nil
            }
        }
        return nil
    }

    /// Segment by segment up to the frame's head (ITU T.81, annex B). Telephones write more behind the end; that is looked through for words.
    private static func jpeg(_ bytes: [UInt8]) -> (Int, Int)? {
        var place = 2
        while place + 9 < bytes.count, bytes[place] == 0xff {
            let marker = bytes[place + 1]
            if marker == 0xff {
                place += 1
                continue
            }
            if (0xc0...0xcf).contains(marker), marker != 0xc4, marker != 0xc8, marker != 0xcc {
                return (big(bytes, place + 7, 2), big(bytes, place + 5, 2))
            }
            guard marker != 0xd9, marker != 0xda else { return nil }
            place += 2 + big(bytes, place + 2, 2)
        }
        return nil
    }

    /// The first chunk says it (WebP container, RFC 9649); one with several pictures says so there.
    private static func webp(_ bytes: [UInt8]) -> (Int, Int)? {
        guard bytes.count > 30, little(bytes, 4, 4) + 8 == bytes.count else { return nil }
        switch String(decoding: bytes[12..<16], as: UTF8.self) {
        case "VP8X": return bytes[20] & 0x02 != 0 ? nil : (little(bytes, 24, 3) + 1, little(bytes, 27, 3) + 1)
        case "VP8 ": return (little(bytes, 26, 2) & 0x3fff, little(bytes, 28, 2) & 0x3fff)
        case "VP8L":
            let bits = little(bytes, 21, 4)
            return ((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1)
        default: return nil
        }
    }

    /// The largest of its directories (TIFF 6.0 section 2); a scan may have many pages, all of which are read.
    private static func tiff(_ bytes: [UInt8]) -> (Int, Int)? {
        func number(_ bytes: [UInt8], _ place: Int, _ count: Int) -> Int {
            bytes[0] == 0x49 ? little(bytes, place, count) : big(bytes, place, count)
        }
        var size = (0, 0)
        var place = number(bytes, 4, 4)
        var pages = 0
        while place != 0 {
            pages += 1
            guard pages <= 20, place >= 8, place + 2 < bytes.count else { return nil }
            let count = number(bytes, place, 2)
            guard place + 2 + 12 * count + 4 <= bytes.count else { return nil }
            for entry in 0..<count {
                let at = place + 2 + 12 * entry
                let value = number(bytes, at + 8, number(bytes, at + 2, 2) == 3 ? 2 : 4)
                if number(bytes, at, 2) == 256 { size.0 = max(size.0, value) }
                if number(bytes, at, 2) == 257 { size.1 = max(size.1, value) }
            }
            place = number(bytes, place + 2 + 12 * count, 4)
        }
        return size
    }
}
