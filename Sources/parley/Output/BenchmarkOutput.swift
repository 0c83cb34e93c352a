import Broker

/// Prints what a benchmark measured.
enum BenchmarkOutput {
    static func print(_ result: BenchmarkResult, _ format: OutputFormat) throws {
        switch format {
        case .json: try JSONOutput.print(result)
        case .table:
            var table = Table("FIGURE", "VALUE")
            table.add("rate", "\(Int(result.rate))/s")
            table.add("p50_ms", "\(BenchmarkResult.Figure.number(result.milliseconds.p50))")
            table.add("p99_ms", "\(BenchmarkResult.Figure.number(result.milliseconds.p99))")
            for (name, figure) in result.figures + result.settings { table.add(name, "\(figure)") }
            try table.print()
        }
    }
}
