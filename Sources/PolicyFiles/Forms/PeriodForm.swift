import Policies
import Yams

/// Reads `effective: {from, to}`; both are instants, and both may be left out.
struct PeriodForm {
    static func read(_ node: Node, _ reader: inout NodeReader) -> EffectivePeriod {
        let fields = reader.fields(node, of: "effective", required: [], optional: ["from", "to"])
        let period = EffectivePeriod(
            from: fields["from"].flatMap { reader.instant($0, of: "from") }, to: fields["to"].flatMap { reader.instant($0, of: "to") })
        if let from = period.from, let to = period.to, to <= from {
            reader.fail(node, "effective ends before it begins", expected: "an end after its beginning")
        }
        return period
    }
}
