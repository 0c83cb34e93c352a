import Policies
import Yams

/// Reads a pack.
struct PackForm {
    static func read(_ root: Node, sha256: String, vocabulary: Vocabulary, _ reader: inout NodeReader) -> Pack? {
        let fields = reader.fields(
            root, of: "the pack", required: ["pack", "version", "title", "owner", "rules"],
            optional: ["effective", "review_by", "declares", "deadlines", "detectors", "unchecked", "extends"])
        let id = fields["pack"].flatMap { reader.newWord($0, of: "pack") }
        let version = fields["version"].flatMap { reader.whole($0, of: "version", in: 1...1_000_000) }
        let title = fields["title"].flatMap { reader.text($0, of: "title") }
        let owner = fields["owner"].flatMap { reader.text($0, of: "owner") }
        let effective = fields["effective"].map { PeriodForm.read($0, &reader) } ?? .always
        let reviewBy = fields["review_by"].flatMap { reader.date($0, of: "review_by") }
        var declared = fields["declares"].map { declares($0, &reader) } ?? DeclaredWords()
        let detectors = fields["detectors"].map { DetectorForm.read($0, &reader) } ?? []
        // Those with faults as well, so that a rule that names one is not a second error.
        if case .mapping(let mapping)? = fields["detectors"] {
            for (key, _) in mapping { if let own = reader.scalar(key).flatMap({ DataClass(custom: $0) }) { declared.classes.insert(own) } }
        }
        let words = PackWords(vocabulary: vocabulary, declared: declared)
        let deadlines = fields["deadlines"].map { DeadlineForm.read($0, words, &reader) } ?? []
        let rules = fields["rules"].map { readRules($0, words, &reader) } ?? []
        let unchecked = fields["unchecked"].map { readUnchecked($0, &reader) } ?? []
        let extends = fields["extends"].map { readBases($0, of: id, &reader) } ?? []
        guard let id, let version, let title, let owner else { return nil }
        return Pack(
            reference: PackReference(id: id, version: version, sha256: sha256), title: title, owner: owner, effective: effective,
            reviewBy: reviewBy, rules: rules, deadlines: deadlines, declared: declared, detectors: detectors,
            unchecked: unchecked, extends: extends)
    }

    private static func readRules(_ node: Node, _ words: PackWords, _ reader: inout NodeReader) -> [Rule] {
        var ids: Set<String> = []
        return reader.list(node, of: "rules").compactMap { item in
            guard let rule = RuleForm(words: words).read(item, &reader) else { return nil }
            if !ids.insert(rule.id).inserted {
                reader.fail(item, "the rule \(rule.id) is there twice", expected: "another id")
            }
            return rule
        }
    }

    private static func readBases(_ node: Node, of pack: String?, _ reader: inout NodeReader) -> [PackBase] {
        var names: Set<String> = []
        return reader.list(node, of: "extends").compactMap { item in
            let fields = reader.fields(item, of: "a pack that this one extends", required: ["pack", "version", "sha256"])
            guard let name = fields["pack"].flatMap({ reader.newWord($0, of: "pack") }),
                let version = fields["version"].flatMap({ reader.whole($0, of: "version", in: 1...1_000_000) }),
                let sha256 = fields["sha256"].flatMap({ hash($0, &reader) })
            else { return nil }
            if name == pack { reader.fail(item, "the pack extends itself", expected: "another pack") }
            if !names.insert(name).inserted { reader.fail(item, "\(name) is there twice", expected: "each pack once") }
            return PackBase(pack: name, version: version, sha256: sha256)
        }
    }

    private static func hash(_ node: Node, _ reader: inout NodeReader) -> String? {
        let digits = Set("0123456789abcdef".utf8)
        guard let text = reader.scalar(node), text.utf8.count == 64, text.utf8.allSatisfy(digits.contains) else {
            reader.fail(node, "sha256 is no hash", expected: "64 lower-case hexadecimal digits; `parley policy check --hashes` prints them")
            return nil
        }
        return text
    }

    private static func readUnchecked(_ node: Node, _ reader: inout NodeReader) -> [UncheckedDuty] {
        reader.list(node, of: "unchecked").compactMap { item in
            let fields = reader.fields(item, of: "the duty", required: ["title", "source", "reason"])
            guard let title = fields["title"].flatMap({ reader.text($0, of: "title") }),
                let source = fields["source"].flatMap({ RuleForm.readSource($0, &reader) }),
                let reason = fields["reason"].flatMap({ reader.text($0, of: "reason") })
            else { return nil }
            return UncheckedDuty(title: title, source: source, reason: reason)
        }
    }

    private static func declares(_ node: Node, _ reader: inout NodeReader) -> DeclaredWords {
        let fields = reader.fields(
            node, of: "declares", required: [], optional: ["labels", "actions", "routes", "deadlines", "evidence", "metrics"])
        var declared = DeclaredWords()
        if let node = fields["labels"] { declared.labels = reader.newWords(node, of: "labels") }
        if let node = fields["actions"] { declared.actions = reader.newWords(node, of: "actions") }
        if let node = fields["routes"] { declared.routes = reader.newWords(node, of: "routes") }
        if let node = fields["deadlines"] { declared.deadlines = reader.newWords(node, of: "deadlines") }
        if let node = fields["evidence"] { declared.evidence = reader.newWords(node, of: "evidence") }
        if let node = fields["metrics"] { declared.metrics = reader.newWords(node, of: "metrics") }
        return declared
    }
}
