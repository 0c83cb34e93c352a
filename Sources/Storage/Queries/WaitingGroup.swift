public import Conversations
import SQL

/// How many customers wait in conversations that began on one channel and are with one route.
public struct WaitingGroup: Sendable, Equatable {
    public var began: ChannelKind
    public var route: String?
    public var waiting: Int
    /// When the one began to wait that waits longest.
    public var oldest: Timestamp
    /// Due soon and not late.
    public var atRisk: Int
    public var breached: Int
}

extension Store {
    /// Who waits at a moment, by where the conversation began and by route.
    public func waiting(at now: Timestamp) throws -> [WaitingGroup] {
        try readers.read { connection in
            try connection.query(
                """
                SELECT began, route, count(*), min(start), coalesce(sum(soon <= $1 AND due >= $1), 0), coalesce(sum(due < $1), 0)
                FROM board WHERE start IS NOT NULL GROUP BY began, route
                """, .integer(now.milliseconds)
            ) { (row) throws(SQLError) in
                WaitingGroup(
                    began: ChannelKind(rawValue: UInt8(clamping: try row.int64(0))) ?? .plainEmail, route: try row.optionalText(1),
                    waiting: try row.int(2), oldest: Timestamp(milliseconds: try row.int64(3)), atRisk: try row.int(4),
                    breached: try row.int(5))
            }
        }
    }

    /// Turns that ended from an instant on, with both times that an answer took.
    public func answered(since: Timestamp) throws -> [AnsweredTurn] {
        try readers.read { connection in
            try connection.query(
                "SELECT began, route, start, due, assigned, ended FROM turn WHERE ended >= $1", .integer(since.milliseconds)
            ) { (row) throws(SQLError) in
                let (start, ended) = (try row.int64(2), try row.int64(5))
                return AnsweredTurn(
                    began: ChannelKind(rawValue: UInt8(clamping: try row.int64(0))) ?? .plainEmail, route: try row.optionalText(1),
                    fromPublished: max(0, ended - start),
                    fromAssigned: try row.optionalInt64(4).map { max(0, ended - max($0, start)) },
                    isInTime: try row.optionalInt64(3).map { ended <= $0 } ?? true)
            }
        }
    }
}

/// One answered turn, as measures count it. Times are milliseconds.
public struct AnsweredTurn: Sendable, Equatable {
    public var began: ChannelKind
    public var route: String?
    public var fromPublished: Int64
    /// Nil where it was answered without anybody being given it.
    public var fromAssigned: Int64?
    public var isInTime: Bool
}
