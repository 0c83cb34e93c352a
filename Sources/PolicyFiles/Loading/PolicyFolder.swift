public import Policies
import Yams

/// A folder of policies, read and checked: everything that can be put in force, with the bytes it was read from.
public struct PolicyFolder: Sendable {
    public let vocabulary: Vocabulary
    /// Ascending by id, as are the other lists.
    public private(set) var packs: [Pack]
    public private(set) var lexicons: [Lexicon]
    public let calendars: [BusinessCalendar]
    /// The one in force first.
    public let serviceLevels: [ServiceLevelTerms]
    public let scenarios: [Scenario]
    /// In the order of their files: those of `properties.yaml`, then those beside scenarios.
    public private(set) var properties: [PlacedProperty]
    public let replies: [ReplyTemplate]
    /// How long which records are kept, for every pack of the folder.
    public let retention: [RetentionRule]
    /// The operator's own table for checking UK sort codes with account numbers; without one, no such check is possible.
    public let weights: ModulusWeights?
    /// Which of the packs hold, and which service level.
    public let inForce: PoliciesInForce
    /// Where each part of each pack stands.
    public let places: [PolicyPart: FilePlace]
    /// Every file that was read, ascending by name.
    public let files: [TermsFile]

    /// The words that all packs together may use.
    let words: PackWords

    /// Reads files that are already in memory. Throws everything that is wrong with any of them.
    ///
    /// Names are paths within the folder: `vocabulary.yaml`, `in-force.yaml`, `properties.yaml` and `retention.yaml` if there are any, and `*.yaml` in
    /// `packs`, `lexicons`, `calendars`, `service-levels`, `replies` and `scenarios`; `valacdos.txt` and `scsubtab.txt` in `registries`.
    public init(files: [TermsFile]) throws(PolicyErrors) { try self.init(files: files, isWhole: true) }

    init(files: [TermsFile], isWhole: Bool) throws(PolicyErrors) {
        var reading = FolderReading(files: files.sorted { $0.name < $1.name })
        reading.read(isWhole: isWhole)
        guard reading.errors.isEmpty else { throw PolicyErrors(reading.errors) }
        vocabulary = reading.vocabulary
        packs = reading.packs.sorted { $0.reference < $1.reference }
        lexicons = reading.lexicons.sorted { $0.reference < $1.reference }
        calendars = reading.calendars.sorted { $0.id < $1.id }
        let named = reading.inForce.serviceLevel
        // The one in force comes first.
        serviceLevels = reading.serviceLevels.sorted {
            ($0.reference.id == named ? 0 : 1, $0.reference) < ($1.reference.id == named ? 0 : 1, $1.reference)
        }
        inForce = reading.inForce
        scenarios = reading.scenarios
        properties = reading.properties
        replies = reading.replies
        retention = reading.retention
        weights = reading.weights
        places = reading.places
        self.files = reading.files
        words = reading.allWords
    }

    /// Finds what the packs' own classes describe as well, and checks UK accounts by the operator's table if there is one.
    public var scanner: Scanner { scanner(for: Scanner.allClasses) }

    /// A scanner for some of the built-in classes and all of the packs' own.
    public func scanner(for classes: Set<DataClass>) -> Scanner {
        Scanner(classes: classes, custom: packs.flatMap(\.detectors).map(\.custom), weights: weights)
    }

    /// The data classes that the packs define.
    public var ownClasses: [DataClass] { packs.flatMap(\.detectors).map(\.dataClass).sorted() }

    /// The files that are part of the terms: all but scenarios, with the hashes of others' tables in place of these.
    public var termsFiles: [TermsFile] {
        let tables = files.filter { FolderReading.tables.contains($0.name) }
        return files.filter { $0.folder != "scenarios" && !tables.contains($0) } + [TermsFile.hashes(of: tables)].compactMap(\.self)
    }

    /// Where a key stands at the top of a file; the file alone where it is not there.
    public func place(of key: String, in name: String) -> FilePlace {
        // Each was read already when the folder was, so that none fails here.
        guard let file = files.first(where: { $0.name == name }), let root = try? YAMLFile.read(file.bytes, file: name),
            case .mapping(let fields) = root, let found = fields.first(where: { $0.key.string == key })
        else { return FilePlace(file: name) }
        return FilePlace(found.value, in: name)
    }

    /// Reads one file of scenarios against the words of this folder.
    public func scenarios(in file: TermsFile) throws(PolicyErrors) -> [Scenario] { try cases(in: file).scenarios }

    /// Reads one file of scenarios, and of the properties beside them.
    public func cases(in file: TermsFile) throws(PolicyErrors) -> (scenarios: [Scenario], properties: [PlacedProperty]) {
        var reader = NodeReader(file: file.name)
        let root: Node
        do throws(PolicyError) { root = try YAMLFile.read(file.bytes, file: file.name) } catch { throw PolicyErrors([error]) }
        let scenarios = ScenarioForm.read(root, words: words, inForce: inForce.packs, &reader)
        let packs = Set(packs.map(\.reference.id))
        let properties = PropertyForm.read(besideScenarios: root, words: words, packs: packs, &reader)
        guard reader.errors.isEmpty else { throw PolicyErrors(reader.errors) }
        return (scenarios, properties)
    }

    /// The properties that stand beside scenarios.
    public var scenarioProperties: [PlacedProperty] { properties.filter { $0.place.file != FolderReading.propertiesName } }

    /// The same with other packs, lexicons or properties in their place, to see what difference they make.
    public func replacing(packs: [Pack]? = nil, lexicons: [Lexicon]? = nil, properties: [PlacedProperty]? = nil) -> PolicyFolder {
        var folder = self
        folder.packs = packs ?? self.packs
        folder.lexicons = lexicons ?? self.lexicons
        folder.properties = properties ?? self.properties
        return folder
    }

    /// How long which records are kept where the packs in force are.
    public var retentionInForce: RetentionSchedule {
        RetentionSchedule(retention.filter { $0.packs.isEmpty || !$0.packs.isDisjoint(with: inForce.packs) })
    }

    /// The packs that hold.
    public var packsInForce: [Pack] { packs.filter { inForce.packs.contains($0.reference.id) } }

    /// The lexicons that are read where these packs hold: those for everybody, and those for one of them.
    public func lexicons(for names: some Sequence<String>) -> [Lexicon] {
        let names = Set(names)
        return lexicons.filter { $0.packs?.isDisjoint(with: names) != true }
    }

    /// The packs of these names together; an unknown name is nil.
    public func packs(named names: [String]) -> [Pack]? {
        let found = packs.filter { names.contains($0.reference.id) }
        return found.count == Set(names).count ? found : nil
    }
}
