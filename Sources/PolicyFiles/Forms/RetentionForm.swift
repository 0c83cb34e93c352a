import Policies
import Yams

/// Reads `retention.yaml`: how long each class of records is kept, from when, and by what right.
struct RetentionForm {
    static let fileName = "retention.yaml"

    static func read(_ root: Node, words: PackWords, packs: [String], _ reader: inout NodeReader) -> [RetentionRule] {
        let fields = reader.fields(root, of: "the retention", required: ["classes"])
        var ids: Set<String> = []
        return (fields["classes"].map { reader.list($0, of: "classes") } ?? []).compactMap { node in
            guard let rule = rule(node, words, packs, &reader) else { return nil }
            if !ids.insert(rule.id).inserted { reader.fail(node, "the class \(rule.id) is there twice", expected: "another id") }
            return rule
        }
    }

    private static func rule(_ node: Node, _ words: PackWords, _ packs: [String], _ reader: inout NodeReader) -> RetentionRule? {
        let fields = reader.fields(
            node, of: "the class", required: ["id", "title", "keep", "from", "obliged", "source"],
            optional: ["labels", "products", "recorded_complaint", "packs", "verified"])
        let id = fields["id"].flatMap { reader.newWord($0, of: "id") }
        let title = fields["title"].flatMap { reader.text($0, of: "title") }
        let source = fields["source"].flatMap { reader.text($0, of: "source") }
        let length = fields["keep"].flatMap { self.length($0, &reader) }
        let start = fields["from"].flatMap {
            reader.choice($0, of: "from", among: RetentionRule.Start.allCases.map(\.rawValue)).flatMap { RetentionRule.Start(rawValue: $0) }
        }
        let obliged = fields["obliged"].flatMap { reader.flag($0, of: "obliged") }
        let labels = fields["labels"].map { reader.words($0, of: "labels", among: words.labels) } ?? []
        let products = (fields["products"].map { reader.items($0) } ?? []).compactMap { reader.text($0, of: "products") }
        let named = (fields["packs"].map { reader.items($0) } ?? []).compactMap { reader.choice($0, of: "packs", among: packs.sorted()) }
        let complaint = fields["recorded_complaint"].flatMap { reader.flag($0, of: "recorded_complaint") } ?? false
        let verified = fields["verified"].flatMap { reader.flag($0, of: "verified") } ?? false
        guard let id, let title, let source, let length, let start, let obliged else { return nil }
        return RetentionRule(
            id: id, title: title, length: length, start: start, isObliged: obliged, labels: labels, products: Set(products),
            isComplaint: complaint, packs: Set(named), source: source, isVerified: verified)
    }

    /// `{years: 3}`, `{months: 18}` or `forever`.
    private static func length(_ node: Node, _ reader: inout NodeReader) -> RetentionRule.Length? {
        if reader.scalar(node) == "forever" { return .forever }
        let fields = reader.fields(node, of: "keep", required: [], optional: ["years", "months"])
        let years = fields["years"].flatMap { reader.whole($0, of: "years", in: 1...100) }
        let months = fields["months"].flatMap { reader.whole($0, of: "months", in: 1...1_200) }
        switch (years, months) {
        case (let years?, nil): return .months(12 * years)
        case (nil, let months?): return .months(months)
        default:
            reader.fail(node, "it does not say how long", expected: "{years: 3}, {months: 18} or forever")
            return nil
        }
    }
}
