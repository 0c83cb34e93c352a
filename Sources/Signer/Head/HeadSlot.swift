import Ledger

/// One of the two places of a head file: a head with its generation, bound to one log key, under a checksum.
struct HeadSlot: Hashable {
    /// Grows by one with every write; its lowest bit is the slot's place.
    let generation: UInt64
    let head: SignedHead
    /// SHA-256 of the log's verifier key line.
    let log: Hash

    /// Each slot has a disk page to itself, so that a torn write of one cannot reach the other.
    static let stride = 4096
    static let byteCount = 512
    static let fileByteCount = 2 * stride

    private static let magic = [UInt8]("parley/head/v01\n".utf8)
    // magic, generation, size, root, time, log
    private static let coveredByteCount = 16 + 8 + 8 + 32 + 8 + 32

    var offset: Int { Int(generation & 1) * HeadSlot.stride }

    func encode() -> [UInt8] {
        var output = HeadSlot.magic
        for value in [generation, head.tree.size] { HeadSlot.append(value, to: &output) }
        output.append(contentsOf: head.tree.root.bytes)
        HeadSlot.append(UInt64(bitPattern: head.time), to: &output)
        output.append(contentsOf: log.bytes)
        output.append(contentsOf: Hash.sha256(of: output).bytes)
        output.append(contentsOf: repeatElement(0, count: HeadSlot.byteCount - output.count))
        return output
    }

    /// nil for anything but what `encode` wrote.
    init?(decoding bytes: ArraySlice<UInt8>) {
        let slot = [UInt8](bytes.prefix(HeadSlot.byteCount))
        guard slot.count == HeadSlot.byteCount, slot.starts(with: HeadSlot.magic) else { return nil }
        let covered = [UInt8](slot[..<HeadSlot.coveredByteCount])
        let checksum = Hash(slot.span, at: HeadSlot.coveredByteCount)
        guard checksum == Hash.sha256(of: covered), let root = Hash(slot.span, at: 32), let log = Hash(slot.span, at: 72) else {
            return nil
        }
        generation = HeadSlot.integer(slot, at: 16)
        head = SignedHead(
            tree: TreeHead(size: HeadSlot.integer(slot, at: 24), root: root), time: Int64(bitPattern: HeadSlot.integer(slot, at: 64)))
        self.log = log
    }

    init(generation: UInt64, head: SignedHead, log: Hash) {
        self.generation = generation
        self.head = head
        self.log = log
    }

    private static func append(_ value: UInt64, to output: inout [UInt8]) {
        for shift in [56, 48, 40, 32, 24, 16, 8, 0] { output.append(UInt8(truncatingIfNeeded: value >> UInt64(shift))) }
    }

    private static func integer(_ bytes: [UInt8], at offset: Int) -> UInt64 {
        bytes[offset..<(offset + 8)].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
