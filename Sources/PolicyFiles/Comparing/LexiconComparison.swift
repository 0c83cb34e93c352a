import Policies
import Yams

/// What a lexicon hears otherwise: the labels that lose or gain phrases and clues.
struct LexiconComparison {
    private let name: String
    private let old: Written
    private let new: Written

    static func changes(_ name: String, _ old: Node?, _ new: Node?) -> [TermsChange] {
        guard let old else {
            let labels = Written(new).labels
            return [TermsChange(file: name, key: "the lexicon", before: nil, after: "hears \(labels)", laxity: .stricter)]
        }
        guard let new else {
            return [TermsChange(file: name, key: "the lexicon", before: "hears \(Written(old).labels),", after: nil, laxity: .laxer)]
        }
        return LexiconComparison(name: name, old: Written(old), new: Written(new)).changes
    }

    /// A lexicon's file as it is written.
    private struct Written {
        var groups: [String: Set<String>] = [:]
        /// Clues by label: each way to earn it as it is written.
        var clues: [String: Set<String>] = [:]
        /// The labels that a group earns, and those that it hides.
        var earns: [String: Set<String>] = [:]
        var hides: [String: Set<String>] = [:]
        var negators: Set<String> = []
        var masks: Set<String> = []
        /// Everything else, by key.
        var others: [String: String] = [:]

        var labels: String { clues.keys.sorted().map { Wording.plain($0) }.joined(separator: ", ") }

        init(_ root: Node?) {
            guard case .mapping(let fields)? = root else { return }
            for (key, value) in fields {
                switch YAMLLeaves.text(key) {
                case "groups":
                    guard case .mapping(let groups) = value else { continue }
                    for (name, phrases) in groups { self.groups[YAMLLeaves.text(name)] = Self.items(phrases) }
                case "clues": for clue in value.sequence ?? [] { note(clue) }
                case "negators": negators = Self.items(value)
                case "masks": masks = Self.items(value)
                case "version", "title", "source": continue
                default: others[YAMLLeaves.text(key)] = YAMLLeaves.text(value)
                }
            }
        }

        private mutating func note(_ clue: Node) {
            guard let label = clue.mapping?["label"].map(YAMLLeaves.text) else { return }
            for way in clue.mapping?["any"]?.sequence ?? [] {
                clues[label, default: []].insert(YAMLLeaves.text(way))
                for group in way.mapping?["all"].map(Self.items) ?? [] { earns[group, default: []].insert(label) }
                for group in way.mapping?["none"].map(Self.items) ?? [] { hides[group, default: []].insert(label) }
            }
        }

        private static func items(_ node: Node) -> Set<String> {
            Set((node.sequence.map(Array.init) ?? [node]).map(YAMLLeaves.text))
        }
    }

    private var changes: [TermsChange] {
        var changes: [TermsChange] = []
        for label in Set(old.clues.keys).union(new.clues.keys).sorted() {
            changes += words("clues.\(label)", old.clues[label] ?? [], new.clues[label] ?? [], lost: .laxer)
        }
        for group in Set(old.groups.keys).union(new.groups.keys).sorted() {
            let earned = (old.earns[group] ?? []).union(new.earns[group] ?? [])
            let hidden = (old.hides[group] ?? []).union(new.hides[group] ?? [])
            let isMask = old.masks.contains(group) || new.masks.contains(group)
            let labels = earned.union(hidden).sorted().map { Wording.plain($0) }.joined(separator: ", ")
            let key = "groups.\(group)" + (labels.isEmpty ? "" : " (\(labels))")
            let (before, after) = (old.groups[group] ?? [], new.groups[group] ?? [])
            // A phrase that earns one label and hides another is laxer either way.
            if !earned.isEmpty { changes += words(key, before, after, lost: .laxer) }
            if !hidden.isEmpty || isMask || earned.isEmpty {
                changes += words(key, before, after, lost: earned.isEmpty && hidden.isEmpty && !isMask ? .otherwise : .stricter)
            }
        }
        changes += words("negators", old.negators, new.negators, lost: .stricter)
        changes += words("masks", old.masks, new.masks, lost: .stricter)
        for key in Set(old.others.keys).union(new.others.keys).sorted() where old.others[key] != new.others[key] {
            // Whom and what it hears: it may hear less.
            changes.append(TermsChange(file: name, key: key, before: old.others[key], after: new.others[key], laxity: .laxer))
        }
        return changes
    }

    /// What is lost and what is gained; the opposite of `lost` is what gaining means.
    private func words(_ key: String, _ before: Set<String>, _ after: Set<String>, lost: AnswerChange.Laxity) -> [TermsChange] {
        let gained: AnswerChange.Laxity = lost == .laxer ? .stricter : lost == .stricter ? .laxer : .otherwise
        let (gone, more) = (before.subtracting(after), after.subtracting(before))
        return [(gone, true, lost), (more, false, gained)].compactMap { list, isGone, laxity in
            guard !list.isEmpty else { return nil }
            let text = list.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
            return TermsChange(file: name, key: key, before: isGone ? text : nil, after: isGone ? nil : text, laxity: laxity)
        }
    }
}
