public import AccountData

/// A text as a person reads it, with each finding underlined and numbered, and below it why it was found.
///
/// Values are masked unless they were asked for in clear, and nothing in the text reaches the terminal as a control character.
public struct ScanExplanation: Sendable {
    public let lines: [String]

    public init(_ text: [UInt8], _ findings: [Finding], reveals: Bool) {
        var lines: [String] = []
        var shown = ""
        var marks = ""
        var isMarked = false
        func flush() {
            lines.append(shown)
            if isMarked { lines.append(String(marks.reversed().drop { $0 == " " }.reversed())) }
            (shown, marks, isMarked) = ("", "", false)
        }
        for (place, scalar) in String(decoding: text, as: UTF8.self).unicodeScalars.enumerated() {
            if scalar == "\n" {
                flush()
                continue
            }
            let number = findings.firstIndex { $0.range.contains(place) }
            let isMasked = number.map { !reveals && !findings[$0].dataClass.isRequest } ?? false
            let sign = isMasked ? Self.masked(scalar) : Self.visible(scalar)
            shown.unicodeScalars.append(sign)
            let width = Self.width(of: sign)
            guard let number else {
                marks += String(repeating: " ", count: width)
                continue
            }
            isMarked = true
            let isFirst = findings[number].range.lowerBound == place
            let mark = isFirst && findings[number].range.count > 2 && number < 9 ? "\(number + 1)" : "^"
            marks += width == 0 ? "" : mark + String(repeating: "^", count: width - 1)
        }
        flush()
        for (number, finding) in findings.enumerated() {
            lines.append("")
            lines.append(
                "\(number + 1)  \(finding.dataClass)  \(finding.level.word), \(finding.severity), characters \(finding.range.lowerBound) to "
                    + "\(finding.range.upperBound)")
            for evidence in finding.evidence { lines.append("     \(evidence.words)") }
        }
        self.lines = lines
    }

    private static func masked(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        scalar.isASCII && !scalar.properties.isAlphabetic && scalar.properties.numericType == nil ? visible(scalar) : "\u{2022}"
    }

    /// Controls, marks and hidden characters as a dot: what is not seen may be what matters.
    private static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .nonspacingMark, .enclosingMark, .privateUse, .unassigned, .surrogate:
            "\u{B7}"
        default: scalar.properties.isDefaultIgnorableCodePoint ? "\u{B7}" : scalar
        }
    }

    /// Columns on a terminal: two for East Asian and emoji.
    private static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            2
        default: 1
        }
    }
}
