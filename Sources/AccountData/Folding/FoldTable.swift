/// What each Unicode scalar folds to: one lookup in two stages, unpacked once from ``FoldRuns``.
///
/// `@unchecked Sendable`: the memory is written in `init`, never again, and lives as long as the process.
struct FoldTable: @unchecked Sendable {
    struct Entry {
        var byte: UInt8
        /// The second digit of a number such as a circled ten; otherwise 0.
        var second: UInt8
        var flags: UInt16
    }

    static let shared = FoldTable()

    private let stage1: UnsafeMutablePointer<UInt16>
    private let stage2: UnsafeMutablePointer<UInt16>
    private let entries: UnsafeMutablePointer<Entry>
    /// Distinct blocks of 128 scalars; a test holds them against what the generator wrote.
    let blockCount: Int

    private init() {
        let rows = HexRows(FoldRuns.entries)
        let entries = UnsafeMutablePointer<Entry>.allocate(capacity: FoldRuns.entryCount)
        self.entries = entries
        var place = 0
        rows.forEach { row in
            (entries + place).initialize(to: Entry(byte: UInt8(row.0), second: UInt8(row.1), flags: UInt16(row.2)))
            place += 1
        }
        var codes: [UInt16] = []
        codes.reserveCapacity(0x110000)
        HexRows(FoldRuns.runs).forEach { row in codes.append(contentsOf: repeatElement(UInt16(row.1), count: Int(row.0))) }
        precondition(place == FoldRuns.entryCount && codes.count == 0x110000, "The generated fold runs are damaged; generate them again.")

        stage1 = .allocate(capacity: 0x110000 >> 7)
        var blocks: [ArraySlice<UInt16>: UInt16] = [:]
        var unique: [UInt16] = []
        for block in 0..<(0x110000 >> 7) {
            let slice = codes[(block << 7)..<((block + 1) << 7)]
            if let known = blocks[slice] {
                stage1[block] = known
            } else {
                let number = UInt16(blocks.count)
                blocks[slice] = number
                stage1[block] = number
                unique.append(contentsOf: slice)
            }
        }
        blockCount = blocks.count
        stage2 = .allocate(capacity: unique.count)
        stage2.initialize(from: unique, count: unique.count)
    }

    /// The fold of a scalar value below 0x110000.
    @inline(__always)
    func callAsFunction(_ scalar: UInt32) -> Entry {
        entries[Int(stage2[Int(stage1[Int(scalar >> 7)]) << 7 | Int(scalar & 127)])]
    }
}

/// Rows of up to three hexadecimal numbers with colons between them, separated by spaces.
struct HexRows {
    private let text: StaticString

    init(_ text: StaticString) { self.text = text }

    func forEach(_ body: ((UInt32, UInt32, UInt32)) -> Void) {
        text.withUTF8Buffer { bytes in
            var row: (UInt32, UInt32, UInt32) = (0, 0, 0)
            var column = 0
            var isEmpty = true
            for byte in bytes {
                switch byte {
                case UInt8(ascii: ":"): column += 1
                case UInt8(ascii: " "), UInt8(ascii: "\n"):
                    if !isEmpty { body(row) }
                    (row, column, isEmpty) = ((0, 0, 0), 0, true)
                default:
                    let digit = UInt32(byte < 0x3A ? byte - 0x30 : byte - 0x57)
                    isEmpty = false
                    switch column {
                    case 0: row.0 = row.0 << 4 | digit
                    case 1: row.1 = row.1 << 4 | digit
                    default: row.2 = row.2 << 4 | digit
                    }
                }
            }
            if !isEmpty { body(row) }
        }
    }
}
