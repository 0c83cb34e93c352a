extension [UInt8] {
    /// Appends an integer, most significant byte first.
    @inline(__always)
    mutating func append<Integer: FixedWidthInteger>(bigEndian value: Integer) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }
}

extension Span<UInt8> {
    /// Reads an integer, most significant byte first. The caller has checked that its bytes are there.
    @inline(__always)
    func bigEndian<Integer: FixedWidthInteger>(at offset: Int, as type: Integer.Type = Integer.self) -> Integer {
        var value: Integer = 0
        for index in offset..<(offset + MemoryLayout<Integer>.size) {
            value = (value << 8) | Integer(truncatingIfNeeded: self[index])
        }
        return value
    }

    /// Whether every byte of the range is zero.
    @inline(__always)
    func isZero(_ range: Range<Int>) -> Bool {
        for index in range where self[index] != 0 { return false }
        return true
    }
}
