import Policies

/// Puts recorded questions into cells: of two questions in one cell, the packs answer both alike.
///
/// A question is a line of ``Asked``. Rules see a moment only by the periods in which they are in force, and an instant only by how long ago it
/// was, held against the spans that they name; everything else counts as it stands. So a year of messages falls into a few hundred cells, and
/// each is decided once.
struct QuestionCells: Sendable {
    /// Where a period begins or ends, ascending, in milliseconds.
    private let cuts: [Int64]
    /// The spans that rules ask about, ascending, in milliseconds, by the bytes of the fact's name.
    private let spans: [[UInt8]: [Int64]]

    init(_ packs: [Pack]) {
        var cuts: Set<Int64> = []
        var spans: [[UInt8]: Set<Int64>] = [:]
        for pack in packs {
            for period in [pack.effective] + pack.rules.map(\.effective) {
                cuts.formUnion([period.from, period.to].compactMap { $0?.milliseconds })
            }
            for rule in pack.rules { Self.collect(rule.when, &spans) }
        }
        self.cuts = cuts.sorted()
        self.spans = spans.mapValues { $0.sorted() }
    }

    private static func collect(_ condition: Condition, _ spans: inout [[UInt8]: Set<Int64>]) {
        switch condition {
        case .all(let parts), .any(let parts): for part in parts { collect(part, &spans) }
        case .not(let part): collect(part, &spans)
        case .fact(let path, .elapsed(let least, let most)):
            spans[Array(path.description.utf8), default: []].formUnion([least, most].compactMap { $0 })
        case .fact, .act, .actor, .channel, .finds, .label, .assurance: break
        }
    }

    /// Writes the name of a line's cell.
    /// - Returns: the moment of the decision; nil for a line of another form.
    func cell(of line: [UInt8], into name: inout [UInt8]) -> Timestamp? {
        name.removeAll(keepingCapacity: true)
        var field = 0
        var place = 0
        var now: Int64?
        while place < line.count {
            let byte = line[place]
            switch (field, byte) {
            case (_, UInt8(ascii: ";")):
                field += 1
                name.append(byte)
                place += 1
            case (2, _):
                guard let moment = Self.number(line, &place) else { return nil }
                now = moment
                Self.append(Self.below(cuts, through: moment), to: &name)
            case (9, _):
                guard let moment = now, value(line, &place, moment, &name) else { return nil }
            default:
                name.append(byte)
                place += 1
            }
        }
        return field == 9 ? now.map { Timestamp(milliseconds: $0) } : nil
    }

    /// One `name=value` and the comma after it, if there is one.
    private func value(_ line: [UInt8], _ place: inout Int, _ now: Int64, _ name: inout [UInt8]) -> Bool {
        let start = place
        while place < line.count, line[place] != UInt8(ascii: "=") { place += 1 }
        guard place + 1 < line.count else { return false }
        let path = line[start..<place]
        name += line[start...place + 1]
        let isInstant = line[place + 1] == UInt8(ascii: "t")
        place += 2
        if isInstant {
            guard let instant = Self.number(line, &place) else { return false }
            let passed = Timestamp(milliseconds: now).milliseconds(since: Timestamp(milliseconds: instant))
            // A rule asks whether more than so much has passed, or not more.
            Self.append(spans[Array(path)].map { Self.below($0, through: max(passed, .min + 1) - 1) } ?? 0, to: &name)
        }
        while place < line.count {
            let byte = line[place]
            name.append(byte)
            place += 1
            if byte == UInt8(ascii: ",") { break }
        }
        return true
    }

    /// How many of the ascending numbers are at most a value.
    private static func below(_ numbers: [Int64], through value: Int64) -> Int {
        var count = 0
        while count < numbers.count, numbers[count] <= value { count += 1 }
        return count
    }

    private static func append(_ count: Int, to name: inout [UInt8]) {
        name.append(UInt8(truncatingIfNeeded: count >> 8))
        name.append(UInt8(truncatingIfNeeded: count))
    }

    private static func number(_ line: [UInt8], _ place: inout Int) -> Int64? {
        guard place < line.count else { return nil }
        let isNegative = line[place] == UInt8(ascii: "-")
        if isNegative { place += 1 }
        var value: Int64 = 0
        let start = place
        while place < line.count, (0x30...0x39).contains(line[place]) {
            let (scaled, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let digit = Int64(line[place] - 0x30)
            let (sum, isOver) = isNegative ? scaled.subtractingReportingOverflow(digit) : scaled.addingReportingOverflow(digit)
            guard !isTooLarge, !isOver else { return nil }
            value = sum
            place += 1
        }
        return place > start ? value : nil
    }
}
