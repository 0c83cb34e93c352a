/// Digits that were written together: a digit token, a number word, or a token in which letters play digits.
struct Group {
    /// Range in the page's digits.
    var digitStart: Int32
    var digitCount: Int32
    var firstToken: Int32
    var lastToken: Int32
    /// How it hangs on the group before.
    var link: Link
    /// Of the gap before, as in the token.
    var separator: UInt8
    /// Letters that play digits.
    var letters: UInt8
    /// Disguises of the digits and of the link.
    var flags: UInt16
    /// Disguises of the link only.
    var linkFlags: UInt16

    enum Link: UInt8 { case none, tight, filler }

    /// Part of a value that a detector before has found.
    var isClaimed = false

    /// Cannot be, or be part of, a value that no checksum vouches for.
    var isUnfit: Bool { isClaimed || isLettersOnly || flags & Folds.leet != 0 }

    /// Made of letters alone: counts only inside a checksummed number.
    var isLettersOnly: Bool { Int32(letters) == digitCount && flags & Folds.numberWords == 0 }
}

/// One digit and the units it stands for; a doubled digit shares its units.
struct Digit {
    var start: Int32
    var end: Int32
    var value: UInt8
}

/// The stretch of linked groups in which a walk over the groups is, found once a stretch.
struct GroupStretch {
    private var first = 0
    private var end = 0

    /// Whether more groups than these are linked before and behind a group, in a stretch of many.
    mutating func isInside(_ group: Int, _ page: borrowing Page, before: Int, behind: Int, atLeast many: Int) -> Bool {
        if group >= end || group < first {
            first = group
            while first > 0, page.groups[first].link != .none { first -= 1 }
            end = group + 1
            while end < page.groupCount, page.groups[end].link != .none { end += 1 }
        }
        return end - first >= many && group - first > before && end - group > behind
    }
}
