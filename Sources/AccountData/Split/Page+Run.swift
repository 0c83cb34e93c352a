extension Page {
    /// What a short text says, read once; nil of an empty one.
    static func of<Answer>(_ scalars: [Unicode.Scalar], _ asked: (borrowing Page) -> Answer) -> Answer? {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        return text.withUTF8 { bytes in
            guard !bytes.isEmpty else { return nil }
            var page = Page(capacity: min(bytes.count, Scanner.pageSize) + 2)
            var folder = Folder()
            _ = folder.fill(page.units, &page.unitCount, from: bytes)
            page.read()
            return asked(page)
        }
    }

    /// "1) 5230", "2. 0217": what is counted follows.
    var beginsWithCounter: Bool {
        guard tokenCount > 1, groupCount > 1, tokens[0].kind == .digits, tokens[0].count == 1, tokens[0].start == 0,
            tokens[1].kind == .digits, tokens[1].gapLength == 2 || tokens[1].gapLength == 1 && units[1].byte == UInt8(ascii: ")")
        else { return false }
        switch units[1].byte {
        case UInt8(ascii: ")"), UInt8(ascii: "."), UInt8(ascii: ":"): return true
        default: return false
        }
    }

    /// Scalars of the run of linked digit groups that has the most digits; nil if none has as many as asked for.
    static func longestRun(of scalars: [Unicode.Scalar], atLeast minimum: Int) -> Range<Int>? {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        return text.withUTF8 { bytes in
            guard !bytes.isEmpty else { return nil }
            var page = Page(capacity: min(bytes.count, Scanner.pageSize) + 2)
            var folder = Folder()
            _ = folder.fill(page.units, &page.unitCount, from: bytes)
            page.read()
            var best: (digits: Int, range: Range<Int>)?
            var first = page.beginsWithCounter ? 1 : 0
            while first < page.groupCount {
                var last = first
                var digits = Int(page.groups[first].digitCount)
                while last + 1 < page.groupCount, page.groups[last + 1].link != .none {
                    last += 1
                    digits += Int(page.groups[last].digitCount)
                }
                if digits >= minimum, digits <= 24, digits > best?.digits ?? 0 {
                    best = (digits, page.scalars(page.start(ofGroup: first), page.end(ofGroup: last)))
                }
                first = last + 1
            }
            return best?.range
        }
    }
}
