import Conversations
public import ServiceLevels
public import Storage

/// How the work stands at a moment: who waits, what is late, how fast answers came today.
public struct Wallboard: Sendable {
    /// The figures of one part of the work, or of all of it.
    public struct Figures: Sendable {
        public var waiting = 0
        /// Since when the one waits who waits longest.
        public var oldest: Timestamp?
        public var atRisk = 0
        public var breached = 0
        public var answered = 0
        public var inTime = 0
        public var fromPublished = Spread()
        public var fromAssigned = Spread()
    }

    /// Times to answer of a day, in milliseconds.
    public struct Spread: Sendable {
        public var count = 0
        /// Half of them took at most this.
        public var median: Int64?
        /// Nine of ten took at most this.
        public var ninth: Int64?

        public init() {}

        /// By the nearest rank, so that each is a time that somebody did wait.
        public init(_ times: [Int64]) {
            let sorted = times.sorted()
            count = sorted.count
            guard !sorted.isEmpty else { return }
            median = sorted[(sorted.count * 50 + 99) / 100 - 1]
            ninth = sorted[(sorted.count * 90 + 99) / 100 - 1]
        }
    }

    public var at: Timestamp
    public var all: Figures
    /// Most waiting first; conversations without a route stand under nil.
    public var routes: [(route: String?, figures: Figures)]
    public var channels: [(channel: ChannelKind, figures: Figures)]

    public init(at now: Timestamp, waiting: [WaitingGroup], answered: [AnsweredTurn]) {
        at = now
        all = Self.figures(waiting, answered)
        let byRoute = (Dictionary(grouping: waiting, by: \.route), Dictionary(grouping: answered, by: \.route))
        routes = Set(byRoute.0.keys).union(byRoute.1.keys).map { ($0, Self.figures(byRoute.0[$0] ?? [], byRoute.1[$0] ?? [])) }
            .sorted { ($1.figures.waiting, $0.route ?? "~") < ($0.figures.waiting, $1.route ?? "~") }
        let byChannel = (Dictionary(grouping: waiting, by: \.began), Dictionary(grouping: answered, by: \.began))
        channels = Set(byChannel.0.keys).union(byChannel.1.keys).map { ($0, Self.figures(byChannel.0[$0] ?? [], byChannel.1[$0] ?? [])) }
            .sorted { ($1.figures.waiting, $0.channel.word) < ($0.figures.waiting, $1.channel.word) }
    }

    private static func figures(_ waiting: [WaitingGroup], _ answered: [AnsweredTurn]) -> Figures {
        Figures(
            waiting: waiting.reduce(0) { $0 + $1.waiting }, oldest: waiting.map(\.oldest).min(),
            atRisk: waiting.reduce(0) { $0 + $1.atRisk }, breached: waiting.reduce(0) { $0 + $1.breached }, answered: answered.count,
            inTime: answered.count(where: \.isInTime), fromPublished: Spread(answered.map(\.fromPublished)),
            fromAssigned: Spread(answered.compactMap(\.fromAssigned)))
    }
}
