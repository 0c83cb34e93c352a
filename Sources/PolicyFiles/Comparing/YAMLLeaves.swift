import Yams

/// The values of a document by the way to them.
struct YAMLLeaves {
    private(set) var values: [String: String] = [:]

    init(_ root: Node?) { if let root { collect(root, []) } }

    private mutating func collect(_ node: Node, _ path: [String]) {
        switch node {
        case .mapping(let mapping): for (key, value) in mapping { collect(value, path + [Self.text(key)]) }
        case .sequence(let sequence):
            // An order of its own has nothing that policies read: an item is known by what it says, or by what its first key says.
            var seen: [String: Int] = [:]
            for item in sequence {
                switch item {
                case .mapping(let mapping):
                    let first = mapping.first.map { "\(Self.text($0.key)) \(Self.text($0.value))" } ?? ""
                    seen[first, default: 0] += 1
                    let name = seen[first] == 1 ? first : "\(first) (\(seen[first] ?? 0))"
                    collect(item, path + ["[\(name)]"])
                case .sequence: collect(item, path + ["[\(seen.count)]"])
                case .scalar, .alias:
                    let text = Self.text(item)
                    values[(path + ["[\(text)]"]).joined(separator: ".")] = text
                }
            }
        case .scalar, .alias: values[path.joined(separator: ".")] = Self.text(node)
        }
    }

    static func text(_ node: Node) -> String {
        switch node {
        case .scalar(let scalar): scalar.string
        case .mapping(let mapping): "{\(mapping.map { "\(text($0.key)): \(text($0.value))" }.joined(separator: ", "))}"
        case .sequence(let sequence): "[\(sequence.map(text).joined(separator: ", "))]"
        case .alias: ""
        }
    }
}
