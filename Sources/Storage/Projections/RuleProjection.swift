public import Conversations
import Ledger
import SQL

extension Projection {
    /// Which rule fired in which entry, and how often on each day.
    static let rules = Projection(
        name: "rules", version: 1, tables: ["fired", "fired_count"],
        schema: """
            CREATE TABLE fired(idx INTEGER NOT NULL, pack TEXT NOT NULL, rule TEXT NOT NULL, version INTEGER NOT NULL,
                verdict INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(idx, pack, rule)) STRICT, WITHOUT ROWID;
            CREATE INDEX fired_rule ON fired(rule, pack, idx);
            -- days are counted from 1970, UTC
            CREATE TABLE fired_count(pack TEXT NOT NULL, rule TEXT NOT NULL, version INTEGER NOT NULL, verdict INTEGER NOT NULL,
                day INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY(pack, rule, version, verdict, day)) STRICT, WITHOUT ROWID;
            """
    ) { step, connection in
        for trace in step.entry.traces {
            let statement = try connection.prepare(
                fixed: "INSERT OR IGNORE INTO fired(idx, pack, rule, version, verdict, at) VALUES ($1, $2, $3, $4, $5, $6)")
            try statement.bind(1, Int64(step.entry.index))
            try statement.bind(2, trace.pack)
            try statement.bind(3, trace.rule)
            try statement.bind(4, trace.version)
            try statement.bind(5, Int64(step.entry.leaf.decision))
            try statement.bind(6, step.entry.leaf.recordedTime)
            // Applied a second time, it counts once.
            if try statement.run() == 1 { try change(trace, step.entry, by: 1, connection) }
        }
    } forget: { entry, connection in
        for trace in entry.traces {
            let gone = try connection.run(
                "DELETE FROM fired WHERE idx = $1 AND pack = $2 AND rule = $3", .integer(Int64(entry.index)), .text(trace.pack),
                .text(trace.rule))
            if gone == 1 { try change(trace, entry, by: -1, connection) }
        }
        try connection.run("DELETE FROM fired_count WHERE count = 0")
    }

    private static func change(_ trace: RuleTrace, _ entry: Folded, by number: Int, _ connection: Connection) throws {
        let statement = try connection.prepare(
            fixed: """
                INSERT INTO fired_count(pack, rule, version, verdict, day, count) VALUES ($1, $2, $3, $4, $5, $6)
                ON CONFLICT(pack, rule, version, verdict, day) DO UPDATE SET count = count + $6
                """)
        try statement.bind(1, trace.pack)
        try statement.bind(2, trace.rule)
        try statement.bind(3, trace.version)
        try statement.bind(4, Int64(entry.leaf.decision))
        try statement.bind(5, entry.leaf.recordedTime / DecidedRule.day)
        try statement.bind(6, number)
        try statement.run()
    }
}

extension Folded {
    /// The rules that its events name, each once.
    public var traces: [RuleTrace] {
        var traces: [RuleTrace] = []
        for event in events ?? [] {
            for trace in event.traces where !traces.contains(where: { $0.pack == trace.pack && $0.rule == trace.rule }) {
                traces.append(trace)
            }
        }
        return traces
    }
}

extension Event {
    fileprivate var traces: [RuleTrace] {
        switch self {
        case .received(let received): received.rules
        case .taskOpened(let opened): opened.rules
        case .routed(let routed): routed.rules
        case .nearMiss(let miss): miss.rules
        case .queued(let queued): queued.rules
        case .held(let held), .scheduled(let held): held.rules
        case .blocked(let blocked): blocked.rules
        default: []
        }
    }
}
