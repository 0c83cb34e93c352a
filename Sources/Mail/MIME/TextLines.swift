/// Text being laid out as a browser would: blanks collapse, blocks begin lines.
struct TextLines {
    private var bytes: [UInt8] = []
    private var pendingBlank = false
    private var pendingBreaks = 0

    var count: Int { bytes.count }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func append(_ text: [UInt8], isPreformatted: Bool) {
        for byte in text {
            switch byte {
            case 0x0a where isPreformatted: newLine()
            case 0x0d where isPreformatted: break
            case 0x20 where isPreformatted:
                flush()
                bytes.append(byte)
            case 0x20, 0x09, 0x0a, 0x0c, 0x0d: pendingBlank = true
            case 0x00..<0x20, 0x7f: break
            default:
                flush()
                bytes.append(byte)
            }
        }
    }

    mutating func newLine() {
        pendingBlank = false
        pendingBreaks = min(pendingBreaks + 1, 3)
    }

    /// The next text begins a line.
    mutating func breakLine() {
        pendingBlank = false
        pendingBreaks = max(pendingBreaks, 1)
    }

    /// The next text begins a line after an empty one.
    mutating func breakParagraph() {
        pendingBlank = false
        pendingBreaks = max(pendingBreaks, 2)
    }

    func ends(with text: String, since start: Int) -> Bool {
        let wanted = Array(text.utf8)
        return start <= bytes.count && bytes.count - start >= wanted.count && bytes.suffix(wanted.count).elementsEqual(wanted)
    }

    private mutating func flush() {
        if !bytes.isEmpty {
            if pendingBreaks > 0 {
                bytes.append(contentsOf: repeatElement(0x0a, count: pendingBreaks))
            } else if pendingBlank {
                bytes.append(0x20)
            }
        }
        pendingBlank = false
        pendingBreaks = 0
    }
}
