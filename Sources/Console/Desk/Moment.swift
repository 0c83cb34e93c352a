import Broker

/// Times as the firm's clocks show them, and how long there is until then.
struct Moment: Sendable {
    var now: Timestamp
    var zone: ZoneRules

    init(now: Timestamp, zone: ZoneRules) {
        self.now = now
        self.zone = zone
    }

    /// This one, in the zone that the firm works in.
    init(_ server: Server) { self.init(now: Server.clock(), zone: server.terms.now.working.zone) }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    func clock(_ at: Timestamp, seconds: Bool = false) -> String {
        let second = zone.local(at: at).millisecond / 1_000
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(second / 3_600)):\(two(second / 60 % 60))\(seconds ? ":\(two(second % 60))" : "")"
    }

    func date(_ at: Timestamp) -> String {
        let day = zone.date(at: at)
        let year = day.year == zone.date(at: now).year ? "" : " \(day.year)"
        return "\(day.day) \(Self.months[day.month - 1])\(year)"
    }

    private static func weekday(_ day: CalendarDate) -> String {
        let word = day.weekday.abbreviation
        return word.prefix(1).uppercased() + word.dropFirst()
    }

    /// A day and a time of day as a form has them, such as `2027-02-01T09:00`; of two instants with that name the first.
    func instant(_ text: String) -> Timestamp? {
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, let day = CalendarDate(iso8601: String(parts[0])), let time = TimeOfDay(String(parts[1].prefix(5))) else {
            return nil
        }
        return zone.first(LocalTime(day, time))
    }

    /// The time of today, the date of any other day.
    func short(_ at: Timestamp) -> String { zone.date(at: at) == zone.date(at: now) ? clock(at) : date(at) }

    /// Both, without saying what goes without saying.
    func long(_ at: Timestamp) -> String {
        let day = zone.date(at: at)
        return day == zone.date(at: now) ? clock(at) : "\(Self.weekday(day)) \(date(at)), \(clock(at))"
    }

    /// The day and the second, whatever the day.
    func exact(_ at: Timestamp) -> String { "\(Self.weekday(zone.date(at: at))) \(date(at)), \(clock(at, seconds: true))" }

    /// The element, with the whole instant for programs and on asking.
    func html(_ at: Timestamp, _ words: String) -> HTML {
        "<time datetime=\"\(at.iso8601(in: zone))\" title=\"\(exact(at))\">\(words)</time>"
    }

    func short(_ at: Timestamp) -> HTML { html(at, short(at)) }
    func long(_ at: Timestamp) -> HTML { html(at, long(at)) }

    enum Urgency { case late, soon, calm }

    /// Within a quarter of an hour somebody had better look.
    func urgency(_ due: Timestamp) -> Urgency {
        let left = due.milliseconds(since: now)
        return left < 0 ? .late : left <= 15 * 60_000 ? .soon : .calm
    }

    func left(_ due: Timestamp) -> String {
        let left = due.milliseconds(since: now)
        return left < 0 ? "\(Figure.duration(milliseconds: -left)) late" : "\(Figure.duration(milliseconds: left)) left"
    }
}

extension Moment.Urgency {
    var style: HTML {
        switch self {
        case .late: "late"
        case .soon: "soon"
        case .calm: "calm"
        }
    }
}
