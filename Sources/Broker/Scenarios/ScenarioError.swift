/// Why a scenario could not be run at all.
public enum ScenarioError: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownPack(String)
    case packs(String)
    case noServiceLevel
    case unknownCalendar(String)
    case zone(String)
    case setting(String, expected: String)
    case calendar(String)
    case text(String)
    /// The domain refuses what the scenario states.
    case domain(String)

    public var description: String {
        switch self {
        case .unknownPack(let name): "there is no pack \(name)"
        case .packs(let problem): problem
        case .noServiceLevel: "there is no service level"
        case .unknownCalendar(let name): "there is no calendar \(name)"
        case .zone(let problem): problem
        case .setting(let name, let expected): "config.\(name) cannot be read; expected \(expected)"
        case .calendar(let problem): problem
        case .domain(let problem): problem
        case .text(let problem): "the text cannot be scanned: \(problem)"
        }
    }
}
