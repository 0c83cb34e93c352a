/// Checks a body against RFC 8259 and writes its nodes in document order. Recursion is bounded by `limits.depth`.
struct JSONParser {
    private let bytes: [UInt8]
    private let limits: JSONDocument.Limits
    private var at = 0
    private var nodes: [JSONNode] = []

    init(bytes: [UInt8], limits: JSONDocument.Limits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func document() throws(JSONError) -> [JSONNode] {
        try checkUTF8()
        nodes.reserveCapacity(bytes.count / 12 + 8)
        skipSpace()
        try value(depth: 0)
        skipSpace()
        guard at == bytes.count else { throw failure(.trailingBytes) }
        return nodes
    }

    private func checkUTF8() throws(JSONError) {
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            throw JSONError(reason: .notUTF8, offset: error.byteOffsets.lowerBound)
        }
    }

    private func failure(_ reason: JSONError.Reason) -> JSONError {
        JSONError(reason: at >= bytes.count && reason == .unexpectedByte ? .unexpectedEnd : reason, offset: at)
    }

    private mutating func skipSpace() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x0A, 0x0D, 0x09: at += 1
            default: return
            }
        }
    }

    private mutating func open(_ kind: JSONNode.Kind) throws(JSONError) -> Int {
        guard nodes.count < limits.values else { throw failure(.tooManyValues) }
        nodes.append(JSONNode(kind: kind, start: UInt32(at), end: 0, next: 0))
        return nodes.count - 1
    }

    private mutating func close(_ index: Int) {
        nodes[index].end = UInt32(at)
        nodes[index].next = UInt32(nodes.count)
    }

    private mutating func value(depth: Int) throws(JSONError) {
        guard at < bytes.count else { throw failure(.unexpectedEnd) }
        switch bytes[at] {
        case UInt8(ascii: "{"): try object(depth: depth)
        case UInt8(ascii: "["): try array(depth: depth)
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "t"): try word("true", .yes)
        case UInt8(ascii: "f"): try word("false", .no)
        case UInt8(ascii: "n"): try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        default: throw failure(.unexpectedByte)
        }
    }

    private mutating func object(depth: Int) throws(JSONError) {
        guard depth < limits.depth else { throw failure(.tooDeep) }
        let index = try open(.object)
        at += 1
        skipSpace()
        if at < bytes.count, bytes[at] == UInt8(ascii: "}") {
            at += 1
            return close(index)
        }
        var seen: UInt64 = 0
        var keys = 0
        while true {
            guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw failure(.unexpectedByte) }
            keys += 1
            guard keys <= limits.keysInObject else { throw failure(.tooManyKeys) }
            let key = nodes.count
            try string()
            try refuseDuplicate(of: key, in: index, seen: &seen)
            skipSpace()
            guard at < bytes.count, bytes[at] == UInt8(ascii: ":") else { throw failure(.unexpectedByte) }
            at += 1
            skipSpace()
            try value(depth: depth + 1)
            skipSpace()
            guard at < bytes.count else { throw failure(.unexpectedEnd) }
            switch bytes[at] {
            case UInt8(ascii: ","):
                at += 1
                skipSpace()
            case UInt8(ascii: "}"):
                at += 1
                return close(index)
            default: throw failure(.unexpectedByte)
            }
        }
    }

    private mutating func array(depth: Int) throws(JSONError) {
        guard depth < limits.depth else { throw failure(.tooDeep) }
        let index = try open(.array)
        at += 1
        skipSpace()
        if at < bytes.count, bytes[at] == UInt8(ascii: "]") {
            at += 1
            return close(index)
        }
        while true {
            try value(depth: depth + 1)
            skipSpace()
            guard at < bytes.count else { throw failure(.unexpectedEnd) }
            switch bytes[at] {
            case UInt8(ascii: ","):
                at += 1
                skipSpace()
            case UInt8(ascii: "]"):
                at += 1
                return close(index)
            default: throw failure(.unexpectedByte)
            }
        }
    }

    /// The earlier keys are walked only when the one-word filter says that this key may have been seen.
    private func refuseDuplicate(of key: Int, in object: Int, seen: inout UInt64) throws(JSONError) {
        let own = nodes[key]
        let name = own.hasEscapes ? JSONText.decoding(bytes, own).utf8 : []
        let bit: UInt64
        if own.hasEscapes {
            bit = 1 << UInt64(Self.bucket(name, 0, name.count))
        } else {
            bit = 1 << UInt64(Self.bucket(bytes, Int(own.start), Int(own.end)))
        }
        defer { seen |= bit }
        guard seen & bit != 0 else { return }
        var other = object + 1
        while other < key {
            if JSONText.equal(bytes, nodes[other], own) {
                throw JSONError(reason: .duplicateKey, offset: Int(own.start))
            }
            other = Int(nodes[other + 1].next)
        }
    }

    private static func bucket(_ bytes: [UInt8], _ start: Int, _ end: Int) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        for index in start..<end {
            hash = (hash ^ UInt32(bytes[index])) &* 16_777_619
        }
        return (hash ^ (hash >> 16)) & 63
    }

    private mutating func string() throws(JSONError) {
        let index = try open(.string)
        at += 1
        nodes[index].start = UInt32(at)
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") {
                nodes[index].end = UInt32(at)
                nodes[index].next = UInt32(nodes.count)
                at += 1
                return
            }
            if byte == UInt8(ascii: "\\") {
                nodes[index].hasEscapes = true
                try escape()
            } else if byte < 0x20 {
                throw failure(.controlCharacter)
            } else {
                at += 1
            }
        }
        throw failure(.unexpectedEnd)
    }

    private mutating func escape() throws(JSONError) {
        at += 1
        guard at < bytes.count else { throw failure(.unexpectedEnd) }
        switch bytes[at] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            at += 1
        case UInt8(ascii: "u"):
            at += 1
            for _ in 0..<4 {
                guard at < bytes.count else { throw failure(.unexpectedEnd) }
                guard JSONText.hexadecimal(bytes[at]) != nil else { throw failure(.badEscape) }
                at += 1
            }
        default: throw failure(.badEscape)
        }
    }

    private mutating func number() throws(JSONError) {
        let index = try open(.number)
        if bytes[at] == UInt8(ascii: "-") { at += 1 }
        guard at < bytes.count else { throw failure(.unexpectedEnd) }
        if bytes[at] == UInt8(ascii: "0") {
            at += 1
        } else {
            try digits()
        }
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            at += 1
            try digits()
        }
        if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
            try digits()
        }
        close(index)
    }

    private mutating func digits() throws(JSONError) {
        let first = at
        while at < bytes.count, bytes[at] &- UInt8(ascii: "0") < 10 { at += 1 }
        guard at > first else { throw failure(at < bytes.count ? .badNumber : .unexpectedEnd) }
    }

    private mutating func word(_ word: StaticString, _ kind: JSONNode.Kind) throws(JSONError) {
        let index = try open(kind)
        for offset in 0..<word.utf8CodeUnitCount {
            guard at < bytes.count else { throw failure(.unexpectedEnd) }
            guard bytes[at] == word.utf8Start[offset] else { throw failure(.unexpectedByte) }
            at += 1
        }
        close(index)
    }
}
