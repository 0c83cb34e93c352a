/// A wall-clock time, in seconds after local midnight; 24:00 is allowed as an end.
public struct TimeOfDay: Hashable, Comparable, Sendable {
    /// 0 to 86,400.
    public let seconds: Int

    public static let midnight = TimeOfDay(checked: 0)
    /// The last whole second of a day, 23:59:59, at which a period "to the end of the day" ends.
    public static let lastSecond = TimeOfDay(checked: 86_399)

    public init?(seconds: Int) {
        guard (0...86_400).contains(seconds) else { return nil }
        self.seconds = seconds
    }

    public init?(hour: Int, minute: Int, second: Int = 0) {
        guard (0...24).contains(hour), (0...59).contains(minute), (0...59).contains(second) else { return nil }
        self.init(seconds: hour * 3600 + minute * 60 + second)
    }

    /// Reads `HH:MM` or `HH:MM:SS`, two digits each; nil for anything else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8.prefix(9))
        guard bytes.count == 5 || bytes.count == 8, bytes[2] == UInt8(ascii: ":"), let hour = decimal(bytes, 0, 2),
            let minute = decimal(bytes, 3, 2)
        else { return nil }
        guard bytes.count == 8 else {
            self.init(hour: hour, minute: minute)
            return
        }
        guard bytes[5] == UInt8(ascii: ":"), let second = decimal(bytes, 6, 2) else { return nil }
        self.init(hour: hour, minute: minute, second: second)
    }

    private init(checked seconds: Int) {
        self.seconds = seconds
    }

    public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool { left.seconds < right.seconds }
}

extension TimeOfDay: CustomStringConvertible {
    /// `HH:MM`, with `:SS` where the seconds are not zero.
    public var description: String {
        var text: [UInt8] = []
        appendDecimal(seconds / 3600, digits: 2, to: &text)
        text.append(UInt8(ascii: ":"))
        appendDecimal(seconds / 60 % 60, digits: 2, to: &text)
        if seconds % 60 != 0 {
            text.append(UInt8(ascii: ":"))
            appendDecimal(seconds % 60, digits: 2, to: &text)
        }
        return String(decoding: text, as: UTF8.self)
    }
}
