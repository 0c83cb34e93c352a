/// Writes values of DER (X.690): a tag, the length in its shortest form, the content.
enum DERWriter {
    static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        precondition(content.count < 1 << 24, "nothing that is written here is that long")
        guard content.count >= 0x80 else { return [tag, UInt8(content.count)] + content }
        var length: [UInt8] = []
        var rest = content.count
        while rest > 0 {
            length.insert(UInt8(rest & 0xFF), at: 0)
            rest >>= 8
        }
        return [tag, 0x80 | UInt8(length.count)] + length + content
    }

    static func sequence(_ parts: [UInt8]...) -> [UInt8] { value(0x30, parts.flatMap { $0 }) }
    static func set(_ parts: [UInt8]...) -> [UInt8] { value(0x31, parts.flatMap { $0 }) }
    /// A constructed context tag.
    static func context(_ number: UInt8, _ content: [UInt8]) -> [UInt8] { value(0xA0 | number, content) }
    static func identifier(_ content: [UInt8]) -> [UInt8] { value(0x06, content) }
    static func octets(_ content: [UInt8]) -> [UInt8] { value(0x04, content) }
    static func text(_ text: String) -> [UInt8] { value(0x0C, Array(text.utf8)) }
    /// Whole bytes.
    static func bits(_ content: [UInt8]) -> [UInt8] { value(0x03, [0] + content) }
    static let yes: [UInt8] = [0x01, 0x01, 0xFF]

    /// A positive integer from its bytes, in the one form that it has.
    static func integer(_ bytes: [UInt8]) -> [UInt8] {
        let rest = Array(bytes.drop { $0 == 0 })
        // The first bit is the sign.
        return value(0x02, rest.first.map { $0 < 0x80 ? rest : [0] + rest } ?? [0])
    }
}
