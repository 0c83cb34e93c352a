import Ledger

/// Puts a message together, with room for its length in front.
struct MessageWriter {
    var bytes: [UInt8]

    init(version: UInt8) {
        // The length stands in front once it is known.
        bytes = [0, 0, 0, 0, version]
    }

    mutating func append(_ value: UInt8) { bytes.append(value) }

    mutating func append(_ value: UInt64) {
        for shift in [56, 48, 40, 32, 24, 16, 8, 0] as [UInt64] { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    mutating func append(_ head: SignedHead) {
        append(head.tree.size)
        bytes += head.tree.root.bytes
        append(UInt64(bitPattern: head.time))
    }

    func framed() -> [UInt8] {
        var output = bytes
        let length = bytes.count - 4
        for (index, shift) in [24, 16, 8, 0].enumerated() { output[index] = UInt8(truncatingIfNeeded: length >> shift) }
        return output
    }
}
