import Policies
import Yams

/// The files of a folder on their way to being policies.
struct FolderReading {
    let files: [TermsFile]
    private(set) var errors: [PolicyError] = []
    private(set) var vocabulary = Vocabulary()
    private(set) var packs: [Pack] = []
    private(set) var lexicons: [Lexicon] = []
    private(set) var calendars: [BusinessCalendar] = []
    private(set) var serviceLevels: [ServiceLevelTerms] = []
    private(set) var scenarios: [Scenario] = []
    private(set) var properties: [PlacedProperty] = []
    private(set) var replies: [ReplyTemplate] = []
    private(set) var places: [PolicyPart: FilePlace] = [:]
    private(set) var retention: [RetentionRule] = []
    private(set) var weights: ModulusWeights?
    private(set) var inForce = PoliciesInForce(packs: [], serviceLevel: nil, isStated: false)

    static let propertiesName = "properties.yaml"
    static let vocabularyName = "vocabulary.yaml"
    static let folders = ["packs", "lexicons", "calendars", "service-levels", "replies", "scenarios"]
    /// Tables that belong to others, as their publishers write them.
    static let tables = [ModulusWeightsForm.table, ModulusWeightsForm.substitutions]

    init(files: [TermsFile]) {
        self.files = files
    }

    /// Reads everything. Words come first; packs declare more of them, which scenarios may use.
    /// - Parameter isWhole: false where calendars and others were left out, so that nobody looks for them.
    mutating func read(isWhole: Bool) {
        guard let file = files.first(where: { $0.name == Self.vocabularyName }) else {
            errors.append(PolicyError(file: Self.vocabularyName, problem: "the file is missing", expected: "the list of words"))
            return
        }
        let found = parse(file) { root, reader in VocabularyForm.read(root, &reader) }
        guard let found, errors.isEmpty else { return }
        vocabulary = found
        let known =
            [Self.vocabularyName, Self.propertiesName, PoliciesInForce.fileName, RetentionForm.fileName, TermsFile.tableHashes]
            + Self.tables
        for file in files where !known.contains(file.name) && !Self.folders.contains(file.folder) {
            errors.append(
                PolicyError(
                    file: file.name, problem: "nothing is known about this file",
                    expected: "a .yaml file in \(Self.folders.joined(separator: ", "))"))
        }
        for file in files(in: "packs") {
            if let pack = parse(file, { PackForm.read($0, sha256: file.sha256, vocabulary: found, &$1) }) ?? nil {
                expectName(pack.reference.id, of: file)
                packs.append(pack)
                places.merge(PolicyPart.places(in: file, of: pack.reference.id)) { first, _ in first }
            }
        }
        checkDetectors()
        weights = ModulusWeightsForm.read(files, &errors)
        let names = packNames
        for file in files(in: "lexicons") {
            if let lexicon = parse(file, { LexiconForm.read($0, sha256: file.sha256, vocabulary: found, packs: names, &$1) }) ?? nil {
                expectName(lexicon.reference.id, of: file)
                lexicons.append(lexicon)
            }
        }
        for file in files(in: "calendars") {
            if let calendar = parse(file, { CalendarForm.read($0, &$1) }) ?? nil { calendars.append(calendar) }
        }
        let words = allWords
        for file in files(in: "service-levels") {
            if let terms = parse(file, { ServiceLevelForm.read($0, sha256: file.sha256, words: words, &$1) }) ?? nil {
                expectName(terms.reference.id, of: file)
                serviceLevels.append(terms)
            }
        }
        for file in files(in: "replies") { replies += parse(file) { ReplyForm.read($0, words: words, &$1) } ?? [] }
        readInForce()
        for file in files where file.name == RetentionForm.fileName {
            let packs = packNames
            retention = parse(file) { RetentionForm.read($0, words: words, packs: packs, &$1) } ?? []
        }
        // What a pack declares that cannot be read nobody knows; what uses it is not blamed for that.
        guard packs.count == files(in: "packs").count else { return }
        if isWhole { checkTogether() }
        for file in files where file.name == Self.propertiesName {
            let packs = Set(packs.map(\.reference.id))
            properties += parse(file) { PropertyForm.read($0, words: words, packs: packs, &$1) } ?? []
        }
        for file in files(in: "scenarios") {
            let packs = inForce.packs
            let names = Set(packNames)
            let read = parse(file) { root, reader in
                (
                    ScenarioForm.read(root, words: words, inForce: packs, &reader),
                    PropertyForm.read(besideScenarios: root, words: words, packs: names, &reader)
                )
            }
            scenarios += read?.0 ?? []
            properties += read?.1 ?? []
        }
    }

    /// What a file says is in force; without one it is everything.
    private mutating func readInForce() {
        let (packs, levels) = (packNames, serviceLevels.map(\.reference.id))
        inForce = PoliciesInForce(packs: packs, serviceLevel: levels.min(), isStated: false)
        for file in files where file.name == PoliciesInForce.fileName {
            inForce = (parse(file) { InForceForm.read($0, packs: packs, serviceLevels: levels, &$1) } ?? nil) ?? inForce
        }
    }

    /// The packs by name, also those that cannot be read: that they are wrong is told once.
    private var packNames: [String] {
        let read = Set(packs.map(\.reference.id))
        return packs.map(\.reference.id) + files(in: "packs").map(\.stem).filter { !read.contains($0) }
    }

    /// The vocabulary with what all packs declare.
    var allWords: PackWords {
        var declared = DeclaredWords()
        for pack in packs {
            declared.labels.formUnion(pack.declared.labels)
            declared.actions.formUnion(pack.declared.actions)
            declared.routes.formUnion(pack.declared.routes)
            declared.deadlines.formUnion(pack.declared.deadlines)
            declared.evidence.formUnion(pack.declared.evidence)
            declared.metrics.formUnion(pack.declared.metrics)
            declared.classes.formUnion(pack.declared.classes)
        }
        return PackWords(vocabulary: vocabulary, declared: declared)
    }

    private func files(in folder: String) -> [TermsFile] { files.filter { $0.folder == folder } }

    private mutating func parse<Value>(_ file: TermsFile, _ read: (Node, inout NodeReader) -> Value) -> Value? {
        let root: Node
        do throws(PolicyError) { root = try YAMLFile.read(file.bytes, file: file.name) } catch {
            errors.append(error)
            return nil
        }
        var reader = NodeReader(file: file.name)
        let value = read(root, &reader)
        errors += reader.errors
        return value
    }

    private mutating func expectName(_ id: String, of file: TermsFile) {
        if file.name != "\(file.folder)/\(id).yaml" {
            errors.append(
                PolicyError(
                    file: file.name, line: 1, column: 1, problem: "the file holds \(id)", expected: "the name \(file.folder)/\(id).yaml"))
        }
    }

    /// Each class belongs to one pack, and there is room for so many. Their names join the vocabulary's.
    private mutating func checkDetectors() {
        var owners: [DataClass: String] = [:]
        for pack in packs {
            let id = pack.reference.id
            for detector in pack.detectors {
                if let owner = owners.updateValue(id, forKey: detector.dataClass) {
                    let place = places[.detector(pack: id, detector.dataClass)] ?? FilePlace(file: "packs/\(id).yaml")
                    errors.append(
                        PolicyError(
                            file: place.file, line: place.line, column: place.column,
                            problem: "\(detector.dataClass) is defined in the pack \(owner) as well",
                            expected: "another name, or one definition"))
                }
                vocabulary.classNames[detector.dataClass] = detector.name
            }
        }
        if owners.count > DetectorForm.mostClasses {
            errors.append(
                PolicyError(
                    file: "packs", problem: "packs define \(owners.count) data classes", expected: "at most \(DetectorForm.mostClasses)"))
        }
    }

    /// What only shows when all files are there: circles between rules, deadlines that nobody defines, calendars that are missing.
    private mutating func checkTogether() {
        let named = packs.filter { inForce.packs.contains($0.reference.id) }
        if errors.isEmpty {
            for together in [named] + packs.map({ [$0] }) {
                do throws(PackSetError) { _ = try PackSet(together) } catch {
                    errors.append(PolicyError(file: "packs", problem: "\(error)", expected: "packs that can be in force together"))
                    break
                }
            }
        }
        checkDeadlines(of: named, "which no pack in force defines")
        checkDeadlines(of: packs, "which no pack defines")
        let calendarIDs = calendars.map(\.id)
        for terms in serviceLevels where !calendarIDs.contains(terms.calendar) {
            errors.append(
                PolicyError(
                    file: "service-levels/\(terms.reference.id).yaml", problem: "there is no calendar \(terms.calendar)",
                    expected: NearestWord.find(terms.calendar, among: calendarIDs) ?? "a calendar of the folder calendars"))
        }
        for pack in packs {
            for definition in pack.deadlines {
                guard let calendar = definition.calendar, !calendarIDs.contains(calendar) else { continue }
                errors.append(
                    PolicyError(
                        file: "packs/\(pack.reference.id).yaml",
                        problem: "\(definition.name) counts by \(calendar), and there is no such calendar",
                        expected: NearestWord.find(calendar, among: calendarIDs) ?? "a calendar of the folder calendars"))
            }
        }
    }

    /// Every deadline that a rule sets has to be defined by one of the packs that hold with it.
    private mutating func checkDeadlines(of packs: [Pack], _ problem: String) {
        let defined = Set(packs.flatMap { $0.deadlines.map(\.name) })
        for pack in packs {
            for rule in pack.rules {
                for name in rule.outcome.deadlines.sorted() where !defined.contains(name) {
                    let error = PolicyError(
                        file: "packs/\(pack.reference.id).yaml", problem: "rule \(rule.id) sets \(name), \(problem)",
                        expected: "\(name) under deadlines")
                    if !errors.contains(where: { $0.file == error.file && $0.expected == error.expected }) { errors.append(error) }
                }
            }
        }
    }
}

extension TermsFile {
    /// The part of the name before the last `/`.
    var folder: String { name.lastIndex(of: "/").map { String(name[..<$0]) } ?? "" }

    /// The part of the name after the last `/`, without its ending.
    var stem: String {
        let last = name.lastIndex(of: "/").map { name[name.index(after: $0)...] } ?? name[...]
        return String(last.lastIndex(of: ".").map { last[..<$0] } ?? last)
    }
}
