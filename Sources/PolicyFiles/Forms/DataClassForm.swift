import Policies
import Yams

/// Reads data classes: a class, all of a family (`card.*`), a group of the vocabulary, or one that a pack defines (`org.loan_ref`).
struct DataClassForm {
    /// - Parameter own: the classes that packs define, as far as they may be named here.
    static func read(
        _ node: Node, of what: String, groups: [String: Set<DataClass>], own: Set<DataClass> = [], _ reader: inout NodeReader
    ) -> Set<DataClass> {
        var classes: Set<DataClass> = []
        let words = words(own)
        for item in reader.items(node) {
            guard let word = reader.scalar(item) else {
                reader.fail(item, "a class in \(what) is no word", expected: "a data class such as card.pan")
                continue
            }
            if let group = groups[word] {
                classes.formUnion(group)
            } else if words.contains(word), let dataClass = DataClass(word: word) {
                classes.insert(dataClass)
            } else if word.hasSuffix(".*"), case let family = words.filter({ $0.hasPrefix(word.dropLast()) }), !family.isEmpty {
                classes.formUnion(family.compactMap { DataClass(word: $0) })
            } else {
                reader.unknown(item, "data class", of: what, word, among: words + Array(groups.keys))
            }
        }
        return classes
    }

    /// Every class that can be named, without requests.
    static func words(_ own: Set<DataClass>) -> [String] {
        DataClass.allCases.filter { !$0.isRequest }.map(\.word) + own.sorted().map(\.word)
    }
}
