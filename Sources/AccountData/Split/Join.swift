/// Pieces of several messages put together for one reading, with the way back to where each scalar stood.
struct Join {
    struct Piece {
        let message: Int
        /// Scalar offset of the piece in its message.
        let offset: Int
        let scalars: ArraySlice<Unicode.Scalar>

        /// Scalars of the message that a range of this piece stands for.
        func range(of inner: Range<Int>) -> Range<Int> { offset + inner.lowerBound..<offset + inner.upperBound }

        /// Scalars of its message.
        var range: Range<Int> { offset..<offset + scalars.count }
    }

    private struct Segment {
        let message: Int
        let offset: Int
        /// Scalars of the joined text.
        let range: Range<Int>
    }

    private var bytes: [UInt8] = []
    private var segments: [Segment] = []
    private var count = 0
    let needsChecksum: Bool
    /// Nothing stands between the pieces: an address that was cut in two.
    private(set) var isGlued = false

    init(_ pieces: some Sequence<Piece>, needsChecksum: Bool = false) {
        self.needsChecksum = needsChecksum
        for piece in pieces {
            if !segments.isEmpty { append("\n") }
            append(piece)
        }
    }

    /// Two pieces with nothing between, or a sign.
    init(glued first: Piece, _ sign: String, _ second: Piece) {
        needsChecksum = false
        isGlued = true
        append(first)
        append(sign)
        append(second)
    }

    /// A piece behind a cue that is no part of any message of this author.
    init(cue: String, _ piece: Piece) {
        needsChecksum = false
        append(cue)
        append(": ")
        append(piece)
    }

    /// Pieces of one value behind a cue.
    init(cue: String, pieces: some Sequence<Piece>) {
        needsChecksum = false
        append(cue)
        append(":")
        for piece in pieces {
            append(" ")
            append(piece)
        }
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    private mutating func append(_ words: String) {
        bytes.append(contentsOf: words.utf8)
        count += words.unicodeScalars.count
    }

    private mutating func append(_ piece: Piece) {
        bytes.reserveCapacity(bytes.count + piece.scalars.count + 8)
        for scalar in piece.scalars {
            if scalar.isASCII { bytes.append(UInt8(scalar.value)) } else { bytes.append(contentsOf: scalar.utf8) }
        }
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
