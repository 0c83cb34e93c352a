public import AccountData

/// One text with what was found in it, ready to be shown.
public struct ScannedText: Sendable {
    public struct Line: Sendable {
        public var finding: Finding
        /// The value, with bullets for its letters and digits unless it was asked for in clear.
        public var shown: String
    }

    public let lines: [Line]
    /// The text with its findings underlined, and the reasons.
    public let explanation: ScanExplanation
    /// `{"findings": […]}` with an LF.
    public let json: [UInt8]

    public init(_ text: [UInt8], _ settings: ScanSettings) throws(ScanFault) {
        let scanner = settings.scanner
        switch text.withUnsafeBufferPointer({ scanner.scan(utf8: $0, minimum: settings.minimum) }) {
        case .unscannable(let reason): throw ScanFault(reason)
        case .findings(let findings):
            lines = findings.map { finding in
                let value = String(decoding: UTF8Scalars.bytes(finding.range, of: text), as: UTF8.self)
                return Line(finding: finding, shown: settings.reveals || finding.dataClass.isRequest ? value : Self.masked(value))
            }
            explanation = ScanExplanation(text, findings, reveals: settings.reveals)
            var output = Array("{\"findings\": ".utf8)
            FindingWriter(settings: settings).append(findings, in: text, to: &output)
            output.append(contentsOf: "}\n".utf8)
            json = output
        }
    }

    private static func masked(_ value: String) -> String {
        String(value.map { $0.isASCII && !$0.isLetter && !$0.isNumber ? $0 : "•" })
    }
}
