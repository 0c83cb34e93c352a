/// The ways X writes an instant, from milliseconds since 1970.
enum WireDate {
    /// "2026-07-24T21:23:23.000Z": version 2.
    static func iso(_ milliseconds: Int64) -> String {
        let date = fields(milliseconds)
        return
            "\(two(date.year / 100))\(two(date.year % 100))-\(two(date.month))-\(two(date.day))T\(date.time).\(three(milliseconds % 1000))Z"
    }

    /// "2026-07-23T21:44:05+00:00": revocations.
    static func zoned(_ milliseconds: Int64) -> String { iso(milliseconds).prefix(19) + "+00:00" }

    /// "Fri Dec 13 04:48:09 +0000 2019": the older envelope.
    static func legacy(_ milliseconds: Int64) -> String {
        let date = fields(milliseconds)
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let weekday = weekdays[Int(milliseconds / 86_400_000 % 7)]
        return "\(weekday) \(months[Int(date.month) - 1]) \(two(date.day)) \(date.time) +0000 \(date.year)"
    }

    /// Walks years and months: the sandbox writes few dates.
    private static func fields(_ milliseconds: Int64) -> (year: Int64, month: Int64, day: Int64, time: String) {
        var days = milliseconds / 86_400_000
        var year: Int64 = 1970
        func isLeap(_ year: Int64) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
        while days >= (isLeap(year) ? 366 : 365) {
            days -= isLeap(year) ? 366 : 365
            year += 1
        }
        let lengths: [Int64] = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var month: Int64 = 1
        for length in lengths {
            guard days >= length else { break }
            days -= length
            month += 1
        }
        let seconds = milliseconds / 1000 % 86_400
        return (year, month, days + 1, "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))")
    }

    private static func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : String(value) }
    private static func three(_ value: Int64) -> String { value < 10 ? "00\(value)" : value < 100 ? "0\(value)" : String(value) }
}
