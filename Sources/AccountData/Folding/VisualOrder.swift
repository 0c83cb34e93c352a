/// A text in the order in which it is seen, where an override of the writing direction makes that another than the order of its bytes.
///
/// Behind U+202E (right-to-left override) digits and Latin letters run leftwards until U+202C, the end of the line, or an inner override the
/// other way (Unicode Standard Annex #9, sections 2.2, 3.3.2 and 3.4). Embeddings and isolates by themselves leave digits as they are.
struct VisualOrder {
    /// UTF-8.
    let bytes: [UInt8]
    /// Where in the text each scalar stands.
    private let offsets: [UInt32]

    /// More than these inside one another change nothing, for readers either (`max_depth` of the annex), and reading stays linear.
    private static let depth = 125

    /// Nil where nothing is overridden, or the bytes are no UTF-8.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        guard Self.hasOverride(text) else { return nil }
        var scalars: [(offset: UInt32, start: Int, count: Int)] = []
        /// Where each one that is open began, whether it turns what is in it, and whether it ends with an isolate's end.
        var open: [(start: Int, turns: Bool, isLeftwards: Bool, isIsolate: Bool)] = []
        // Those that are too deep: their ends are not the ends of others.
        var (ignored, ignoredIsolates) = (0, 0)
        func close(_ inner: (start: Int, turns: Bool, isLeftwards: Bool, isIsolate: Bool)) {
            if inner.turns { scalars[inner.start...].reverse() }
        }
        func begin(leftwards: Bool?, isolate: Bool) {
            guard open.count < Self.depth, ignored == 0, ignoredIsolates == 0 else {
                if isolate { ignoredIsolates += 1 } else if ignoredIsolates == 0 { ignored += 1 }
                return
            }
            let outer = open.last?.isLeftwards ?? false
            open.append((scalars.count, leftwards.map { $0 != outer } ?? false, leftwards ?? outer, isolate))
        }
        var position = 0
        var offset: UInt32 = 0
        while position < text.count {
            let (scalar, count): (UInt32, Int)
            if text[position] < 0x80 {
                (scalar, count) = (UInt32(text[position]), 1)
            } else if let decoded = Folder.decode(text, at: position) {
                (scalar, count) = (decoded.scalar, decoded.length)
            } else {
                return nil
            }
            switch scalar {
            // The end of a paragraph ends all of them.
            case 0x0A, 0x0D, 0x1C...0x1E, 0x85, 0x2029:
                while let inner = open.popLast() { close(inner) }
                (ignored, ignoredIsolates) = (0, 0)
            case 0x202C where ignoredIsolates > 0: break
            case 0x202C where ignored > 0: ignored -= 1
            case 0x202C: if let inner = open.last, !inner.isIsolate { close(open.removeLast()) }
            case 0x2069 where ignoredIsolates > 0: ignoredIsolates -= 1
            case 0x2069 where open.contains(where: \.isIsolate):
                ignored = 0
                while let inner = open.popLast() {
                    close(inner)
                    if inner.isIsolate { break }
                }
            default: break
            }
            scalars.append((offset, position, count))
            switch scalar {
            case 0x202E: begin(leftwards: true, isolate: false)
            case 0x202D, 0x202A: begin(leftwards: false, isolate: false)
            case 0x202B: begin(leftwards: nil, isolate: false)
            case 0x2066: begin(leftwards: false, isolate: true)
            case 0x2067, 0x2068: begin(leftwards: nil, isolate: true)
            default: break
            }
            offset += 1
            position += count
        }
        while let inner = open.popLast() { close(inner) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        for scalar in scalars { bytes += text[scalar.start..<scalar.start + scalar.count] }
        self.bytes = bytes
        offsets = scalars.map(\.offset)
    }

    /// Whether U+202E stands anywhere (E2 80 AE).
    private static func hasOverride(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count > 3 else { return false }
        for place in 2..<text.count where text[place] == 0xAE && text[place - 1] == 0x80 && text[place - 2] == 0xE2 { return true }
        return false
    }

    /// Findings in the text as it is written and as it is seen, together: where they overlap the surer one stands, and what is seen before
    /// what is written.
    func together(_ written: [Finding], _ seen: [Finding]) -> [Finding] {
        var all = seen.map(inText)
        for finding in written {
            let rivals = all.filter { $0.range.overlaps(finding.range) }
            guard rivals.allSatisfy({ $0.level < finding.level }) else { continue }
            all.removeAll { $0.range.overlaps(finding.range) }
            all.append(finding)
        }
        return all.sorted { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
    }

    /// A finding in what is seen, where it stands in the text.
    private func inText(_ finding: Finding) -> Finding {
        let places = offsets[finding.range]
        guard let first = places.min(), let last = places.max() else { return finding }
        let isTurned = zip(places, places.dropFirst()).contains { $0 > $1 }
        return Finding(
            dataClass: finding.dataClass, range: Int(first)..<Int(last) + 1, level: finding.level,
            evidence: isTurned && !finding.disguises.contains(.reversed) ? finding.evidence + [.folded(.reversed)] : finding.evidence,
            digitCount: finding.digitCount)
    }
}
