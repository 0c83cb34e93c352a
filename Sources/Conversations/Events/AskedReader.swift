import AccountData
import Policies

/// Reads a line back, strictly: what ``AskedWriter`` would not have written is refused.
enum AskedReader {
    private static let fieldCount = 10

    static func facts(in bytes: UnsafeBufferPointer<UInt8>) -> Facts? {
        let fields = bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        guard fields.count == fieldCount, fields[0].elementsEqual([Asked.form]), fields[1].count == 1, let letter = fields[1].first,
            let direction = Direction.allCases.first(where: { $0.letter == letter }), let now = number(fields[2]),
            let assurance = number(fields[6]).flatMap({ UInt8(exactly: $0) }).flatMap({ Assurance(rawValue: $0) })
        else { return nil }
        var facts = Facts(direction: direction, now: Timestamp(milliseconds: now), assurance: assurance)
        if !fields[3].isEmpty {
            guard let act = word(fields[3]) else { return nil }
            facts.act = Act(act)
        }
        if !fields[4].isEmpty {
            guard let actor = word(fields[4]) else { return nil }
            facts.actor = ActorRole(actor)
        }
        if !fields[5].isEmpty {
            guard let kind = number(fields[5]).flatMap({ UInt8(exactly: $0) }).flatMap({ ChannelKind(rawValue: $0) }) else { return nil }
            facts.channel = kind
        }
        for item in list(fields[7]) {
            let parts = item.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            guard parts.count == 2, let name = word(parts[0]), let dataClass = DataClass(word: name),
                let level = number(parts[1]).flatMap({ Level(rawValue: Int($0)) })
            else { return nil }
            facts.findings[dataClass] = level
        }
        for item in list(fields[8]) {
            guard let label = word(item) else { return nil }
            facts.labels.insert(Label(label))
        }
        for item in list(fields[9]) {
            let parts = item.split(separator: UInt8(ascii: "="), omittingEmptySubsequences: false)
            guard parts.count == 2, let path = word(parts[0]), let value = value(parts[1]) else { return nil }
            facts.values[FactPath(dotted: path)] = value
        }
        return facts
    }

    private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

    private static func value(_ bytes: Bytes) -> FactValue? {
        let rest = bytes.dropFirst()
        switch bytes.first {
        case UInt8(ascii: "f"):
            guard rest.count == 1 else { return nil }
            return rest.first == UInt8(ascii: "1") ? .flag(true) : rest.first == UInt8(ascii: "0") ? .flag(false) : nil
        case UInt8(ascii: "n"): return number(rest).map { .count(Int($0)) }
        case UInt8(ascii: "w"): return word(rest).map { .word($0) }
        case UInt8(ascii: "s"):
            var words: Set<String> = []
            for item in list(rest, by: UInt8(ascii: "+")) {
                guard let word = word(item) else { return nil }
                words.insert(word)
            }
            return .words(words)
        case UInt8(ascii: "t"): return number(rest).map { .instant(Timestamp(milliseconds: $0)) }
        default: return nil
        }
    }

    private static func list(_ bytes: Bytes, by separator: UInt8 = UInt8(ascii: ",")) -> [Bytes] {
        bytes.isEmpty ? [] : bytes.split(separator: separator, omittingEmptySubsequences: false)
    }

    private static func word(_ bytes: Bytes) -> String? { Asked.isWord(bytes) ? String(decoding: bytes, as: UTF8.self) : nil }

    private static func number(_ bytes: Bytes) -> Int64? { Int64(String(decoding: bytes, as: UTF8.self)) }
}
