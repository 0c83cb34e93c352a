/// The value of `count` ASCII digits at `start`, or nil where there are fewer or something else. `count` is at most 18.
func decimal(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int? {
    guard start >= 0, start + count <= bytes.count else { return nil }
    var value = 0
    for index in start..<start + count {
        let digit = bytes[index] &- UInt8(ascii: "0")
        guard digit <= 9 else { return nil }
        value = value * 10 + Int(digit)
    }
    return value
}

/// Appends a non-negative number with leading zeros to at least `digits` places.
func appendDecimal(_ value: Int, digits: Int, to text: inout [UInt8]) {
    let plain = Array(String(value).utf8)
    for _ in 0..<max(0, digits - plain.count) { text.append(UInt8(ascii: "0")) }
    text += plain
}
