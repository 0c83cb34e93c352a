/// Rows under headings, in columns as wide as they need to be.
struct Table {
    private let headings: [String]
    private var rows: [[String]] = []

    init(_ headings: String...) { self.headings = headings }

    mutating func add(_ cells: String...) { rows.append(cells) }

    /// The table with its headings; empty where there is no row.
    var text: String {
        guard !rows.isEmpty else { return "" }
        let all = [headings] + rows.map { $0.map(Self.oneLine) }
        let widths = headings.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            let line = zip(row, widths).map { cell, width in cell + String(repeating: " ", count: width - cell.count) }.joined(
                separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
        }.joined()
    }

    func print() throws { try StandardOutput.write(Array(text.utf8)) }

    /// Somebody else's text must not move the terminal's cursor.
    private static func oneLine(_ cell: String) -> String {
        String(String.UnicodeScalarView(cell.unicodeScalars.map { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) ? " " : $0 }))
    }
}
