extension ZoneRules {
    /// Reads a TZif file, versions 1 to 4 (RFC 9636; version 1 to 3 are RFC 8536), strictly: a file that breaks a rule of the
    /// format is refused whole, since a wrong hour is worse than a configuration error.
    public init(name: String, tzif bytes: [UInt8]) throws(ZoneFileError) {
        var reader = ZoneFileReader(bytes: bytes)
        self = try reader.read(name: name)
    }
}

struct ZoneFileReader {
    private let bytes: [UInt8]
    private var cursor = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private struct Header {
        var version: UInt8
        var utIndicators, standardIndicators, leaps, transitions, types, nameBytes: Int

        func length(timeSize: Int) -> Int {
            transitions * (timeSize + 1) + types * 6 + nameBytes + leaps * (timeSize + 4) + standardIndicators + utIndicators
        }
    }

    private struct Block {
        var transitions: [Int64] = []
        var offsets: [Int32] = []
    }

    mutating func read(name: String) throws(ZoneFileError) -> ZoneRules {
        guard bytes.count <= 65_536 else { throw error(.tooLong, at: 65_536) }
        let first = try header()
        guard first.version != 0 else {
            let block = try block(first, timeSize: 4)
            guard cursor == bytes.count else { throw error(.trailingBytes) }
            return ZoneRules(name: name, transitions: block.transitions, offsets: block.offsets, footer: nil)
        }
        // Readers of version 2 and later skip the first block, whatever 32-bit times are in it.
        _ = try take(first.length(timeSize: 4))
        let secondAt = cursor
        let second = try header()
        guard second.version == first.version else { throw error(.secondHeader, at: secondAt) }
        let block = try block(second, timeSize: 8)
        let footerAt = cursor
        let footer = try footer(version: second.version)
        let rules = ZoneRules(name: name, transitions: block.transitions, offsets: block.offsets, footer: footer)
        // RFC 9636 section 3.3: the footer and the last transition must say the same.
        if let footer, let last = block.transitions.last, footer.segment(at: last).offset != block.offsets.last {
            throw error(.footerDisagrees, at: footerAt)
        }
        return rules
    }

    private mutating func header() throws(ZoneFileError) -> Header {
        let at = cursor
        let magic = try take(4)
        guard magic.elementsEqual("TZif".utf8) else { throw error(at == 0 ? .magic : .secondHeader, at: at) }
        let version = try number(1)
        guard version == 0 || (0x32...0x34).contains(version) else { throw error(.version, at: at + 4) }
        _ = try take(15)
        var header = Header(
            version: UInt8(version), utIndicators: 0, standardIndicators: 0, leaps: 0, transitions: 0, types: 0, nameBytes: 0)
        header.utIndicators = try count(most: 256)
        header.standardIndicators = try count(most: 256)
        header.leaps = try count(most: 256)
        header.transitions = try count(most: 4096)
        header.types = try count(most: 256)
        header.nameBytes = try count(most: 2048)
        return header
    }

    private mutating func block(_ header: Header, timeSize: Int) throws(ZoneFileError) -> Block {
        let at = cursor
        guard header.types > 0, header.nameBytes > 0, [0, header.types].contains(header.utIndicators),
            [0, header.types].contains(header.standardIndicators)
        else { throw error(.count, at: at) }
        guard header.leaps == 0 else { throw error(.leapSeconds, at: at) }
        var block = Block()
        for _ in 0..<header.transitions {
            let time = timeSize == 4 ? Int64(Int32(truncatingIfNeeded: try number(4))) : Int64(bitPattern: try number(8))
            // RFC 9636 section 3.2: not before -2^59; the same bound ahead keeps every sum inside 64 bits.
            guard abs(time.addingSaturating(1)) <= 1 << 59, block.transitions.last.map({ $0 < time }) ?? true else {
                throw error(.transitionTime, at: cursor - timeSize)
            }
            block.transitions.append(time)
        }
        let indicesAt = cursor
        let indices = try take(header.transitions)
        var types: [Int32] = []
        for _ in 0..<header.types { types.append(try localTimeType(names: header.nameBytes)) }
        for (position, index) in indices.enumerated() where Int(index) >= types.count {
            throw error(.transitionType, at: indicesAt + position)
        }
        guard try take(header.nameBytes).last == 0 else { throw error(.designations) }
        try indicators(header)
        // Before the first transition type 0 holds (RFC 9636 section 3.2).
        block.offsets = [types[0]] + indices.map { types[Int($0)] }
        return block
    }

    private mutating func localTimeType(names: Int) throws(ZoneFileError) -> Int32 {
        let at = cursor
        let offset = Int32(truncatingIfNeeded: try number(4))
        let daylight = try number(1)
        let nameAt = try number(1)
        guard (-89_999...93_599).contains(offset), daylight <= 1, nameAt < names else { throw error(.localTimeType, at: at) }
        return offset
    }

    private mutating func indicators(_ header: Header) throws(ZoneFileError) {
        let at = cursor
        let standard = Array(try take(header.standardIndicators))
        let ut = Array(try take(header.utIndicators))
        for index in ut.indices {
            guard ut[index] <= 1, ut[index] == 0 || (index < standard.count && standard[index] == 1) else {
                throw error(.indicator, at: at + standard.count + index)
            }
        }
        guard standard.allSatisfy({ $0 <= 1 }) else { throw error(.indicator, at: at) }
    }

    /// Newline, rule, newline, and nothing behind; an empty rule says that nothing is known of the future.
    private mutating func footer(version: UInt8) throws(ZoneFileError) -> FooterRule? {
        let at = cursor
        guard try number(1) == 0x0A, let end = bytes[cursor...].firstIndex(of: 0x0A) else { throw error(.footer, at: at) }
        let text = bytes[cursor..<end]
        cursor = end + 1
        guard cursor == bytes.count else { throw error(.trailingBytes) }
        guard !text.isEmpty else { return nil }
        guard text.count <= 128, let rule = FooterParser.parse(text) else { throw error(.footer, at: at + 1) }
        return rule
    }

    private mutating func count(most: Int) throws(ZoneFileError) -> Int {
        let value = try number(4)
        guard value <= UInt64(most) else { throw error(.count, at: cursor - 4) }
        return Int(value)
    }

    private mutating func number(_ size: Int) throws(ZoneFileError) -> UInt64 {
        var value: UInt64 = 0
        for byte in try take(size) { value = value << 8 | UInt64(byte) }
        return value
    }

    private mutating func take(_ length: Int) throws(ZoneFileError) -> ArraySlice<UInt8> {
        guard length <= bytes.count - cursor else { throw error(.cutShort, at: bytes.count) }
        defer { cursor += length }
        return bytes[cursor..<cursor + length]
    }

    private func error(_ reason: ZoneFileError.Reason, at: Int? = nil) -> ZoneFileError {
        ZoneFileError(reason: reason, at: at ?? cursor)
    }
}
