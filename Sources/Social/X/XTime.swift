/// X's three ways to write an instant, each to milliseconds since 1970, UTC. Strict: anything else is nil.
enum XTime {
    /// The last millisecond of the year 9999.
    static let latest: Int64 = 253_402_300_799_999

    /// Milliseconds as a string ("1576212489730") or, in a few of X's bodies, as a number.
    static func milliseconds(_ value: JSONValue?) -> Int64? {
        guard let value else { return nil }
        if let number = value.integer { return (0...latest).contains(number) ? number : nil }
        guard let digits = value.plainBytes, (1...15).contains(digits.count) else { return nil }
        return number(digits)
    }

    /// "2026-07-24T21:23:23.000Z"; also without fraction and with "+00:00".
    static func iso(_ value: JSONValue?) -> Int64? {
        guard let slice = value?.plainBytes else { return nil }
        let bytes = Array(slice)
        guard bytes.count >= 20, bytes[4] == dash, bytes[7] == dash, bytes[10] == UInt8(ascii: "T"), bytes[13] == colon, bytes[16] == colon,
            let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
            let time = timeOfDay(bytes[11..<19])
        else { return nil }
        var rest = bytes[19...]
        var fraction: Int64 = 0
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix { $0 &- UInt8(ascii: "0") < 10 }
            guard (1...9).contains(digits.count), let value = number(digits.prefix(3)) else { return nil }
            fraction = digits.count == 1 ? value * 100 : digits.count == 2 ? value * 10 : value
            rest = rest.dropFirst(1 + digits.count)
        }
        guard rest.elementsEqual("Z".utf8) || rest.elementsEqual("+00:00".utf8), let days = days(year, month, day) else { return nil }
        return (days * 86_400 + time) * 1000 + fraction
    }

    /// "Fri Dec 13 04:48:09 +0000 2019": whole seconds.
    static func legacy(_ value: JSONValue?) -> Int64? {
        guard let slice = value?.plainBytes, slice.count == 30 else { return nil }
        let bytes = Array(slice)
        guard bytes[3] == space, bytes[7] == space, bytes[10] == space, bytes[19] == space, bytes[25] == space, bytes[13] == colon,
            bytes[16] == colon, bytes[20..<25].elementsEqual("+0000".utf8),
            let month = months.firstIndex(where: { $0.utf8.elementsEqual(bytes[4..<7]) }),
            let day = number(bytes[8..<10]), let year = number(bytes[26..<30]), let time = timeOfDay(bytes[11..<19]),
            let days = days(year, Int64(month + 1), day)
        else { return nil }
        return (days * 86_400 + time) * 1000
    }

    /// "2026-07-24T21:23:23.000Z" for a query parameter.
    static func text(_ milliseconds: Int64) -> String {
        let clamped = min(max(milliseconds, 0), latest)
        let (year, month, day) = civil(clamped / 86_400_000)
        let time = clamped % 86_400_000
        func padded(_ value: Int64, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let clock =
            "\(padded(time / 3_600_000, 2)):\(padded(time / 60_000 % 60, 2)):\(padded(time / 1000 % 60, 2)).\(padded(time % 1000, 3))"
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T\(clock)Z"
    }

    private static let dash = UInt8(ascii: "-")
    private static let colon = UInt8(ascii: ":")
    private static let space = UInt8(ascii: " ")
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int64? {
        var value: Int64 = 0
        for byte in bytes {
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            value = value * 10 + Int64(digit)
        }
        return bytes.isEmpty ? nil : value
    }

    /// Seconds since midnight of "04:48:09"; a leap second counts as the last ordinary one.
    private static func timeOfDay(_ bytes: ArraySlice<UInt8>) -> Int64? {
        let first = bytes.startIndex
        guard let hour = number(bytes[first..<first + 2]), let minute = number(bytes[first + 3..<first + 5]),
            let second = number(bytes[first + 6..<first + 8]), hour < 24, minute < 60, second <= 60
        else { return nil }
        return hour * 3600 + minute * 60 + min(second, 59)
    }

    /// Days since 1970 in the proleptic Gregorian calendar, counted in eras of 400 years that begin in March.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64? {
        guard (1970...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let longest: Int64 = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
        guard day <= longest else { return nil }
        let shifted = month > 2 ? year : year - 1
        let yearOfEra = shifted % 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return shifted / 400 * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }
}
