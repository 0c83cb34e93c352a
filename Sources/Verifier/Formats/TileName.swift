/// Names one file of the tile layout (C2SP tlog-tiles): a hash tile of a level, or an entry bundle.
public struct TileName: Sendable, Hashable {
    /// What the file holds.
    public enum Kind: Sendable, Hashable {
        /// Digests of the given level, 0...7 for sizes below 2^63.
        case hashes(level: Int)
        case entries
    }

    public let kind: Kind
    /// Number of the tile within its level.
    public let number: UInt64
    /// 1...255 for a partial tile, 256 for a full one.
    public let width: Int

    public init?(_ kind: Kind, number: UInt64, width: Int) {
        guard (1...256).contains(width) else { return nil }
        if case .hashes(let level) = kind, !(0...63).contains(level) { return nil }
        self.kind = kind
        self.number = number
        self.width = width
    }

    /// Reads `tile/<level or entries>/<number>[.p/<width>]`.
    public init(path: String) throws(FormatError) {
        let bytes = Array(path.utf8)
        guard bytes.count <= 64 else { throw FormatError(.tilePath, at: 64, "longer than any tile path") }
        var parts = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)[...]
        guard let root = parts.popFirst(), root.elementsEqual("tile".utf8) else {
            throw FormatError(.tilePath, at: 0, "does not begin with tile/")
        }
        guard let level = parts.popFirst() else { throw FormatError(.tilePath, at: bytes.count, "no level") }
        if level.elementsEqual("entries".utf8) {
            kind = .entries
        } else {
            let value = try DecimalText.decode(level)
            guard value <= 63 else { throw FormatError(.tilePath, at: level.startIndex, "a level is at most 63") }
            kind = .hashes(level: Int(value))
        }
        var partial = 256
        if parts.count >= 2, parts[parts.endIndex - 2].suffix(2).elementsEqual(".p".utf8) {
            let width = parts.removeLast()
            let value = try DecimalText.decode(width)
            guard (1...255).contains(value) else {
                throw FormatError(.tilePath, at: width.startIndex, "a partial tile is 1 to 255 wide")
            }
            partial = Int(value)
            parts.append(parts.removeLast().dropLast(2))
        }
        width = partial
        number = try Self.number(parts, end: bytes.count)
    }

    public var path: String {
        let level =
            switch kind {
            case .hashes(let level): String(level)
            case .entries: "entries"
            }
        var groups = Self.digits(number % 1000)
        var rest = number / 1000
        while rest > 0 {
            groups = "x\(Self.digits(rest % 1000))/\(groups)"
            rest /= 1000
        }
        return "tile/\(level)/\(groups)" + (width == 256 ? "" : ".p/\(width)")
    }

    /// Whether a tree of `size` leaves has exactly this tile.
    func belongs(toTreeOf size: UInt64) -> Bool {
        let level: Int
        switch kind {
        case .entries: level = 0
        case .hashes(let stated): level = stated
        }
        guard level < 8 else { return false }
        let digests = size >> UInt64(8 * level)
        return number < digests / 256 ? width == 256 : number == digests / 256 && UInt64(width) == digests % 256
    }

    private static func digits(_ group: UInt64) -> String {
        group < 10 ? "00\(group)" : group < 100 ? "0\(group)" : "\(group)"
    }

    private static func number(_ groups: ArraySlice<ArraySlice<UInt8>>, end: Int) throws(FormatError) -> UInt64 {
        guard !groups.isEmpty, groups.count <= 7 else { throw FormatError(.tilePath, at: end, "no tile number") }
        var value: UInt64 = 0
        for (position, group) in zip(groups.indices, groups) {
            let isLast = position == groups.endIndex - 1
            let digits = isLast ? group : group.dropFirst()
            guard isLast || group.first == UInt8(ascii: "x"), digits.count == 3,
                digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
            else { throw FormatError(.tilePath, at: group.startIndex, "not a group of three digits, with x before all but the last") }
            let (product, tooBig) = value.multipliedReportingOverflow(by: 1000)
            guard !tooBig, product <= UInt64(Int64.max) - 999 else {
                throw FormatError(.tilePath, at: group.startIndex, "more than 2^63 - 1")
            }
            value = product + digits.reduce(0) { $0 * 10 + UInt64($1 - UInt8(ascii: "0")) }
            guard value > 0 || isLast else { throw FormatError(.tilePath, at: group.startIndex, "a leading group of zeros") }
        }
        return value
    }
}
