/// Where a tile or an entry bundle lies, relative to the log's prefix (C2SP tlog-tiles).
public struct TilePath: Hashable, Sendable, CustomStringConvertible {
    public enum Content: Hashable, Sendable {
        /// Hashes of subtrees of 256 to the power of the level leaves.
        case hashes(level: Int)
        case entries
    }

    public let content: Content
    /// Counted from the left, from zero.
    public let index: UInt64
    /// Hashes or entries in it: 256 when full.
    public let width: Int

    public static let fullWidth = 256
    /// Levels above 7 cannot occur in a tree below 2^63 leaves; the format allows up to 63.
    public static let greatestLevel = 63

    /// nil for a level or width that the format does not have.
    public init?(_ content: Content, index: UInt64, width: Int = TilePath.fullWidth) {
        guard (1...TilePath.fullWidth).contains(width), index <= Decimal.greatest else { return nil }
        if case .hashes(let level) = content {
            guard (0...TilePath.greatestLevel).contains(level) else { return nil }
        }
        self.init(unchecked: content, index: index, width: width)
    }

    init(unchecked content: Content, index: UInt64, width: Int) {
        self.content = content
        self.index = index
        self.width = width
    }

    public var isPartial: Bool { width < TilePath.fullWidth }

    /// The path, such as `tile/0/x001/x234/067` or `tile/entries/000.p/3`.
    public var description: String {
        let place =
            switch content {
            case .hashes(let level): String(level)
            case .entries: "entries"
            }
        return "tile/\(place)/\(TilePath.digits(of: index))\(isPartial ? ".p/\(width)" : "")"
    }

    /// Groups of three digits, all but the last marked with an x.
    static func digits(of index: UInt64) -> String {
        var rest = index
        var path = group(rest % 1000)
        while rest >= 1000 {
            rest /= 1000
            path = "x\(group(rest % 1000))/\(path)"
        }
        return path
    }

    private static func group(_ value: UInt64) -> String {
        let digits = String(value)
        return String(repeating: "0", count: 3 - digits.count) + digits
    }

    /// Reads a path; nil for any spelling but the one that `description` gives.
    public init?(parsing path: String) {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false)[...]
        guard path.utf8.count <= 100, parts.count >= 3, parts.removeFirst() == "tile" else { return nil }
        let place = parts.removeFirst()
        let content: Content
        if place == "entries" {
            content = .entries
        } else {
            guard let level = Decimal.decode(place.utf8), level <= UInt64(TilePath.greatestLevel) else { return nil }
            content = .hashes(level: Int(level))
        }
        var width = TilePath.fullWidth
        if parts.count >= 2, let stem = parts.dropLast().last, stem.hasSuffix(".p"), let last = parts.popLast() {
            guard let value = Decimal.decode(last.utf8), value < UInt64(TilePath.fullWidth) else { return nil }
            width = Int(value)
            parts[parts.endIndex - 1] = stem.dropLast(2)
        }
        var digits = ""
        for part in parts { digits += part.hasPrefix("x") ? part.dropFirst() : part }
        let trimmed = digits.drop { $0 == "0" }
        guard let index = Decimal.decode((trimmed.isEmpty ? "0" : trimmed).utf8),
            let made = TilePath(content, index: index, width: width), made.description == path
        else { return nil }
        self = made
    }

    /// The right-most, possibly partial tiles of a tree: at each level the hashes that no full tile holds.
    static func partialWidth(level: Int, size: UInt64) -> Int {
        Int((size >> UInt64(8 * level)) & 255)
    }
}
