/// One value inside a document. Asking for the wrong kind gives nil; nothing is coerced.
struct JSONValue {
    let document: JSONDocument
    let index: Int

    private var node: JSONNode { document.nodes[index] }

    var isNull: Bool { node.kind == .null }
    var isObject: Bool { node.kind == .object }

    /// The value under a key; nil where this is no object, the key is missing, or its value is null.
    subscript(_ key: StaticString) -> JSONValue? {
        guard node.kind == .object else { return nil }
        let end = Int(node.next)
        var at = index + 1
        while at < end {
            if matches(document.nodes[at], key) {
                let value = JSONValue(document: document, index: at + 1)
                return value.isNull ? nil : value
            }
            at = Int(document.nodes[at + 1].next)
        }
        return nil
    }

    private func matches(_ key: JSONNode, _ name: StaticString) -> Bool {
        let wanted = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        if key.hasEscapes { return JSONText.decoding(document.bytes, key).utf8.elementsEqual(wanted) }
        guard Int(key.end - key.start) == wanted.count else { return false }
        var at = Int(key.start)
        for byte in wanted {
            guard document.bytes[at] == byte else { return false }
            at += 1
        }
        return true
    }

    /// The decoded string.
    var text: JSONText? { node.kind == .string ? JSONText.decoding(document.bytes, node) : nil }

    var string: String? {
        guard node.kind == .string else { return nil }
        guard node.hasEscapes else {
            return String(decoding: document.bytes[Int(node.start)..<Int(node.end)], as: UTF8.self)
        }
        return JSONText.decoding(document.bytes, node).string
    }

    /// The bytes of a string without escapes, in place: for ids, dates and words.
    var plainBytes: ArraySlice<UInt8>? {
        node.kind == .string && !node.hasEscapes ? document.bytes[Int(node.start)..<Int(node.end)] : nil
    }

    /// A whole number that fits 64 bits, written without fraction or exponent.
    var integer: Int64? {
        guard node.kind == .number else { return nil }
        return Int64(String(decoding: document.bytes[Int(node.start)..<Int(node.end)], as: UTF8.self))
    }

    var boolean: Bool? {
        switch node.kind {
        case .yes: true
        case .no: false
        default: nil
        }
    }

    /// The elements of an array; nil where this is none.
    var elements: Elements? { node.kind == .array ? Elements(of: self, step: 0) : nil }

    /// The members of an object, each as its key; `value` of the key gives its value. Nil where this is no object.
    var keys: Elements? { node.kind == .object ? Elements(of: self, step: 1) : nil }

    /// The value that belongs to a key from `keys`.
    var valueOfKey: JSONValue { JSONValue(document: document, index: index + 1) }

    struct Elements: Sequence, IteratorProtocol {
        private let document: JSONDocument
        private var at: Int
        private let end: Int
        private let step: Int

        fileprivate init(of container: JSONValue, step: Int) {
            self.document = container.document
            self.at = container.index + 1
            self.end = Int(container.node.next)
            self.step = step
        }

        mutating func next() -> JSONValue? {
            guard at < end else { return nil }
            let value = JSONValue(document: document, index: at)
            at = Int(document.nodes[at + step].next)
            return value
        }
    }
}
