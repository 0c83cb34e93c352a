import Policies
import Yams

/// Reads a business calendar. Without bounds it covers the whole years of its first and last holiday.
struct CalendarForm {
    private static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    static func read(_ root: Node, _ reader: inout NodeReader) -> BusinessCalendar? {
        let fields = reader.fields(
            root, of: "the calendar", required: ["id", "zone", "source", "holidays"],
            optional: ["seen_on", "effective_from", "effective_to", "weekend"])
        let id = fields["id"].flatMap { reader.text($0, of: "id") }
        let zone = fields["zone"].flatMap { reader.text($0, of: "zone") }
        var dates: Set<CalendarDate> = []
        let holidays = (fields["holidays"].map { reader.list($0, of: "holidays") } ?? []).compactMap { node in
            let holiday = holiday(node, &reader)
            if let holiday, !dates.insert(holiday.date).inserted {
                reader.fail(node, "the date \(holiday.date) is there twice", expected: "each date once, with all its names")
            }
            return holiday
        }
        guard let id, let zone, let holidaysNode = fields["holidays"] else { return nil }
        guard let first = holidays.map(\.date).min(), let last = holidays.map(\.date).max(),
            var from = CalendarDate(year: first.year, month: 1, day: 1), var to = CalendarDate(year: last.year, month: 12, day: 31)
        else {
            reader.fail(holidaysNode, "there is no holiday", expected: "at least one, so that the years covered are known")
            return nil
        }
        if let node = fields["seen_on"] { _ = reader.date(node, of: "seen_on") }
        from = fields["effective_from"].flatMap { reader.date($0, of: "effective_from") } ?? from
        to = fields["effective_to"].flatMap { reader.date($0, of: "effective_to") } ?? to
        guard from <= to else {
            reader.fail(fields["effective_to"] ?? root, "the calendar ends before it begins", expected: "an end after its beginning")
            return nil
        }
        let weekend = fields["weekend"].map { node in
            Set(
                reader.list(node, of: "weekend").compactMap { item in
                    reader.choice(item, of: "weekend", among: days).flatMap { Weekday(abbreviation: $0) }
                })
        }
        do throws(CalendarError) {
            return try BusinessCalendar(
                id: id, zone: zone, holidays: holidays, weekend: weekend ?? [.saturday, .sunday], coverage: from...to)
        } catch {
            reader.fail(holidaysNode, "\(error)", expected: "dates within the years covered")
            return nil
        }
    }

    private static func holiday(_ node: Node, _ reader: inout NodeReader) -> BusinessCalendar.Holiday? {
        let fields = reader.fields(node, of: "a holiday", required: ["date", "name"], optional: ["note"])
        guard let date = fields["date"].flatMap({ reader.date($0, of: "date") }),
            let name = fields["name"].flatMap({ reader.text($0, of: "name") })
        else { return nil }
        return BusinessCalendar.Holiday(date, name)
    }
}
