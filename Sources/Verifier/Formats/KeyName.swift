/// Names of keys: not empty, valid UTF-8, no Unicode space, no plus, no control character (C2SP signed-note).
enum KeyName {
    static func decode(_ bytes: ArraySlice<UInt8>) -> String? {
        guard !bytes.isEmpty, bytes.count <= 255, let name = String(validating: bytes, as: UTF8.self) else { return nil }
        for scalar in name.unicodeScalars where scalar == "+" || scalar.value < 0x20 || scalar.properties.isWhitespace {
            return nil
        }
        return name
    }
}
