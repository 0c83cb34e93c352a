/// Base 64 as RFC 4648, section 4, in its one canonical form: padded, no line breaks, unused bits zero.
///
/// A decoder that lets other forms pass gives one signature several spellings, so that a changed byte of a note may go unseen.
public enum Base64 {
    private static let alphabet = [UInt8]("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
        return values
    }()

    /// Appends the encoded bytes.
    public static func encode(_ bytes: some Collection<UInt8>, into output: inout [UInt8]) {
        var group: UInt32 = 0
        var held = 0
        for byte in bytes {
            group = (group << 8) | UInt32(byte)
            held += 1
            guard held == 3 else { continue }
            appendGroup(group, symbols: 4, to: &output)
            (group, held) = (0, 0)
        }
        if held > 0 {
            appendGroup(group << UInt32(8 * (3 - held)), symbols: held + 1, to: &output)
            output.append(contentsOf: repeatElement(UInt8(ascii: "="), count: 3 - held))
        }
    }

    /// The encoded bytes as text.
    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        encode(bytes, into: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// The decoded bytes, or nil for anything but the canonical form.
    public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        let count = text.count
        guard count % 4 == 0 else { return nil }
        var output: [UInt8] = []
        output.reserveCapacity(count / 4 * 3)
        var group: UInt32 = 0
        var symbols = 0
        var padding = 0
        for (position, byte) in text.enumerated() {
            if byte == UInt8(ascii: "=") {
                padding += 1
                // Padding stands in the last two places only.
                guard position >= count - 2 else { return nil }
            } else {
                let value = values[Int(byte)]
                guard value != 0xFF, padding == 0 else { return nil }
                group |= UInt32(value) << UInt32(6 * (3 - symbols))
            }
            symbols += 1
            guard symbols == 4 else { continue }
            let kept = 3 - padding
            // The bits that no byte takes have to be zero: the re-encoded text must be the same.
            guard group & ((1 << UInt32(8 * padding)) - 1) == 0 else { return nil }
            for index in 0..<kept { output.append(UInt8(truncatingIfNeeded: group >> UInt32(16 - 8 * index))) }
            (group, symbols) = (0, 0)
        }
        return output
    }

    private static func appendGroup(_ group: UInt32, symbols: Int, to output: inout [UInt8]) {
        for index in 0..<symbols {
            output.append(alphabet[Int(group >> UInt32(18 - 6 * index) & 63)])
        }
    }
}
