/// What a benchmark measured, and under which settings.
public struct BenchmarkResult: Encodable, Sendable {
    public enum Figure: Encodable, Sendable, CustomStringConvertible {
        case number(Double)
        case count(Int)
        case word(String)

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .number(let value): try container.encode((value * 1000).rounded() / 1000)
            case .count(let value): try container.encode(value)
            case .word(let value): try container.encode(value)
            }
        }

        public var description: String {
            switch self {
            case .number(let value): "\((value * 1000).rounded() / 1000)"
            case .count(let value): "\(value)"
            case .word(let value): value
            }
        }
    }

    public let name: String
    /// Per second.
    public let rate: Double
    public let milliseconds: Latencies
    /// What only this benchmark measures.
    public var figures: [(name: String, figure: Figure)]
    public var settings: [(name: String, figure: Figure)]

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(Figure.number(rate), forKey: Key("rate"))
        try container.encode(Figure.number(milliseconds.p50), forKey: Key("p50_ms"))
        try container.encode(Figure.number(milliseconds.p99), forKey: Key("p99_ms"))
        for (name, figure) in figures { try container.encode(figure, forKey: Key(name)) }
        var inner = container.nestedContainer(keyedBy: Key.self, forKey: Key("settings"))
        for (name, figure) in settings { try inner.encode(figure, forKey: Key(name)) }
    }
}

/// How long single steps took.
public struct Latencies: Sendable {
    public let p50: Double
    public let p99: Double

    init(_ durations: [Duration]) {
        let sorted = durations.sorted()
        func at(_ share: Double) -> Double {
            sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))].seconds * 1000
        }
        p50 = at(0.5)
        p99 = at(0.99)
    }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
