import Broker
import Hummingbird

/// What somebody asked to see of the decisions, as the address says it.
struct DecisionFilter {
    var filter = DecidedRule.Filter()
    /// As it was typed; a day that is none filters nothing.
    var day = ""

    init(_ request: Request) {
        func value(_ name: String) -> String? {
            request.uri.queryParameters[Substring(name)].map(String.init).flatMap { $0.isEmpty || $0.utf8.count > 200 ? nil : $0 }
        }
        filter.pack = value("pack")
        filter.rule = value("rule")
        filter.verdict = value("verdict").flatMap { Verdict(word: $0) }
        filter.before = value("before").flatMap { UInt64($0) }
        if let text = value("day"), let date = CalendarDate(iso8601: text) {
            day = text
            filter.day = Int64(date.dayNumber)
        }
    }

    /// The address of the same with something else.
    func path(before: UInt64?) -> String {
        var parts: [String] = []
        for (name, value) in [
            ("pack", filter.pack), ("rule", filter.rule), ("verdict", filter.verdict?.word), ("day", day),
            ("before", before.map { "\($0)" }),
        ] {
            if let value, !value.isEmpty { parts.append("\(name)=\(PageAnswers.escaped(value))") }
        }
        return "/compliance/decisions" + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&"))
    }

    static func path(pack: String, rule: String) -> String {
        "/compliance/decisions?pack=\(PageAnswers.escaped(pack))&rule=\(PageAnswers.escaped(rule))"
    }
}
