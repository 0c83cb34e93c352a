import Policies
import Yams

/// Reads the data classes that a pack defines, and refuses each of which one of its own examples comes out wrong.
struct DetectorForm {
    /// Of one folder; rules count classes in a fixed number of bits.
    static let mostClasses = 64

    static func read(_ node: Node, _ reader: inout NodeReader) -> [PackDetector] {
        reader.pairs(node, of: "detectors").compactMap { key, word, value in
            guard let dataClass = DataClass(custom: word) else {
                reader.fail(
                    key, "the name of the class is \(word.prefix(60))",
                    expected: "org. and up to sixteen small letters, digits or underscores, as in org.loan_ref")
                return nil
            }
            return detector(value, of: dataClass, &reader)
        }
    }

    private static func detector(_ node: Node, of dataClass: DataClass, _ reader: inout NodeReader) -> PackDetector? {
        let word = dataClass.word
        let fields = reader.fields(
            node, of: word, required: ["pattern", "true", "false"], optional: ["name", "checksum", "level", "labels", "reject"])
        let before = reader.errors.count
        let name = fields["name"].flatMap { reader.text($0, of: "name") } ?? Wording.plain(dataClass.customName ?? word)
        let pattern = fields["pattern"].flatMap { self.pattern($0, &reader) }
        let checksum = fields["checksum"].flatMap { self.checksum($0, &reader) }
        let level = fields["level"].flatMap { self.level($0, of: "level", &reader) } ?? .possible
        let labels = fields["labels"].map { words($0, of: "labels", withLevel: true, &reader) }
        let reject = fields["reject"].map { words($0, of: "reject", withLevel: false, &reader) }
        let finds = fields["true"].map { examples($0, of: "true", &reader) } ?? []
        let quietOn = fields["false"].map { examples($0, of: "false", &reader) } ?? []
        guard let pattern, reader.errors.count == before else { return nil }
        if level == .possible, labels == nil {
            reader.fail(
                node, "\(word) is never more than possible", expected: "words under labels that raise it, or a level of likely or certain")
            return nil
        }
        do throws(CustomClassFault) {
            return PackDetector(
                custom: try CustomClass(
                    word, pattern: pattern, checksum: checksum, level: level, near: labels?.near ?? CustomClass.Words([]),
                    raises: labels?.raises ?? .likely, rejectNear: reject?.near ?? CustomClass.Words([]), finds: finds.map(\.text),
                    quietOn: quietOn.map(\.text)), name: name)
        } catch {
            let (place, expected) = Self.place(of: error, finds.map(\.node), quietOn.map(\.node), in: node)
            reader.fail(place, "\(word): \(error)", expected: expected)
            return nil
        }
    }

    /// The example that is at fault, and what would be right there.
    private static func place(of fault: CustomClassFault, _ finds: [Node], _ quietOn: [Node], in whole: Node) -> (Node, String) {
        switch fault {
        case .badName, .noExamples: (whole, "at least one text under true and one under false")
        case .badExample(let number): (finds[number - 1], "the value between double brackets, as in \"my loan [[LN-10203043]]\"")
        case .missed(let number): (finds[number - 1], "a text in which pattern, checksum and labels find just that")
        case .wronglyFound(let number): (quietOn[number - 1], "a text in which they find nothing likely")
        }
    }

    private static func pattern(_ node: Node, _ reader: inout NodeReader) -> Pattern? {
        guard let text = reader.text(node, of: "pattern") else { return nil }
        do throws(PatternFault) { return try Pattern(text) } catch {
            reader.fail(node, "\(error)", expected: "characters, [a-z0-9], (a|b), x? and x{2,8}: a pattern without endless repeats")
            return nil
        }
    }

    /// `luhn`, or `{mod97: {from: 3}}` where the check begins with the third character.
    private static func checksum(_ node: Node, _ reader: inout NodeReader) -> CustomClass.Checksum? {
        guard case .mapping = node else {
            guard let word = reader.choice(node, of: "checksum", among: ["luhn", "mod97"]) else { return nil }
            return word == "luhn" ? .luhn : .mod97(from: 1)
        }
        let fields = reader.fields(node, of: "checksum", required: ["mod97"])
        guard let settings = fields["mod97"] else { return nil }
        let inner = reader.fields(settings, of: "mod97", required: ["from"])
        return inner["from"].flatMap { reader.whole($0, of: "from", in: 1...Pattern.longestValue) }.map { .mod97(from: $0) }
    }

    private static func level(_ node: Node, of what: String, _ reader: inout NodeReader) -> Level? {
        reader.choice(node, of: what, among: ConditionForm.levels.keys.sorted()).flatMap { ConditionForm.levels[$0] }
    }

    /// Words near a value, and what they raise its level to.
    private static func words(
        _ node: Node, of what: String, withLevel: Bool, _ reader: inout NodeReader
    ) -> (near: CustomClass.Words, raises: Level?) {
        let fields = reader.fields(node, of: what, required: ["near"], optional: ["within_tokens"] + (withLevel ? ["raises"] : []))
        var near: Set<String> = []
        for item in fields["near"].map({ reader.list($0, of: "near") }) ?? [] {
            guard let word = reader.text(item, of: "near") else { continue }
            let isWord = word.utf8.allSatisfy { byte in
                0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
            }
            guard isWord, word.utf8.count <= 32 else {
                reader.fail(
                    item, "'\(word.prefix(40))' under near is not one plain word",
                    expected: "one word of ASCII letters and digits; texts are compared without accents, so write e for é")
                continue
            }
            near.insert(word)
        }
        let within = fields["within_tokens"].flatMap { reader.whole($0, of: "within_tokens", in: 1...20) } ?? 6
        return (CustomClass.Words(near, within: within), fields["raises"].flatMap { level($0, of: "raises", &reader) })
    }

    private static func examples(_ node: Node, of what: String, _ reader: inout NodeReader) -> [(node: Node, text: String)] {
        let examples = reader.list(node, of: what).compactMap { item in reader.text(item, of: what).map { (node: item, text: $0) } }
        if examples.isEmpty { reader.fail(node, "\(what) has no example", expected: "at least one text") }
        return examples
    }
}
