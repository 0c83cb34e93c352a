import Conversations

/// What reading an attachment gave: its text, or no answer and why.
public enum Extraction: Sendable, Equatable {
    case text(String, AttachmentType)
    case none(UnreadReason, AttachmentType)

    public var type: AttachmentType {
        switch self {
        case .text(_, let type), .none(_, let type): type
        }
    }

    // MARK: Between the two processes

    private static let mark = "parley-extract/1"

    /// One line, `parley-extract/1 text TYPE BYTES` or `parley-extract/1 none TYPE REASON`, then the text.
    public var wire: [UInt8] {
        switch self {
        case .text(let text, let type): Array("\(Self.mark) text \(type.rawValue) \(text.utf8.count)\n".utf8) + text.utf8
        case .none(let reason, let type): Array("\(Self.mark) none \(type.rawValue) \(reason.rawValue)\n".utf8)
        }
    }

    /// Nil for anything that is not exactly such an answer.
    init?(wire bytes: [UInt8]) {
        guard let end = bytes.prefix(200).firstIndex(of: 0x0a), let line = String(validating: bytes[..<end], as: UTF8.self) else {
            return nil
        }
        let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard words.count == 4, words[0] == Self.mark, let type = AttachmentType(rawValue: words[2]) else { return nil }
        let rest = bytes[(end + 1)...]
        switch words[1] {
        case "text":
            guard let count = Int(words[3]), count == rest.count, let text = String(validating: rest, as: UTF8.self) else { return nil }
            self = .text(text, type)
        case "none":
            guard rest.isEmpty, let reason = UnreadReason(rawValue: words[3]) else { return nil }
            self = .none(reason, type)
        default: return nil
        }
    }
}

/// Ends the reading of an attachment without an answer.
struct NoAnswer: Error, Equatable {
    let reason: UnreadReason

    init(_ reason: UnreadReason) { self.reason = reason }
}
