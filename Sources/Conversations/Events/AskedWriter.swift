import AccountData
import Policies

/// Writes facts as a line, lists in ascending order.
struct AskedWriter {
    private(set) var bytes: [UInt8] = []
    /// Whether everything could be written.
    private(set) var isWhole = true

    mutating func write(_ facts: Facts) {
        bytes.reserveCapacity(128)
        bytes.append(Asked.form)
        end()
        bytes.append(facts.direction.letter)
        end()
        number(facts.now.milliseconds)
        end()
        if let act = facts.act { word(act.text) }
        end()
        if let actor = facts.actor { word(actor.text) }
        end()
        if let channel = facts.channel { number(Int64(channel.rawValue)) }
        end()
        number(Int64(facts.assurance.rawValue))
        end()
        list(facts.findings.isEmpty ? [] : facts.findings.sorted { $0.key.word < $1.key.word }) { writer, finding in
            writer.word(finding.key.word)
            writer.bytes.append(UInt8(ascii: ":"))
            writer.number(Int64(finding.value.rawValue))
        }
        end()
        list(facts.labels.sorted()) { $0.word($1.text) }
        end()
        list(facts.values.isEmpty ? [] : facts.values.sorted { $0.key < $1.key }) { writer, fact in
            writer.word(fact.key.description)
            writer.bytes.append(UInt8(ascii: "="))
            writer.value(fact.value)
        }
    }

    private mutating func value(_ value: FactValue) {
        switch value {
        case .flag(let flag): bytes += [UInt8(ascii: "f"), flag ? UInt8(ascii: "1") : UInt8(ascii: "0")]
        case .count(let count):
            bytes.append(UInt8(ascii: "n"))
            number(Int64(count))
        case .word(let text):
            bytes.append(UInt8(ascii: "w"))
            word(text)
        case .words(let words):
            bytes.append(UInt8(ascii: "s"))
            list(words.sorted(), by: UInt8(ascii: "+")) { $0.word($1) }
        case .instant(let instant):
            bytes.append(UInt8(ascii: "t"))
            number(instant.milliseconds)
        }
    }

    private mutating func end() { bytes.append(UInt8(ascii: ";")) }

    private mutating func number(_ value: Int64) { bytes.append(contentsOf: String(value).utf8) }

    private mutating func word(_ text: String) {
        if !Asked.isWord(text.utf8) { isWhole = false }
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func list<Element>(
        _ elements: [Element], by separator: UInt8 = UInt8(ascii: ","), _ write: (inout Self, Element) -> Void
    ) {
        for (place, element) in elements.enumerated() {
            if place > 0 { bytes.append(separator) }
            write(&self, element)
        }
    }
}
