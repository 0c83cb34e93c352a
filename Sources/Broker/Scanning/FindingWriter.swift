public import AccountData

/// Writes findings as JSON, in the form that other tools read.
struct FindingWriter {
    let settings: ScanSettings

    /// Appends `[{"class": …, "start": …, "end": …}]`.
    func append(_ findings: [Finding], in text: [UInt8], to output: inout [UInt8]) {
        output.append(UInt8(ascii: "["))
        for (number, finding) in findings.enumerated() {
            if number > 0 { output.append(contentsOf: ", ".utf8) }
            output.append(contentsOf: "{\"class\": \"".utf8)
            output.append(contentsOf: finding.dataClass.word.utf8)
            output.append(contentsOf: "\", \"start\": ".utf8)
            output.append(contentsOf: String(finding.range.lowerBound).utf8)
            output.append(contentsOf: ", \"end\": ".utf8)
            output.append(contentsOf: String(finding.range.upperBound).utf8)
            if settings.explains { explain(finding, &output) }
            if settings.reveals {
                output.append(contentsOf: ", \"value\": ".utf8)
                JSONText.append(UTF8Scalars.bytes(finding.range, of: text), to: &output)
            }
            output.append(UInt8(ascii: "}"))
        }
        output.append(UInt8(ascii: "]"))
    }

    private func explain(_ finding: Finding, _ output: inout [UInt8]) {
        output.append(contentsOf: ", \"level\": \"\(finding.level.word)\", \"severity\": \"\(finding.severity)\", \"evidence\": [".utf8)
        for (number, evidence) in finding.evidence.enumerated() {
            if number > 0 { output.append(contentsOf: ", ".utf8) }
            JSONText.append(Array(evidence.words.utf8), to: &output)
        }
        output.append(UInt8(ascii: "]"))
    }
}

/// Strings in JSON.
enum JSONText {
    private static let hexadecimal = Array("0123456789abcdef".utf8)

    /// Appends well-formed UTF-8 as a JSON string.
    static func append(_ text: some Sequence<UInt8>, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
            case 0x0A: output.append(contentsOf: "\\n".utf8)
            case ..<0x20, 0x7F:
                output.append(contentsOf: "\\u00".utf8)
                output += [hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}

/// Places in UTF-8 counted in Unicode scalars.
enum UTF8Scalars {
    /// The bytes of some scalars of well-formed UTF-8.
    static func bytes(_ range: Range<Int>, of text: [UInt8]) -> ArraySlice<UInt8> {
        var scalar = -1
        var start = text.count
        for (place, byte) in text.enumerated() where byte & 0xC0 != 0x80 {
            scalar += 1
            if scalar == range.lowerBound { start = place }
            if scalar == range.upperBound { return text[start..<place] }
        }
        return text[min(start, text.count)...]
    }
}

extension Evidence {
    /// The reason in words, without the value.
    public var words: String {
        switch self {
        case .format: "format"
        case .checksum: "checksum"
        case .issuer(let issuer): "issuer \(issuer.rawValue)"
        case .registry: "registry"
        case .cue(let cue, let distance): "cue \(cue.word), \(distance) words away"
        case .pair(let dataClass): "with \(dataClass)"
        case .context: "context"
        case .folded(let disguise): "disguise \(disguise.rawValue)"
        case .against(let counter): "against: \(counter.rawValue)"
        }
    }
}
