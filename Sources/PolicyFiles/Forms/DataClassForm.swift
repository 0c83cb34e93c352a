import Policies
import Yams

/// Reads data classes: a class, all of a family (`card.*`), or a group of the vocabulary.
struct DataClassForm {
    static func read(
        _ node: Node, of what: String, groups: [String: Set<DataClass>], _ reader: inout NodeReader
    ) -> Set<DataClass> {
        var classes: Set<DataClass> = []
        let words = DataClass.allCases.filter { !$0.isRequest }.map(\.word)
        for item in reader.items(node) {
            guard let word = reader.scalar(item) else {
                reader.fail(item, "a class in \(what) is no word", expected: "a data class such as card.pan")
                continue
            }
            if let group = groups[word] {
                classes.formUnion(group)
            } else if let dataClass = DataClass(word: word), !dataClass.isRequest {
                classes.insert(dataClass)
            } else if word.hasSuffix(".*"), case let family = words.filter({ $0.hasPrefix(word.dropLast()) }), !family.isEmpty {
                classes.formUnion(family.compactMap { DataClass(word: $0) })
            } else {
                reader.unknown(item, "data class", of: what, word, among: words + Array(groups.keys))
            }
        }
        return classes
    }
}
