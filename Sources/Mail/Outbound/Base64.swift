/// Base64 (RFC 4648 section 4).
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The value of each byte, 0xff where it is none of the alphabet.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xff, count: 256)
        for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
        return values
    }()

    /// One line, padded.
    static func encode(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        var group: UInt32 = 0
        var held = 0
        for byte in bytes {
            group = group << 8 | UInt32(byte)
            held += 1
            if held == 3 {
                for shift in [18, 12, 6, 0] { result.append(alphabet[Int(group >> UInt32(shift) & 63)]) }
                group = 0
                held = 0
            }
        }
        if held > 0 {
            group <<= UInt32(8 * (3 - held))
            for place in 0..<4 {
                result.append(place <= held ? alphabet[Int(group >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "="))
            }
        }
        return result
    }

    /// Lines of 76 characters, each ended by CRLF (RFC 2045 section 6.8).
    static func encodeLines(_ bytes: [UInt8]) -> [UInt8] {
        let text = encode(bytes)
        var result: [UInt8] = []
        result.reserveCapacity(text.count + text.count / 38 + 2)
        for start in stride(from: 0, to: text.count, by: 76) {
            result += text[start..<min(start + 76, text.count)]
            result += [0x0d, 0x0a]
        }
        return result
    }

    /// Decodes what mail programs send: characters outside the alphabet are skipped (RFC 2045 section 6.8), padding ends a
    /// group, several padded runs may follow one another, a last incomplete group gives the bytes it has.
    static func decodeLeniently(_ text: some Collection<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count / 4 * 3)
        var group: UInt32 = 0
        var held = 0
        func flush(_ result: inout [UInt8]) {
            if held == 2 { result.append(UInt8(group >> 4 & 0xff)) }
            if held == 3 { result += [UInt8(group >> 10 & 0xff), UInt8(group >> 2 & 0xff)] }
        }
        for byte in text {
            if byte == UInt8(ascii: "=") {
                flush(&result)
                group = 0
                held = 0
                continue
            }
            let value = values[Int(byte)]
            guard value != 0xff else { continue }
            group = group << 6 | UInt32(value)
            held += 1
            if held == 4 {
                result.append(UInt8(group >> 16 & 0xff))
                result.append(UInt8(group >> 8 & 0xff))
                result.append(UInt8(group & 0xff))
                group = 0
                held = 0
            }
        }
        flush(&result)
        return result
    }
}
