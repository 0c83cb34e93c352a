/// Pieces of several messages put together for one reading, with the way back to where each scalar stood.
struct Join {
    struct Piece {
        let message: Int
        /// Scalar offset of the piece in its message.
        let offset: Int
        let scalars: ArraySlice<Unicode.Scalar>
    }

    private struct Segment {
        let message: Int
        let offset: Int
        /// Scalars of the joined text.
        let range: Range<Int>
    }

    private(set) var text = ""
    private var segments: [Segment] = []
    private var count = 0
    let needsChecksum: Bool

    init(_ pieces: some Sequence<Piece>, needsChecksum: Bool = false) {
        self.needsChecksum = needsChecksum
        for piece in pieces {
            if !segments.isEmpty { append("\n") }
            append(piece)
        }
    }

    /// A piece behind a cue that is no part of any message of this author.
    init(cue: String, _ piece: Piece) {
        needsChecksum = false
        append(cue)
        append(": ")
        append(piece)
    }

    private mutating func append(_ words: String) {
        text += words
        count += words.unicodeScalars.count
    }

    private mutating func append(_ piece: Piece) {
        text.unicodeScalars.append(contentsOf: piece.scalars)
        segments.append(Segment(message: piece.message, offset: piece.offset, range: count..<count + piece.scalars.count))
        count += piece.scalars.count
    }

    /// Where a span of the joined text stands in the messages, in order.
    func parts(of span: Range<Int>) -> [(message: Int, range: Range<Int>)] {
        segments.compactMap { segment in
            let common = segment.range.clamped(to: span)
            guard !common.isEmpty else { return nil }
            let shift = segment.offset - segment.range.lowerBound
            return (segment.message, common.lowerBound + shift..<common.upperBound + shift)
        }
    }
}
