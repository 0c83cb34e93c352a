public import Conversations
import SQL

/// A rule that fired in an entry.
public struct DecidedRule: Sendable, Equatable {
    public var index: UInt64
    public var pack: String
    public var rule: String
    public var version: Int
    public var verdict: Verdict?
    public var at: Timestamp

    /// A day in milliseconds.
    static let day: Int64 = 86_400_000

    /// Which to show; nil is all.
    public struct Filter: Sendable, Equatable {
        public var pack: String?
        public var rule: String?
        public var verdict: Verdict?
        /// Days since 1970, UTC.
        public var day: Int64?
        /// Only entries before this one: where the page before ended.
        public var before: UInt64?

        public init() {}
    }

    /// How often a rule fired with one answer.
    public struct Count: Sendable, Equatable {
        public var pack: String
        public var rule: String
        public var version: Int
        public var verdict: Verdict?
        public var count: Int
    }
}

extension Store {
    /// Rules that fired, newest first.
    public func fired(_ filter: DecidedRule.Filter, limit: Int) throws -> [DecidedRule] {
        var conditions: [String] = []
        var values: [Value] = []
        func add(_ condition: String, _ value: Value) {
            values.append(value)
            conditions.append("\(condition) $\(values.count)")
        }
        if let rule = filter.rule { add("rule =", .text(rule)) }
        if let pack = filter.pack { add("pack =", .text(pack)) }
        if let verdict = filter.verdict { add("verdict =", .integer(Int64(verdict.rawValue))) }
        if let day = filter.day, let start = Self.start(of: day) {
            add("at >=", .integer(start))
            add("at <", .integer(start + DecidedRule.day))
        }
        if let before = filter.before { add("idx <", .integer(Int64(clamping: before))) }
        let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        return try readers.read { connection in
            let statement = try connection.prepare(
                "SELECT idx, pack, rule, version, verdict, at FROM fired \(condition) ORDER BY idx DESC LIMIT \(limit)")
            try statement.bind(values)
            var rows: [DecidedRule] = []
            try statement.eachRow { (row) throws(SQLError) in
                rows.append(
                    DecidedRule(
                        index: UInt64(try row.int64(0)), pack: try row.text(1), rule: try row.text(2), version: try row.int(3),
                        verdict: Verdict(rawValue: UInt8(clamping: try row.int64(4))), at: Timestamp(milliseconds: try row.int64(5))))
            }
            return rows
        }
    }

    private static func start(of day: Int64) -> Int64? {
        let (start, overflow) = day.multipliedReportingOverflow(by: DecidedRule.day)
        return overflow || start < 0 ? nil : start
    }

    /// How often each rule fired, most often first; of one day, or ever.
    public func firedCounts(day: Int64?) throws -> [DecidedRule.Count] {
        try readers.read { connection in
            try connection.query(
                """
                SELECT pack, rule, version, verdict, sum(count) AS n FROM fired_count WHERE $1 IS NULL OR day = $1
                GROUP BY pack, rule, version, verdict ORDER BY n DESC, pack, rule LIMIT 500
                """, day.map { .integer($0) } ?? .null
            ) { (row) throws(SQLError) in
                DecidedRule.Count(
                    pack: try row.text(0), rule: try row.text(1), version: try row.int(2),
                    verdict: Verdict(rawValue: UInt8(clamping: try row.int64(3))), count: try row.int(4))
            }
        }
    }
}
