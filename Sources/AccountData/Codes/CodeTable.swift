/// The rows of codes with their forms, and which rows a cue names: made once, and reached by inner loops without counting references.
///
/// `@unchecked Sendable`: written in `init`, never again, and kept as long as the process.
struct CodeTable: @unchecked Sendable {
    let rows: UnsafeMutablePointer<CodeRow>
    /// Rows that find a code which nothing names.
    let bare: UnsafeMutableBufferPointer<Extent>
    private let shapes: UnsafeMutablePointer<Shape>
    private let named: UnsafeMutablePointer<Extent>
    /// Where the rows of each cue begin among those named; one more than there are cues.
    private let starts: UnsafeMutablePointer<Int>

    /// A row and its forms.
    struct Extent {
        let row: Int
        let shapes: UnsafeMutableBufferPointer<Shape>
        /// Characters of the shortest form.
        let shortest: Int
        /// The class, as a bit.
        let bit: UInt64
    }

    init(_ all: [CodeRow]) {
        rows = .allocate(capacity: all.count)
        rows.initialize(from: all, count: all.count)
        let forms = all.flatMap(\.shapes)
        shapes = .allocate(capacity: forms.count)
        shapes.initialize(from: forms, count: forms.count)
        var extents: [Extent] = []
        var first = 0
        for (place, row) in all.enumerated() {
            extents.append(
                Extent(
                    row: place, shapes: UnsafeMutableBufferPointer(start: shapes + first, count: row.shapes.count),
                    shortest: row.shapes.map(\.count).min() ?? 0, bit: row.dataClass.bit))
            first += row.shapes.count
        }
        let withoutName = extents.filter { all[$0.row].bare != nil }
        bare = .allocate(capacity: withoutName.count)
        _ = bare.initialize(from: withoutName)
        starts = .allocate(capacity: Cue.allCases.count + 1)
        var listed: [Extent] = []
        for cue in Cue.allCases {
            (starts + Int(cue.rawValue)).initialize(to: listed.count)
            listed += extents.filter { all[$0.row].cues.contains(cue) }
        }
        (starts + Cue.allCases.count).initialize(to: listed.count)
        named = .allocate(capacity: listed.count)
        named.initialize(from: listed, count: listed.count)
    }

    /// The rows that a cue names, in the order in which they are tried.
    func rows(of cue: Cue) -> UnsafeMutableBufferPointer<Extent> {
        let first = starts[Int(cue.rawValue)]
        return UnsafeMutableBufferPointer(start: named + first, count: starts[Int(cue.rawValue) + 1] - first)
    }
}
