public import Policies

/// What a scenario states: a plain value, a list, or parts by name.
public indirect enum ScenarioValue: Hashable, Sendable {
    case text(String)
    case flag(Bool)
    case count(Int)
    case instant(Timestamp)
    case list([ScenarioValue])
    case parts([String: ScenarioValue])

    public var text: String? { if case .text(let text) = self { text } else { nil } }
    public var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }
    public var count: Int? { if case .count(let count) = self { count } else { nil } }
    public var instant: Timestamp? { if case .instant(let instant) = self { instant } else { nil } }
    public var list: [ScenarioValue]? { if case .list(let list) = self { list } else { nil } }
    public var parts: [String: ScenarioValue]? { if case .parts(let parts) = self { parts } else { nil } }
}
