public import AccountData

/// How well labelled messages are scanned: what was found of what stands in them, and what was found that does not.
///
/// A line is one that ``LineScanner`` reads, with the right answer beside it: `"findings": [{"class", "start", "end"}]` for a message,
/// `"detections": [{"msg", "class"}]` for a conversation; `"kind"` groups the figures (plain, disguised, split …).
public struct CorpusScore: Sendable {
    /// Figures of one class in one kind of lines.
    public struct Row: Sendable {
        public var dataClass: DataClass
        public var kind: String
        public var expected = 0
        /// Found with some overlap, and with exactly its span.
        public var found = 0
        public var exact = 0
    }

    public private(set) var rows: [Row] = []
    /// Findings that no label stands for, by class.
    public private(set) var extra: [DataClass: Int] = [:]
    public private(set) var clean = 0
    public private(set) var flagged = 0
    private let scanner: Scanner

    public init(_ settings: ScanSettings) { scanner = settings.scanner }

    /// Scores one line of JSON.
    public mutating func add(_ line: UnsafeBufferPointer<UInt8>) throws(ScanFault) {
        var reader = JSONReader(line)
        var text: [UInt8]?
        var messages: [(author: Author, text: [UInt8], gap: Double)] = []
        var kind: [UInt8] = []
        var labels: [(dataClass: DataClass, start: Int, end: Int)] = []
        try reader.object { key, reader throws(ScanFault) in
            if key.elementsEqual("text".utf8) {
                var value: [UInt8] = []
                try reader.string(into: &value)
                text = value
            } else if key.elementsEqual("kind".utf8) {
                try reader.string(into: &kind)
            } else if key.elementsEqual("findings".utf8) || key.elementsEqual("detections".utf8) {
                try reader.array { reader throws(ScanFault) in labels.append(try Self.label(&reader)) }
            } else if key.elementsEqual("messages".utf8) {
                try reader.array { reader throws(ScanFault) in messages.append(try Self.message(&reader)) }
            } else {
                try reader.value()
            }
        }
        try reader.end()
        let word = String(decoding: kind, as: UTF8.self)
        if let text {
            try score(text, labels, word)
        } else {
            score(messages, labels, word)
        }
    }

    private mutating func score(_ text: [UInt8], _ labels: [(dataClass: DataClass, start: Int, end: Int)], _ kind: String) throws(ScanFault)
    {
        let findings: [Finding]
        switch text.withUnsafeBufferPointer({ scanner.scan(utf8: $0) }) {
        case .unscannable(let reason): throw ScanFault(reason)
        case .findings(let found): findings = found
        }
        for label in labels {
            let same = findings.filter {
                $0.dataClass == label.dataClass && $0.range.overlaps(label.start..<max(label.end, label.start + 1))
            }
            note(label.dataClass, kind, isFound: !same.isEmpty, isExact: same.contains { $0.range == label.start..<label.end })
        }
        for finding in findings
        where !labels.contains(where: { $0.dataClass == finding.dataClass && finding.range.overlaps($0.start..<max($0.end, $0.start + 1)) })
        {
            extra[finding.dataClass, default: 0] += 1
        }
        if labels.isEmpty {
            clean += 1
            if !findings.isEmpty { flagged += 1 }
        }
    }

    private mutating func score(
        _ messages: [(author: Author, text: [UInt8], gap: Double)], _ labels: [(dataClass: DataClass, start: Int, end: Int)], _ kind: String
    ) {
        var memory = AuthorMemory(scanner: scanner)
        var milliseconds: Int64 = 0
        var found: [(message: Int, dataClass: DataClass)] = []
        for (number, message) in messages.enumerated() {
            milliseconds += Int64(min(message.gap, 1e9) * 1000)
            let result = memory.next(String(decoding: message.text, as: UTF8.self), at: milliseconds, author: message.author)
            found += result.classes.map { (number, $0) }
        }
        for label in labels {
            let isFound = found.contains { $0.message == label.start && $0.dataClass == label.dataClass }
            note(label.dataClass, kind, isFound: isFound, isExact: isFound)
        }
        for one in found where !labels.contains(where: { $0.start == one.message && $0.dataClass == one.dataClass }) {
            extra[one.dataClass, default: 0] += 1
        }
        if labels.isEmpty {
            clean += 1
            if !found.isEmpty { flagged += 1 }
        }
    }

    private mutating func note(_ dataClass: DataClass, _ kind: String, isFound: Bool, isExact: Bool) {
        if !rows.contains(where: { $0.dataClass == dataClass && $0.kind == kind }) { rows.append(Row(dataClass: dataClass, kind: kind)) }
        for place in rows.indices where rows[place].dataClass == dataClass && rows[place].kind == kind {
            rows[place].expected += 1
            if isFound { rows[place].found += 1 }
            if isExact { rows[place].exact += 1 }
        }
    }

    private static func label(_ reader: inout JSONReader) throws(ScanFault) -> (dataClass: DataClass, start: Int, end: Int) {
        var dataClass: DataClass?
        var (start, end) = (0, 0)
        var word: [UInt8] = []
        try reader.object { key, reader throws(ScanFault) in
            if key.elementsEqual("class".utf8) {
                try reader.string(into: &word)
                dataClass = DataClass(word: String(decoding: word, as: UTF8.self))
            } else if key.elementsEqual("start".utf8) || key.elementsEqual("msg".utf8) {
                start = Int(min(max(0, try reader.number()), 1e9))
            } else if key.elementsEqual("end".utf8) {
                end = Int(min(max(0, try reader.number()), 1e9))
            } else {
                try reader.value()
            }
        }
        guard let dataClass else { throw .word(key: "class", expected: "a data class") }
        return (dataClass, start, end)
    }

    private static func message(_ reader: inout JSONReader) throws(ScanFault) -> (author: Author, text: [UInt8], gap: Double) {
        var author = Author.customer
        var text: [UInt8] = []
        var gap = 0.0
        var word: [UInt8] = []
        try reader.object { key, reader throws(ScanFault) in
            if key.elementsEqual("author".utf8) {
                try reader.string(into: &word)
                author = Author(rawValue: String(decoding: word, as: UTF8.self)) ?? .customer
            } else if key.elementsEqual("text".utf8) {
                try reader.string(into: &text)
            } else if key.elementsEqual("gap_s".utf8) {
                gap = max(0, try reader.number())
            } else {
                try reader.value()
            }
        }
        return (author, text, gap)
    }
}
