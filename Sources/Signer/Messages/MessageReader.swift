import Ledger

/// Takes a message apart; every step gives nil once bytes are missing.
struct MessageReader {
    private var left: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { left = bytes }

    var isAtEnd: Bool { left.isEmpty }

    mutating func byte() -> UInt8? { left.popFirst() }

    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard left.count >= count else { return nil }
        defer { left = left.dropFirst(count) }
        return left.prefix(count)
    }

    mutating func integer() -> UInt64? { take(8)?.reduce(0) { $0 << 8 | UInt64($1) } }

    mutating func hash() -> Hash? { take(Hash.byteCount).flatMap { Hash([UInt8]($0)) } }

    mutating func head() -> SignedHead? {
        guard let size = integer(), let root = hash(), let time = integer() else { return nil }
        return SignedHead(tree: TreeHead(size: size, root: root), time: Int64(bitPattern: time))
    }

    mutating func rest() -> ArraySlice<UInt8> {
        defer { left = [] }
        return left
    }
}
