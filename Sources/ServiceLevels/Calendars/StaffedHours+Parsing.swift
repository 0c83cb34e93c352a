extension StaffedHours {
    /// Reads the short form: `08:00-20:00 every day`, `mon-fri 09:00-17:00`, `mon-fri 09:00-12:30,13:30-17:00; sat 10:00-14:00`.
    ///
    /// Times and days stand in either order. `every day` includes bank holidays; named weekdays do not; `holidays` stands for
    /// the bank holidays alone. A window that ends at or before its beginning runs past midnight. At most 1,000 bytes.
    public init(_ text: String) throws(StaffedHoursError) {
        let bytes = Array(text.utf8.prefix(1001))
        guard bytes.count <= 1000 else {
            throw StaffedHoursError(part: "", at: 1000, expected: "at most 1,000 bytes")
        }
        var shifts: [Shift] = []
        for entry in bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
            shifts.append(try Self.shift(entry))
        }
        self.init(shifts: shifts)
    }

    private static func shift(_ entry: ArraySlice<UInt8>) throws(StaffedHoursError) -> Shift {
        var windows: [Window] = []
        var days: (Set<Weekday>, Shift.Holidays)?
        var words = entry.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ",") }[...]
        while let word = words.popFirst() {
            if let first = word.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) {
                windows.append(try window(word))
            } else if text(word) == "every", let next = words.first, text(next) == "day" {
                words.removeFirst()
                guard days == nil else { throw error(word, expected: "one list of days an entry") }
                days = (Set(Weekday.allCases), .included)
            } else if text(word) == "holidays" {
                guard days == nil else { throw error(word, expected: "one list of days an entry") }
                days = ([], .only)
            } else {
                let named = try weekdays(word)
                guard let already = days else {
                    days = (named, .excluded)
                    continue
                }
                guard already.1 == .excluded else { throw error(word, expected: "one list of days an entry") }
                days = (already.0.union(named), .excluded)
            }
        }
        guard !windows.isEmpty else { throw error(entry, expected: "a time span such as 09:00-17:00") }
        guard let days else { throw error(entry, expected: "days: every day, mon-fri, or holidays") }
        return Shift(windows: windows, weekdays: days.0, holidays: days.1)
    }

    private static func window(_ word: ArraySlice<UInt8>) throws(StaffedHoursError) -> Window {
        let ends = word.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard ends.count == 2, let opens = TimeOfDay(text(ends[0])), let closes = TimeOfDay(text(ends[1])),
            let window = Window(opens: opens, closes: closes)
        else { throw error(word, expected: "a time span such as 09:00-17:00, or 00:00-24:00 for the whole day") }
        return window
    }

    /// `mon` or `mon-fri`; a range may run over the end of the week.
    private static func weekdays(_ word: ArraySlice<UInt8>) throws(StaffedHoursError) -> Set<Weekday> {
        let ends = word.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).map { Weekday(abbreviation: text($0)) }
        guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1] else {
            throw error(word, expected: "every day, holidays, or days such as mon-fri or sat")
        }
        var days: Set<Weekday> = [first]
        var day = first
        while day != last {
            day = Weekday.allCases[day.rawValue % 7]
            days.insert(day)
        }
        return days
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self).lowercased()
    }

    private static func error(_ bytes: ArraySlice<UInt8>, expected: String) -> StaffedHoursError {
        StaffedHoursError(part: String(decoding: bytes, as: UTF8.self), at: bytes.startIndex, expected: expected)
    }
}
