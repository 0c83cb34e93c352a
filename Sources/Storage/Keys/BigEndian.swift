extension [UInt8] {
    mutating func append(wide value: UInt64) {
        for shift in stride(from: 56, through: 0, by: -8) { append(UInt8(truncatingIfNeeded: value >> UInt64(shift))) }
    }

    /// The eight bytes from the offset on as one number; the caller has checked that they are there.
    func wide(at offset: Int) -> UInt64 {
        var value: UInt64 = 0
        for index in offset..<offset + 8 { value = value << 8 | UInt64(self[index]) }
        return value
    }

    var isZero: Bool { allSatisfy { $0 == 0 } }
}
