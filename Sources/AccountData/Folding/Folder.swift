/// Folds UTF-8 into units, in the order: hidden characters out, digits of every script, compatibility forms, look-alike letters.
/// Strict (RFC 3629): stops at the first malformed byte.
struct Folder {
    private let table = FoldTable.shared
    private let kinds = Unit.Kind.byByte
    private let ascii = Folder.ascii

    /// The units of ASCII characters; dropped for those that need a closer look: controls, ampersands, percent signs, and what is not ASCII.
    private static let ascii: ByteTable<Unit> = ByteTable { byte in
        let isPlain = byte < 0x80 && byte != UInt8(ascii: "&") && byte != UInt8(ascii: "%")
        let entry = isPlain ? FoldTable.shared(UInt32(byte)) : FoldTable.Entry(byte: FoldedByte.dropped, second: 0, flags: 0)
        return Unit(start: 0, end: 0, byte: entry.byte, kind: Unit.Kind.byByte[entry.byte], flags: entry.flags)
    }
    /// Next byte of the input.
    private(set) var position = 0
    /// Its scalar offset.
    private var offset: UInt32 = 0
    /// Flags of what was dropped since the last unit.
    private var pending: UInt16 = 0
    private(set) var malformedAt: Int?

    /// Appends units until the buffer is nearly full or the input ends; false once there is nothing more.
    mutating func fill(
        _ units: UnsafeMutableBufferPointer<Unit>, _ count: inout Int, from bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        // One scalar gives at most two units.
        let room = units.count - Page.spare - 2
        while position < bytes.count {
            guard count <= room else { return true }
            let byte = bytes[position]
            let template = ascii[byte]
            if template.byte != FoldedByte.dropped {
                units[count] = Unit(
                    start: offset, end: offset &+ 1, byte: template.byte, kind: template.kind, flags: template.flags | pending)
                count += 1
                offset &+= 1
                pending = 0
                position += 1
            } else if byte < 0x80 {
                if byte == UInt8(ascii: "&"), let entity = Entity(bytes, at: position) {
                    let length = UInt32(entity.length)
                    append(table(entity.scalar), width: length, extra: Folds.htmlEntity, units, &count)
                    position += entity.length
                } else if byte == UInt8(ascii: "%"), let scalar = Self.percentEncoded(bytes, at: position) {
                    append(table(scalar), width: 3, extra: Folds.htmlEntity, units, &count)
                    position += 3
                } else {
                    append(table(UInt32(byte)), width: 1, extra: 0, units, &count)
                    position += 1
                }
            } else if let (scalar, length) = Self.decode(bytes, at: position) {
                append(table(scalar), width: 1, extra: 0, units, &count)
                position += length
            } else {
                malformedAt = position
                return false
            }
        }
        return false
    }

    /// A blank, a hyphen or an at sign that was encoded for a link: "4539%200317". Behind a figure only before another, so that no share
    /// of a hundred is one.
    private static func percentEncoded(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> UInt32? {
        // "%34%35": figures one behind the other.
        if position + 2 < bytes.count, bytes[position + 1] == UInt8(ascii: "3"), 0x30...0x39 ~= bytes[position + 2] {
            let goesOn = position + 4 < bytes.count && bytes[position + 3] == UInt8(ascii: "%") && bytes[position + 4] == UInt8(ascii: "3")
            let wentOn = position > 2 && bytes[position - 3] == UInt8(ascii: "%") && bytes[position - 2] == UInt8(ascii: "3")
            if goesOn || wentOn { return UInt32(bytes[position + 2]) }
        }
        guard position > 0, position + 3 < bytes.count else { return nil }
        let next = bytes[position + 3]
        func isSign(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
        guard isSign(bytes[position - 1]), isSign(next) else { return nil }
        switch (bytes[position + 1], bytes[position + 2] | 0x20) {
        case (UInt8(ascii: "2"), UInt8(ascii: "0")): return 0x20
        case (UInt8(ascii: "2"), UInt8(ascii: "d")): return 0x2D
        case (UInt8(ascii: "4"), UInt8(ascii: "0")): return 0x40
        default: return nil
        }
    }

    @inline(__always)
    private mutating func append(
        _ entry: FoldTable.Entry, width: UInt32, extra: UInt16, _ units: UnsafeMutableBufferPointer<Unit>, _ count: inout Int
    ) {
        let start = offset
        offset &+= width
        if entry.byte == FoldedByte.dropped {
            if entry.flags & Folds.attaches != 0 {
                // A mark over a character is part of it; over nothing it is nothing.
                if count > 0, units[count - 1].end == start {
                    units[count - 1].end = offset
                    units[count - 1].flags |= entry.flags & ~Folds.attaches
                }
            } else {
                pending |= entry.flags
            }
            return
        }
        let flags = entry.flags | pending | extra
        pending = 0
        units[count] = Unit(start: start, end: offset, byte: entry.byte, kind: kinds[entry.byte], flags: flags)
        count += 1
        if entry.second != 0 {
            units[count] = Unit(start: start, end: offset, byte: entry.second, kind: kinds[entry.second], flags: flags)
            count += 1
        }
    }

    /// One scalar of two to four bytes; nil if it is malformed, overlong, a surrogate or past U+10FFFF.
    @inline(__always)
    static func decode(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> (scalar: UInt32, length: Int)? {
        let left = bytes.count - position
        let first = UInt32(bytes[position])
        func continuation(_ distance: Int) -> UInt32? {
            guard distance < left else { return nil }
            let byte = bytes[position + distance]
            return byte & 0xC0 == 0x80 ? UInt32(byte & 0x3F) : nil
        }
        switch first {
        case 0xC2...0xDF:
            guard let b = continuation(1) else { return nil }
            return ((first & 0x1F) << 6 | b, 2)
        case 0xE0...0xEF:
            guard let b = continuation(1), let c = continuation(2) else { return nil }
            let scalar = (first & 0x0F) << 12 | b << 6 | c
            return scalar >= 0x800 && !(0xD800...0xDFFF).contains(scalar) ? (scalar, 3) : nil
        case 0xF0...0xF4:
            guard let b = continuation(1), let c = continuation(2), let d = continuation(3) else { return nil }
            let scalar = (first & 0x07) << 18 | b << 12 | c << 6 | d
            return (0x10000...0x10FFFF).contains(scalar) ? (scalar, 4) : nil
        default: return nil
        }
    }
}
