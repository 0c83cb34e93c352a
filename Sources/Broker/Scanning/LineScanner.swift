import AccountData
import Policies

/// Answers lines of JSON with what was found in them, one line each, for other tools.
///
/// A line is `{"id": …, "text": …, "direction": …, "channel": …}`; with sequences `{"id": …, "messages": [{"author": …, "text": …,
/// "gap_s": …}]}`. Other keys are ignored. A line that cannot be scanned is answered with `{"id": …, "error": …}`, never passed over.
public struct LineScanner: Sendable {
    public let settings: ScanSettings
    /// Lines are conversations instead of single messages.
    public let readsSequences: Bool
    private let scanner: Scanner
    private let writer: FindingWriter

    /// The coarse kinds that tools use beside the channel kinds.
    private static let coarseChannels: Set<[UInt8]> = [Array("public".utf8), Array("dm".utf8), Array("email".utf8), Array("chat".utf8)]
    private static let channels = coarseChannels.union(ChannelKind.allCases.map { Array($0.word.utf8) })
    private static let directions: Set<[UInt8]> = [Array("inbound".utf8), Array("outbound".utf8)]
    /// Messages of one line; more are refused.
    private static let mostMessages = 10_000

    public init(_ settings: ScanSettings, sequences: Bool = false) {
        self.settings = settings
        readsSequences = sequences
        scanner = settings.scanner
        writer = FindingWriter(settings: settings)
    }

    /// Appends the answer to one line, with its LF. False if the line could not be scanned.
    public func answer(_ line: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) -> Bool {
        let start = output.count
        var id: [UInt8] = Array("null".utf8)
        do throws(ScanFault) {
            if readsSequences {
                try answerSequence(line, &id, &output)
            } else {
                try answerText(line, &id, &output)
            }
            return true
        } catch {
            output.removeLast(output.count - start)
            begin(id, "error", &output)
            JSONText.append("\(error)".utf8, to: &output)
            output.append(contentsOf: "}\n".utf8)
            return false
        }
    }

    /// Appends the answer to a line that was too long to be read.
    public func refuseTooLong(to output: inout [UInt8]) {
        begin(Array("null".utf8), "error", &output)
        JSONText.append("the line is longer than \(LineStream.longestLine) bytes".utf8, to: &output)
        output.append(contentsOf: "}\n".utf8)
    }

    private func begin(_ id: [UInt8], _ key: StaticString, _ output: inout [UInt8]) {
        output.append(contentsOf: "{\"id\": ".utf8)
        output.append(contentsOf: id)
        output.append(contentsOf: ", \"".utf8)
        key.withUTF8Buffer { output.append(contentsOf: $0) }
        output.append(contentsOf: "\": ".utf8)
    }

    // MARK: Single messages

    private func answerText(_ line: UnsafeBufferPointer<UInt8>, _ id: inout [UInt8], _ output: inout [UInt8]) throws(ScanFault) {
        var reader = JSONReader(line)
        var text: [UInt8]?
        var fault: ScanFault?
        var word: [UInt8] = []
        try reader.object { key, reader throws(ScanFault) in
            switch Key(key) {
            case .id: id = try Self.id(&reader, line)
            case .text:
                var value: [UInt8] = []
                try reader.string(into: &value)
                if reader.hadLoneSurrogate { fault = .loneSurrogate }
                text = value
            case .direction:
                try reader.string(into: &word)
                if !Self.directions.contains(word) { fault = fault ?? .word(key: "direction", expected: "inbound, outbound") }
            case .channel:
                try reader.string(into: &word)
                if !Self.channels.contains(word) {
                    fault = fault ?? .word(key: "channel", expected: "public, dm, email, chat, or a channel kind such as x_public")
                }
            case nil: try reader.value()
            }
        }
        try reader.end()
        if let fault { throw fault }
        guard let text else { throw .missing("text") }
        switch text.withUnsafeBufferPointer({ scanner.scan(utf8: $0, minimum: settings.minimum) }) {
        case .findings(let findings):
            begin(id, "findings", &output)
            writer.append(findings, in: text, to: &output)
            output.append(contentsOf: "}\n".utf8)
        case .unscannable(let reason): throw ScanFault(reason)
        }
    }

    private enum Key {
        case id, text, direction, channel

        init?(_ bytes: [UInt8]) {
            if bytes.elementsEqual("text".utf8) {
                self = .text
            } else if bytes.elementsEqual("id".utf8) {
                self = .id
            } else if bytes.elementsEqual("channel".utf8) {
                self = .channel
            } else if bytes.elementsEqual("direction".utf8) {
                self = .direction
            } else {
                return nil
            }
        }
    }

    /// The id's own bytes, to be repeated as they are.
    private static func id(_ reader: inout JSONReader, _ line: UnsafeBufferPointer<UInt8>) throws(ScanFault) -> [UInt8] {
        let bytes = Array(line[try reader.value()])
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .malformed(at: 0, "the id is not UTF-8") }
        guard bytes.first != UInt8(ascii: "{"), bytes.first != UInt8(ascii: "[") else {
            throw .malformed(at: 0, "the id is no single value")
        }
        return bytes
    }

    // MARK: Sequences

    private struct Message {
        var author: Author
        var text: String
        /// Seconds since the message before.
        var gap: Double
    }

    private func answerSequence(_ line: UnsafeBufferPointer<UInt8>, _ id: inout [UInt8], _ output: inout [UInt8]) throws(ScanFault) {
        var reader = JSONReader(line)
        var messages: [Message]?
        var fault: ScanFault?
        try reader.object { key, reader throws(ScanFault) in
            if key.elementsEqual("id".utf8) {
                id = try Self.id(&reader, line)
            } else if key.elementsEqual("messages".utf8) {
                var list: [Message] = []
                try reader.array { reader throws(ScanFault) in
                    guard list.count < Self.mostMessages else { throw reader.fault("more than \(Self.mostMessages) messages") }
                    list.append(try Self.message(&reader, &fault))
                }
                messages = list
            } else {
                try reader.value()
            }
        }
        try reader.end()
        if let fault { throw fault }
        guard let messages else { throw .missing("messages") }
        begin(id, "detections", &output)
        output.append(UInt8(ascii: "["))
        var memory = AuthorMemory(scanner: scanner)
        var milliseconds = 0.0
        var isFirst = true
        for (place, message) in messages.enumerated() {
            milliseconds += message.gap * 1000
            let result = memory.next(message.text, at: Int64(min(milliseconds, 9e15)), author: message.author)
            for dataClass in result.classes {
                if !isFirst { output.append(contentsOf: ", ".utf8) }
                isFirst = false
                output.append(contentsOf: "{\"msg\": \(place), \"class\": \"\(dataClass.word)\"}".utf8)
            }
        }
        output.append(contentsOf: "]}\n".utf8)
    }

    private static func message(_ reader: inout JSONReader, _ fault: inout ScanFault?) throws(ScanFault) -> Message {
        var author: Author?
        var text: String?
        var gap = 0.0
        var bytes: [UInt8] = []
        try reader.object { key, reader throws(ScanFault) in
            if key.elementsEqual("author".utf8) {
                try reader.string(into: &bytes)
                author = Author(rawValue: String(decoding: bytes, as: UTF8.self))
                if author == nil {
                    fault = fault ?? .word(key: "author", expected: Author.allCases.map(\.rawValue).joined(separator: ", "))
                }
            } else if key.elementsEqual("text".utf8) {
                try reader.string(into: &bytes)
                if reader.hadLoneSurrogate { fault = fault ?? .loneSurrogate }
                text = String(validating: bytes, as: UTF8.self)
                if text == nil { fault = fault ?? .invalidUTF8(at: 0) }
                if bytes.count > Scanner.sizeLimit { fault = fault ?? .tooLong(bytes: bytes.count, most: Scanner.sizeLimit) }
            } else if key.elementsEqual("gap_s".utf8) {
                gap = try reader.number()
                if gap < 0 { fault = fault ?? .word(key: "gap_s", expected: "seconds, 0 or more") }
            } else {
                try reader.value()
            }
        }
        if fault == nil {
            if author == nil { fault = .missing("author") }
            if text == nil { fault = .missing("text") }
        }
        return Message(author: author ?? .customer, text: text ?? "", gap: gap)
    }
}
