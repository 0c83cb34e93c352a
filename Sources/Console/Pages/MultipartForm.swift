/// The parts of a form with files (RFC 7578; WHATWG HTML, multipart form data). Strict, bounded, and without guessing.
enum MultipartForm {
    struct Part {
        var field: String
        /// Nil where the part is no file.
        var fileName: String?
        var bytes: ArraySlice<UInt8>
    }

    static let mostParts = 32
    private static let mostHeader = 2_048
    private static let lineEnd: [UInt8] = [0x0d, 0x0a]

    /// Nil for anything that is not exactly such a form.
    static func parts(_ body: [UInt8], boundary: [UInt8]) -> [Part]? {
        let mark = Array("--".utf8) + boundary
        guard body.starts(with: mark) else { return nil }
        var parts: [Part] = []
        var rest = body[mark.count...]
        while true {
            if rest.starts(with: "--".utf8) { return rest.dropFirst(2).allSatisfy { $0 == 0x0d || $0 == 0x0a } ? parts : nil }
            guard rest.starts(with: lineEnd), parts.count < mostParts else { return nil }
            rest = rest.dropFirst(2)
            guard let head = index(of: lineEnd + lineEnd, in: rest.prefix(mostHeader)) else { return nil }
            guard var part = part(rest[rest.startIndex..<head]) else { return nil }
            rest = rest[(head + 4)...]
            guard let end = index(of: lineEnd + mark, in: rest) else { return nil }
            part.bytes = rest[rest.startIndex..<end]
            parts.append(part)
            rest = rest[(end + 2 + mark.count)...]
        }
    }

    private static func part(_ header: ArraySlice<UInt8>) -> Part? {
        guard let text = String(validating: header, as: UTF8.self) else { return nil }
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
        guard let line = lines.first(where: { $0.lowercased().hasPrefix("content-disposition: form-data;") }) else { return nil }
        guard let field = parameter("name", in: line) else { return nil }
        return Part(field: field, fileName: parameter("filename", in: line), bytes: [])
    }

    /// Browsers write a quotation mark and line ends in a value as `%22`, `%0D` and `%0A`, and nothing else so.
    private static func parameter(_ name: String, in line: Substring) -> String? {
        for piece in line.split(separator: ";").dropFirst() where piece.drop(while: { $0 == " " }).hasPrefix("\(name)=\"") {
            // A semicolon may stand in the value: it ends with its own quotation mark.
            guard let start = line.firstRange(of: " \(name)=\"")?.upperBound, let end = line[start...].firstIndex(of: "\"") else {
                return nil
            }
            return String(line[start..<end]).replacing("%22", with: "\"").replacing("%0D", with: "").replacing("%0A", with: "")
        }
        return nil
    }

    private static func index(of mark: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = mark.first, bytes.count >= mark.count else { return nil }
        var start = bytes.startIndex
        let last = bytes.endIndex - mark.count
        while start <= last {
            guard let found = bytes[start...last].firstIndex(of: first) else { return nil }
            if bytes[found..<found + mark.count].elementsEqual(mark) { return found }
            start = found + 1
        }
        return nil
    }
}
