import Crypto

/// A leaf as the format's table has it, written field by field, so that a test can put anything into any of them.
struct WrittenLeaf {
    struct Reference {
        var kind: UInt8
        var id: [UInt8]
        var sequence: UInt64
        var previous: UInt64
    }

    struct Field {
        var id: UInt16
        var nonce: [UInt8]
        var bytes: [UInt8]
    }

    var format: UInt8 = 1
    var commandType: UInt16 = 7
    var recorded: Int64 = 1_700_000_000_000
    var source: Int64 = 0
    var actorKind: UInt8 = 2
    var actor = [UInt8](repeating: 0xA5, count: 32)
    var channel: UInt8 = 2
    var clockOperation: UInt8 = 0
    var clockBasis: UInt8 = 0
    var target: UInt32 = 0
    var turnStart: Int64 = 0
    var resolved: Int64 = 0
    var terms: UInt64 = .max
    var decision: UInt8 = 1
    var event = [UInt8](repeating: 1, count: 16)
    var subject = [UInt8](repeating: 0, count: 16)
    var fields: [Field] = []
    var references: [Reference] = [Reference(kind: 1, id: [UInt8](repeating: 9, count: 16), sequence: 1, previous: .max)]

    var bytes: [UInt8] {
        var out = Array("parley/leaf/v01\n".utf8)
        out.append(format)
        out += commandType.octets + recorded.octets + source.octets
        out.append(actorKind)
        out += actor
        out += [channel, clockOperation, clockBasis]
        out += target.octets + turnStart.octets + resolved.octets + terms.octets
        out.append(decision)
        out += event + subject
        out += UInt16(fields.count).octets
        out += Naive.root(fields.map(commitment))
        out.append(UInt8(references.count))
        for reference in references {
            out.append(reference.kind)
            out += reference.id + reference.sequence.octets + reference.previous.octets
        }
        return out
    }

    func commitment(_ field: Field) -> [UInt8] {
        Naive.sha256(Array("parley/field/v1\n".utf8) + event + field.id.octets + field.nonce + field.bytes)
    }

    /// The line of `disclosures.jsonl` for this leaf; `withheld` and `erased` name field ids.
    func disclosure(index: Int, withheld: Set<UInt16> = [], erased: [UInt16: Int] = [:]) -> String {
        let parts = fields.map { field in
            if let by = erased[field.id] {
                "{\"id\":\(field.id),\"commitment\":\"\(commitment(field).base64)\",\"erased\":\(by)}"
            } else if withheld.contains(field.id) {
                "{\"id\":\(field.id),\"commitment\":\"\(commitment(field).base64)\"}"
            } else {
                "{\"id\":\(field.id),\"nonce\":\"\(field.nonce.base64)\",\"bytes\":\"\(field.bytes.base64)\"}"
            }
        }
        return "{\"index\":\(index),\"fields\":[\(parts.joined(separator: ","))]}\n"
    }
}

/// RFC 6962 as its text has it, recursion and all: the oracle.
enum Naive {
    static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    static func leafHash(_ entry: [UInt8]) -> [UInt8] { sha256([0] + entry) }

    static func root(_ entries: [[UInt8]]) -> [UInt8] { root(hashes: entries.map(leafHash)[...]) }

    static func root(hashes: ArraySlice<[UInt8]>) -> [UInt8] {
        switch hashes.count {
        case 0: return sha256([])
        case 1: return hashes[hashes.startIndex]
        default:
            let middle = hashes.startIndex + split(hashes.count)
            return sha256([1] + root(hashes: hashes[..<middle]) + root(hashes: hashes[middle...]))
        }
    }

    /// PATH(m, D[n]) of RFC 6962 section 2.1.1.
    static func inclusion(_ index: Int, _ hashes: ArraySlice<[UInt8]>) -> [[UInt8]] {
        guard hashes.count > 1 else { return [] }
        let middle = split(hashes.count)
        let at = hashes.startIndex + middle
        return index < middle
            ? inclusion(index, hashes[..<at]) + [root(hashes: hashes[at...])]
            : inclusion(index - middle, hashes[at...]) + [root(hashes: hashes[..<at])]
    }

    /// PROOF(m, D[n]) of RFC 6962 section 2.1.2.
    static func consistency(_ old: Int, _ hashes: ArraySlice<[UInt8]>) -> [[UInt8]] { subproof(old, hashes, isWhole: true) }

    private static func subproof(_ old: Int, _ hashes: ArraySlice<[UInt8]>, isWhole: Bool) -> [[UInt8]] {
        if old == hashes.count { return isWhole ? [] : [root(hashes: hashes)] }
        let middle = split(hashes.count)
        let at = hashes.startIndex + middle
        return old <= middle
            ? subproof(old, hashes[..<at], isWhole: isWhole) + [root(hashes: hashes[at...])]
            : subproof(old - middle, hashes[at...], isWhole: false) + [root(hashes: hashes[..<at])]
    }

    private static func split(_ count: Int) -> Int {
        var power = 1
        while power * 2 < count { power *= 2 }
        return power
    }
}

extension FixedWidthInteger {
    var octets: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}

extension [UInt8] {
    var base64: String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var out: [UInt8] = []
        for start in stride(from: 0, to: count, by: 3) {
            let chunk = self[start..<Swift.min(start + 3, count)]
            let word = chunk.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - chunk.count))
            for position in 0..<4 {
                out.append(position <= chunk.count ? alphabet[Int(word >> UInt32(18 - 6 * position) & 63)] : UInt8(ascii: "="))
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    init(hex: String) {
        self.init()
        var rest = hex[...]
        while let byte = UInt8(rest.prefix(2), radix: 16) {
            append(byte)
            rest = rest.dropFirst(2)
        }
    }
}
