extension Detector {
    /// Card numbers whose groups stand apart by something that no number has in it: the same words or signs each time, letters and labels
    /// between, "4539 err 1488 err …". Luhn, an issuer's prefix and the groups of a card, and where words stand between, the name of a card.
    static let framedCards = Detector(
        classes: [.cardPAN],
        finds: [
            Example("card 4539x1488x0343x6467", .cardPAN, "4539x1488x0343x6467"),
            Example("4539@1488@0343@6467", .cardPAN, "4539@1488@0343@6467"),
            Example("my card is 4539 err 1488 err 0343 err 6467", .cardPAN, "4539 err 1488 err 0343 err 6467"),
            Example("visa: 1) 4539 2) 1488 3) 0343 4) 6467", .cardPAN, "4539 2) 1488 3) 0343 4) 6467"),
            Example("card a4539b1488c0343d6467", .cardPAN, "4539b1488c0343d6467"),
            Example("amex 3782 -> 822463 -> 10005", .cardPAN, "3782 -> 822463 -> 10005"),
        ],
        quietOn: [
            "card 4539 err 1488 err 0343 err 6466", "order 4539x1488x0343x6466", "my card paid £4539 and £1488 and £0343 and £6467",
            "card since 2019, 2021, 2023 and 2024", "4539 people, 1488 views, 0343 likes, 6467 shares",
        ],
        needs: [.digits, .codes]
    ) { page, found in
        guard !found.all.contains(where: { $0.dataClass == .cardPAN }) else { return }
        FramedCards.search(page, &found)
    }
}

private enum FramedCards {
    /// Units between two groups.
    private static let widest = 24

    /// The last groups of figures, at most four, that may belong together.
    private struct Runs {
        private(set) var starts = InlineArray<4, Int>(repeating: 0)
        private(set) var ends = InlineArray<4, Int>(repeating: 0)
        private(set) var count = 0

        mutating func append(_ start: Int, _ end: Int) {
            if count == 4 {
                for place in 0..<3 {
                    starts[place] = starts[place + 1]
                    ends[place] = ends[place + 1]
                }
                count = 3
            }
            starts[count] = start
            ends[count] = end
            count += 1
        }

        mutating func clear() { count = 0 }

        func size(_ place: Int) -> Int { ends[place] - starts[place] }
    }

    static func search(_ page: borrowing Page, _ found: inout Candidates) {
        let isNamed = page.cueBits & Cue.cardNumber.bit != 0
        var runs = Runs()
        var place = 0
        while place < page.unitCount {
            guard page.units[place].kind == .digit else {
                place += 1
                continue
            }
            let start = place
            while place < page.unitCount, page.units[place].kind == .digit { place += 1 }
            // "2)" counts groups and is none.
            if place - start == 1, isNamed, runs.count > 0, runs.size(runs.count - 1) > 1 { continue }
            // No other sizes are groups of a card.
            guard 4...6 ~= place - start else {
                runs.clear()
                continue
            }
            if runs.count > 0, !mayStandBetween(runs.ends[runs.count - 1], start, page) { runs.clear() }
            runs.append(start, place)
            if isCard(runs, first: runs.count - 4, isNamed, page, &found) || isCard(runs, first: runs.count - 3, isNamed, page, &found) {
                runs.clear()
            }
        }
    }

    /// No amount, no value that was found, and no more than a few words stand between two groups.
    private static func mayStandBetween(_ start: Int, _ end: Int, _ page: borrowing Page) -> Bool {
        guard end - start <= widest else { return false }
        for place in start..<end {
            let unit = page.units[place]
            if unit.byte == FoldedByte.currency || unit.byte == FoldedByte.blank || unit.kind == .markOpen { return false }
        }
        return true
    }

    /// Whether the runs from one on have a card's groups, and its number; reported if so.
    private static func isCard(
        _ runs: Runs, first: Int, _ isNamed: Bool, _ page: borrowing Page, _ found: inout Candidates
    ) -> Bool {
        guard first >= 0 else { return false }
        let last = runs.count - 1
        if last - first == 3 {
            guard (first...last).allSatisfy({ runs.size($0) == 4 }) else { return false }
        } else {
            guard runs.size(first) == 4, runs.size(first + 1) == 6, runs.size(last) == 5 else { return false }
        }
        var (even, odd, count, prefix) = (0, 0, 0, 0)
        for run in first...last {
            for place in runs.starts[run]..<runs.ends[run] {
                let digit = Int(page.units[place].byte) - 0x30
                let doubled = digit < 5 ? 2 * digit : 2 * digit - 9
                if count & 1 == 0 {
                    even += doubled
                    odd += digit
                } else {
                    even += digit
                    odd += doubled
                }
                if count < 4 { prefix = prefix * 10 + digit }
                count += 1
            }
        }
        guard let issuer = Issuer.of(prefix: prefix), issuer.lengths & (1 << UInt32(count)) != 0,
            (count & 1 == 0 ? even : odd) % 10 == 0
        else { return false }
        let isSame = (first + 2...last).allSatisfy {
            Self.isSame(runs.ends[first]..<runs.starts[first + 1], runs.ends[$0 - 1]..<runs.starts[$0], page)
        }
        let hasLetters = (runs.ends[first]..<runs.starts[first + 1]).contains { page.units[$0].kind == .letter }
        guard isNamed || isSame && !hasLetters else { return false }
        let (start, end) = (Int32(runs.starts[first]), Int32(runs.ends[last]))
        found.add(
            .cardPAN, start, end, .likely, weight: 40 + count,
            flags: page.flags(start, end) | (hasLetters ? Folds.filler : Folds.separators), digits: count,
            Reasons(.format, .checksum, .issuer(issuer.issuer)))
        return true
    }

    private static func isSame(_ one: Range<Int>, _ other: Range<Int>, _ page: borrowing Page) -> Bool {
        one.count == other.count
            && (0..<one.count).allSatisfy { page.units[one.lowerBound + $0].byte == page.units[other.lowerBound + $0].byte }
    }
}
