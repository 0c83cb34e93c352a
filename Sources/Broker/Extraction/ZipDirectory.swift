/// Why an archive is not read.
enum ZipProblem: Error, Equatable {
    /// Not built as every program would read it.
    case ambiguous
    case encrypted
    case tooLarge
}

/// The table of contents of a ZIP archive (APPNOTE 6.3), read so strictly that no two programs can see different files in it: the entries
/// follow one another without a gap from the first byte to the table, and each says in both places the same of itself.
struct ZipDirectory {
    struct Entry: Equatable {
        let name: String
        let isStored: Bool
        /// Unpacked, in bytes, as the table says.
        let size: Int
        /// CRC-32 of what it unpacks to, as the table says.
        let checksum: Int
        /// Where its packed bytes stand.
        let data: Range<Int>
    }

    let entries: [Entry]
    /// Unpacked, all together.
    var size: Int { entries.reduce(0) { $0 + $1.size } }

    init(_ bytes: [UInt8], limits: ExtractionLimits = ExtractionLimits()) throws(ZipProblem) {
        guard let end = Self.endRecord(in: bytes) else { throw .ambiguous }
        let reader = Reader(bytes: bytes)
        let count = reader.number(end + 10, 2)
        let start = reader.number(end + 16, 4)
        // One disk; no 64-bit form, which nothing of an attachment's size needs; the table reaches up to its end record.
        guard reader.number(end + 4, 4) == 0, reader.number(end + 8, 2) == count, start != 0xffff_ffff,
            start + reader.number(end + 12, 4) == end
        else { throw .ambiguous }
        guard count <= limits.entries else { throw .tooLarge }
        var entries: [(offset: Int, flags: Int, packed: Int, checksum: Int, entry: (name: String, method: Int, size: Int))] = []
        var names: Set<String> = []
        var place = start
        for _ in 0..<count {
            guard place + 46 <= end, reader.number(place, 4) == 0x0201_4b50 else { throw .ambiguous }
            let flags = reader.number(place + 8, 2)
            let method = reader.number(place + 10, 2)
            // Bit 0 and method 99: encrypted; bit 13: the names are.
            guard flags & 0x2001 == 0, method != 99 else { throw .encrypted }
            let nameEnd = place + 46 + reader.number(place + 28, 2)
            let next = nameEnd + reader.number(place + 30, 2) + reader.number(place + 32, 2)
            guard next <= end, method == 0 || method == 8, let name = String(validating: bytes[(place + 46)..<nameEnd], as: UTF8.self),
                !name.isEmpty, names.insert(name).inserted
            else { throw .ambiguous }
            let entry = (name, method, reader.number(place + 24, 4))
            entries.append((reader.number(place + 42, 4), flags, reader.number(place + 20, 4), reader.number(place + 16, 4), entry))
            place = next
        }
        guard place == end else { throw .ambiguous }
        entries.sort { $0.offset < $1.offset }
        var result: [Entry] = []
        var total = 0
        var expected = 0
        for (index, found) in entries.enumerated() {
            guard found.offset == expected else { throw .ambiguous }
            let limit = index + 1 < entries.count ? entries[index + 1].offset : start
            let data = try reader.data(of: found.entry.name, found.entry.method, found.flags, found.packed, at: found.offset, until: limit)
            expected = limit
            total += found.entry.size
            guard total <= limits.unpacked else { throw .tooLarge }
            let isStored = found.entry.method == 0
            guard !isStored || found.packed == found.entry.size else { throw .ambiguous }
            result.append(
                Entry(name: found.entry.name, isStored: isStored, size: found.entry.size, checksum: found.checksum, data: data))
        }
        guard expected == start else { throw .ambiguous }
        self.entries = result
    }

    /// Where the record at the end of an archive begins: the one whose comment ends with the file.
    static func endRecord(in bytes: [UInt8]) -> Int? {
        guard bytes.count >= 22 else { return nil }
        let reader = Reader(bytes: bytes)
        for place in stride(from: bytes.count - 22, through: max(0, bytes.count - 22 - 0xffff), by: -1)
        where bytes[place] == 0x50 && reader.number(place, 4) == 0x0605_4b50 && place + 22 + reader.number(place + 20, 2) == bytes.count {
            return place
        }
        return nil
    }

    private struct Reader {
        let bytes: [UInt8]

        /// Little end first; zero beyond the end.
        func number(_ place: Int, _ count: Int) -> Int {
            guard place >= 0, place + count <= bytes.count else { return 0 }
            return (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
        }

        /// Where an entry's packed bytes stand, which together with their header fill the room up to the next entry.
        func data(
            of name: String, _ method: Int, _ flags: Int, _ packed: Int, at offset: Int, until limit: Int
        ) throws(ZipProblem) -> Range<Int> {
            let nameEnd = offset + 30 + number(offset + 26, 2)
            let start = nameEnd + number(offset + 28, 2)
            guard offset + 30 <= limit, start <= limit, packed <= limit - start, number(offset, 4) == 0x0403_4b50,
                number(offset + 6, 2) == flags, number(offset + 8, 2) == method, bytes[(offset + 30)..<nameEnd].elementsEqual(name.utf8)
            else { throw .ambiguous }
            // With bit 3 the sizes stand behind the data, with or without a mark in front of them.
            let rest = limit - start - packed
            guard flags & 8 == 0 ? rest == 0 && number(offset + 18, 4) == packed : [12, 16, 20, 24].contains(rest) else {
                throw .ambiguous
            }
            return start..<(start + packed)
        }
    }
}
