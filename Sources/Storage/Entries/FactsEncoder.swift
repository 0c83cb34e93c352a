/// Writes values as JSON straight into bytes, keys in the order of their declaration.
///
/// An entry's facts are encoded on the committer's one thread; building a tree of values first and sorting it took a quarter of that thread.
/// Containers have no end of their own in `Codable`: one is closed when something outside it is written.
struct FactsEncoder: Encoder {
    /// The bytes so far, and the containers that are open, outermost first.
    final class Output {
        var bytes: [UInt8] = []
        private var open: [(end: UInt8, isEmpty: Bool)] = []

        var depth: Int { open.count }

        func begin(_ start: UInt8, _ end: UInt8) -> Int {
            bytes.append(start)
            open.append((end, true))
            return open.count
        }

        func close(to depth: Int) {
            while open.count > depth, let last = open.popLast() { bytes.append(last.end) }
        }

        /// Goes on in the container at a depth: what is open within it ends.
        func next(at depth: Int) {
            close(to: depth)
            if !open[depth - 1].isEmpty { bytes.append(UInt8(ascii: ",")) }
            open[depth - 1].isEmpty = false
        }

        func key(_ key: String, at depth: Int) {
            next(at: depth)
            write(key)
            bytes.append(UInt8(ascii: ":"))
        }

        func write(_ text: String) { Self.append(text, to: &bytes) }

        static func append(_ text: String, to bytes: inout [UInt8]) {
            var text = text
            bytes.append(UInt8(ascii: "\""))
            text.withUTF8 { utf8 in
                guard utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) else {
                    bytes.append(contentsOf: utf8)
                    return
                }
                for byte in utf8 {
                    switch byte {
                    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                        bytes.append(UInt8(ascii: "\\"))
                        bytes.append(byte)
                    case ..<0x20:
                        let digits = Array("0123456789abcdef".utf8)
                        bytes.append(contentsOf: Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]])
                    default: bytes.append(byte)
                    }
                }
            }
            bytes.append(UInt8(ascii: "\""))
        }

        func write(_ number: some BinaryInteger) { bytes.append(contentsOf: String(number).utf8) }
        func write(_ flag: Bool) { bytes.append(contentsOf: (flag ? "true" : "false").utf8) }
        func writeNil() { bytes.append(contentsOf: "null".utf8) }

        func write(_ value: some Encodable, within path: [any CodingKey]) throws {
            let depth = depth
            try value.encode(to: FactsEncoder(output: self, codingPath: path))
            close(to: depth)
        }
    }

    let output: Output
    var codingPath: [any CodingKey] = []
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    static func encode(_ value: some Encodable) throws -> [UInt8] {
        let output = Output()
        output.bytes.reserveCapacity(1_024)
        try output.write(value, within: [])
        return output.bytes
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(
            FactsObject<Key>(output: output, depth: output.begin(UInt8(ascii: "{"), UInt8(ascii: "}")), codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        FactsList(output: output, depth: output.begin(UInt8(ascii: "["), UInt8(ascii: "]")), codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { FactsValue(output: output, codingPath: codingPath) }
}

/// What facts never hold: fractions. A ledger that is read for decades must not depend on how they are printed.
private func refuse(_ value: Double, _ path: [any CodingKey]) -> EncodingError {
    .invalidValue(value, .init(codingPath: path, debugDescription: "facts hold whole numbers"))
}

private struct FactsObject<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let output: FactsEncoder.Output
    let depth: Int
    let codingPath: [any CodingKey]

    func encodeNil(forKey key: Key) {
        output.key(key.stringValue, at: depth)
        output.writeNil()
    }
    func encode(_ value: Bool, forKey key: Key) {
        output.key(key.stringValue, at: depth)
        output.write(value)
    }
    func encode(_ value: String, forKey key: Key) {
        output.key(key.stringValue, at: depth)
        output.write(value)
    }
    func encode(_ value: Double, forKey key: Key) throws { throw refuse(value, codingPath) }
    func encode(_ value: Float, forKey key: Key) throws { throw refuse(Double(value), codingPath) }
    func encode(_ value: Int, forKey key: Key) { number(value, key) }
    func encode(_ value: Int8, forKey key: Key) { number(value, key) }
    func encode(_ value: Int16, forKey key: Key) { number(value, key) }
    func encode(_ value: Int32, forKey key: Key) { number(value, key) }
    func encode(_ value: Int64, forKey key: Key) { number(value, key) }
    func encode(_ value: UInt, forKey key: Key) { number(value, key) }
    func encode(_ value: UInt8, forKey key: Key) { number(value, key) }
    func encode(_ value: UInt16, forKey key: Key) { number(value, key) }
    func encode(_ value: UInt32, forKey key: Key) { number(value, key) }
    func encode(_ value: UInt64, forKey key: Key) { number(value, key) }
    private func number(_ value: some BinaryInteger, _ key: Key) {
        output.key(key.stringValue, at: depth)
        output.write(value)
    }
    func encode(_ value: some Encodable, forKey key: Key) throws {
        output.key(key.stringValue, at: depth)
        try output.write(value, within: codingPath)
    }
    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
        output.key(key.stringValue, at: depth)
        return FactsEncoder(output: output, codingPath: codingPath).container(keyedBy: type)
    }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        output.key(key.stringValue, at: depth)
        return FactsEncoder(output: output, codingPath: codingPath).unkeyedContainer()
    }
    func superEncoder() -> any Encoder {
        output.key("super", at: depth)
        return FactsEncoder(output: output, codingPath: codingPath)
    }
    func superEncoder(forKey key: Key) -> any Encoder {
        output.key(key.stringValue, at: depth)
        return FactsEncoder(output: output, codingPath: codingPath)
    }
}

private struct FactsList: UnkeyedEncodingContainer {
    let output: FactsEncoder.Output
    let depth: Int
    let codingPath: [any CodingKey]
    var count = 0

    init(output: FactsEncoder.Output, depth: Int, codingPath: [any CodingKey]) {
        self.output = output
        self.depth = depth
        self.codingPath = codingPath
    }

    private mutating func next() {
        output.next(at: depth)
        count += 1
    }
    mutating func encodeNil() {
        next()
        output.writeNil()
    }
    mutating func encode(_ value: some Encodable) throws {
        next()
        try output.write(value, within: codingPath)
    }
    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        next()
        return FactsEncoder(output: output, codingPath: codingPath).container(keyedBy: type)
    }
    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        next()
        return FactsEncoder(output: output, codingPath: codingPath).unkeyedContainer()
    }
    mutating func superEncoder() -> any Encoder {
        next()
        return FactsEncoder(output: output, codingPath: codingPath)
    }
}

private struct FactsValue: SingleValueEncodingContainer {
    let output: FactsEncoder.Output
    let codingPath: [any CodingKey]

    func encodeNil() { output.writeNil() }
    func encode(_ value: Bool) { output.write(value) }
    func encode(_ value: String) { output.write(value) }
    func encode(_ value: Double) throws { throw refuse(value, codingPath) }
    func encode(_ value: Float) throws { throw refuse(Double(value), codingPath) }
    func encode(_ value: Int) { output.write(value) }
    func encode(_ value: Int8) { output.write(value) }
    func encode(_ value: Int16) { output.write(value) }
    func encode(_ value: Int32) { output.write(value) }
    func encode(_ value: Int64) { output.write(value) }
    func encode(_ value: UInt) { output.write(value) }
    func encode(_ value: UInt8) { output.write(value) }
    func encode(_ value: UInt16) { output.write(value) }
    func encode(_ value: UInt32) { output.write(value) }
    func encode(_ value: UInt64) { output.write(value) }
    func encode(_ value: some Encodable) throws { try output.write(value, within: codingPath) }
}
