extension Extractor {
    private static let file = "/dev/stdin"

    /// The words of a PDF: its text, what it says of itself, and by sight the pages that are pictures.
    mutating func pdf(_ bytes: [UInt8]) throws(NoAnswer) -> String {
        let about = try convert(.pdfinfo, ["-enc", "UTF-8", Self.file], input: bytes)
        guard let count = Self.number("Pages:", in: about), count > 0 else { throw NoAnswer(.unreadable) }
        guard count <= limits.pages else { throw NoAnswer(.tooLarge) }
        // A form that a program of its own draws: nothing of it stands on the pages.
        guard !about.contains("Form:            XFA") else { throw NoAnswer(.unreadable) }
        guard try convert(.pdfdetach, ["-list", Self.file], input: bytes).hasPrefix("0 ") else { throw NoAnswer(.holdsOthers) }
        let text = try convert(.pdftotext, ["-q", "-enc", "UTF-8", Self.file, "-"], input: bytes)
        let pages = text.split(separator: "\u{c}", omittingEmptySubsequences: false).map(String.init)
        let pictured = try Self.pictured(in: convert(.pdfimages, ["-list", Self.file], input: bytes))
        // What it says of itself, in fields that everybody knows and in others.
        let own =
            about.contains("Custom Metadata: yes") ? try convert(.pdfinfo, ["-custom", "-enc", "UTF-8", Self.file], input: bytes) : ""
        var words = [Self.said(in: about), own, text].filter { !$0.isEmpty }
        for page in 1...count {
            // Hardly a word on it: a scan, or letters that were drawn.
            let isBare = page > pages.count || pages[page - 1].utf8.filter { $0 > 0x20 }.count < 16
            guard isBare || pictured.contains(page) else { continue }
            guard picturesLeft > 0 else { throw NoAnswer(.tooLarge) }
            // 2,000 pixels along the longer side: 170 to the inch of A4, and never more however large the page says it is.
            let arguments = ["-q", "-f", "\(page)", "-l", "\(page)", "-scale-to", "2000", "-gray", Self.file]
            words.append(try seen(try convert(.pdftoppm, arguments, input: bytes, limit: 8 << 20)))
        }
        return words.joined(separator: "\n")
    }

    /// The lines of people: the others say how the file is built.
    private static func said(in about: String) -> String {
        let names = ["Title:", "Subject:", "Keywords:", "Author:", "Creator:"]
        return about.split(separator: "\n").filter { line in names.contains { line.hasPrefix($0) } }.joined(separator: "\n")
    }

    private static func number(_ name: String, in about: String) -> Int? {
        about.split(separator: "\n").first { $0.hasPrefix(name) }.flatMap { Int($0.dropFirst(name.count).filter { $0 != " " }) }
    }

    /// The pages with a picture large enough to be read from: page, number, kind, width, height.
    private static func pictured(in list: String) throws(NoAnswer) -> Set<Int> {
        var pages: Set<Int> = []
        for line in list.split(separator: "\n").dropFirst(2) {
            let words = line.split(separator: " ")
            guard words.count >= 5, let page = Int(words[0]), let width = Int(words[3]), let height = Int(words[4]) else {
                throw NoAnswer(.unreadable)
            }
            if width >= 100, height >= 24 { pages.insert(page) }
        }
        return pages
    }
}
