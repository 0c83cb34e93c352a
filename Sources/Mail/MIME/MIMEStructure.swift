/// The tree of parts, found in one pass over the lines of each source.
///
/// A source is the mail itself, or an attached mail that was encoded and had to be decoded first.
struct MIMEStructure {
    private let limits: MIMELimits
    private(set) var parts: [MailPart] = []
    private(set) var sources: [[UInt8]] = []

    /// A multipart whose closing delimiter has not come yet.
    private struct Open {
        let part: Int
        /// `--` and the boundary.
        let delimiter: [UInt8]
        var isDelimited = false
    }

    init(limits: MIMELimits) {
        self.limits = limits
    }

    mutating func read(_ bytes: [UInt8]) throws(MIMEParser.Stop) {
        try readSource(bytes, parent: nil)
        var next = 0
        while next < parts.count {
            let part = parts[next]
            next += 1
            guard part.isMessage, part.encoding != .identity else { continue }
            try readSource(Self.decode(sources[part.source][part.range], part.encoding), parent: part.index)
        }
    }

    static func decode(_ bytes: ArraySlice<UInt8>, _ encoding: MailPart.Encoding) -> [UInt8] {
        switch encoding {
        case .identity: Array(bytes)
        case .base64: Base64.decodeLeniently(bytes)
        case .quotedPrintable: QuotedPrintable.decodeLeniently(bytes)
        }
    }

    private mutating func readSource(_ bytes: [UInt8], parent: Int?) throws(MIMEParser.Stop) {
        sources.append(bytes)
        let source = sources.count - 1
        var failure: MIMEParser.Stop?
        bytes.withUnsafeBytes { raw in
            do throws(MIMEParser.Stop) { try scan(Lines(bytes: raw), source, parent) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    private mutating func scan(_ lines: Lines, _ source: Int, _ parent: Int?) throws(MIMEParser.Stop) {
        var open: [Open] = []
        /// Attached mails being read, and how many multiparts were open when each began.
        var messages: [(part: Int, depth: Int)] = []
        /// The part whose body the lines belong to; nil between parts.
        var leaf: Int?
        let count = lines.bytes.count

        func delimiter(_ start: Int, _ end: Int) -> (level: Int, isLast: Bool)? {
            guard end - start >= 3, lines.bytes[start] == 0x2d, lines.bytes[start + 1] == 0x2d else { return nil }
            for level in open.indices.reversed() {
                let wanted = open[level].delimiter
                guard end - start >= wanted.count, wanted.indices.allSatisfy({ lines.bytes[start + $0] == wanted[$0] }) else { continue }
                var rest = start + wanted.count
                let isLast = end - rest >= 2 && lines.bytes[rest] == 0x2d && lines.bytes[rest + 1] == 0x2d
                if isLast { rest += 2 }
                // A longer boundary that begins like this one is another boundary.
                if (rest..<end).allSatisfy({ lines.bytes[$0] == 0x20 || lines.bytes[$0] == 0x09 }) { return (level, isLast) }
            }
            return nil
        }

        /// Ends the attached mails that began inside more than `depth` multiparts, and those multiparts that are deeper than `level`.
        func close(at end: Int, mailsDeeperThan depth: Int, multipartsFrom level: Int) {
            while let message = messages.last, message.depth > depth {
                messages.removeLast()
                let start = parts[message.part].range.lowerBound
                parts[message.part].range = start..<max(end, start)
            }
            while open.count > level {
                let closed = open.removeLast()
                let start = parts[closed.part].range.lowerBound
                parts[closed.part].range = start..<max(end, start)
                if !closed.isDelimited { parts[closed.part].opaque = .malformedMultipart }
            }
        }

        /// Reads the header at `start` and those of mails directly inside; gives where the body begins.
        func begin(_ start: Int, _ parent: Int?) throws(MIMEParser.Stop) -> Int {
            var start = start
            var parent = parent
            while true {
                let (header, body) = try readHeader(lines, start) { delimiter($0, $1) != nil }
                let part = try add(header, source, body..<body, parent)
                leaf = part.index
                if part.isMultipart {
                    guard open.count < limits.depth else { throw MIMEParser.Stop(reason: .tooDeep) }
                    let boundary = Array((part.parameters["boundary"] ?? "").utf8)
                    open.append(Open(part: part.index, delimiter: [0x2d, 0x2d] + boundary))
                    leaf = nil
                }
                guard part.isMessage, part.encoding == .identity else { return body }
                messages.append((part.index, open.count))
                leaf = nil
                start = body
                parent = part.index
            }
        }

        var position = try begin(0, parent)
        while position < count {
            if open.isEmpty {
                position = count
                break
            }
            let (end, next) = lines.end(from: position, limit: count)
            guard let (level, isLast) = delimiter(position, end) else {
                position = next
                continue
            }
            finish(leaf, at: lines, position)
            leaf = nil
            open[level].isDelimited = true
            close(at: lines.trimmed(position, from: 0), mailsDeeperThan: level, multipartsFrom: level + 1)
            if isLast {
                close(at: next, mailsDeeperThan: level, multipartsFrom: level)
                position = next
            } else {
                position = try begin(next, open[level].part)
            }
        }
        if let leaf { parts[leaf].range = parts[leaf].range.lowerBound..<max(count, parts[leaf].range.lowerBound) }
        close(at: count, mailsDeeperThan: -1, multipartsFrom: 0)
    }

    private mutating func finish(_ leaf: Int?, at lines: Lines, _ position: Int) {
        guard let leaf else { return }
        let start = parts[leaf].range.lowerBound
        // The line end before a delimiter belongs to the delimiter (RFC 2046 section 5.1.1).
        parts[leaf].range = start..<max(start, lines.trimmed(position, from: start))
    }

    /// Fields up to a blank line, the end, a delimiter, or a line that is no field: some programs forget the blank line.
    private func readHeader(
        _ lines: Lines, _ start: Int, _ isDelimiter: (Int, Int) -> Bool
    ) throws(MIMEParser.Stop) -> (HeaderBlock, body: Int) {
        var block = HeaderBlock()
        var name: [UInt8] = []
        var value: [UInt8] = []
        func flush(_ block: inout HeaderBlock) {
            guard !name.isEmpty else { return }
            while value.last == 0x20 || value.last == 0x09 { value.removeLast() }
            let trimmed = Array(value.drop { $0 == 0x20 || $0 == 0x09 })
            block.fields.append(HeaderField(name: String(decoding: name, as: UTF8.self).lowercased(), value: trimmed))
        }
        var position = start
        let count = lines.bytes.count
        while position < count {
            guard position - start <= limits.header else { throw MIMEParser.Stop(reason: .headerTooLarge) }
            let (end, next) = lines.end(from: position, limit: count)
            if end == position {
                position = next
                break
            }
            if isDelimiter(position, end) { break }
            let line = UnsafeRawBufferPointer(rebasing: lines.bytes[position..<end])
            if line[0] == 0x20 || line[0] == 0x09 {
                if name.isEmpty {
                    if !line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { break }
                } else {
                    value += line
                }
            } else if let colon = line.firstIndex(of: UInt8(ascii: ":")), let fieldName = Self.fieldName(line[..<colon]) {
                flush(&block)
                guard block.fields.count < limits.fields else { throw MIMEParser.Stop(reason: .tooManyFields) }
                name = fieldName
                value = Array(line[(colon + 1)...])
            } else if position == start && line.starts(with: Array("From ".utf8)) {
                // The separator line of mbox files.
            } else {
                break
            }
            guard name.count + value.count <= limits.header else { throw MIMEParser.Stop(reason: .headerTooLarge) }
            position = next
        }
        flush(&block)
        return (block, position)
    }

    /// Visible ASCII; blanks before the colon are let pass, as all programs do.
    private static func fieldName(_ bytes: Slice<UnsafeRawBufferPointer>) -> [UInt8]? {
        var name = Array(bytes)
        while name.last == 0x20 || name.last == 0x09 { name.removeLast() }
        return !name.isEmpty && name.allSatisfy({ (0x21..<0x7f).contains($0) }) ? name : nil
    }

    private mutating func add(
        _ header: HeaderBlock, _ source: Int, _ range: Range<Int>, _ parent: Int?
    ) throws(MIMEParser.Stop) -> MailPart {
        guard parts.count < limits.parts else { throw MIMEParser.Stop(reason: .tooManyParts) }
        let depth = parent.map { parts[$0].depth + 1 } ?? 0
        guard depth <= limits.depth else { throw MIMEParser.Stop(reason: .tooDeep) }
        let isForwarded = parent.map { parts[$0].isForwarded || parts[$0].isMessage } ?? false
        let inDigest = parent.map { parts[$0].type == "multipart/digest" } ?? false
        let part = MailPart(
            index: parts.count, parent: parent, depth: depth, header: header, source: source, range: range, isForwarded: isForwarded,
            inDigest: inDigest)
        parts.append(part)
        return part
    }
}
