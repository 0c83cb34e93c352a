public import AccountData
public import PolicyFiles

/// What is looked for, and how much of it is said.
public struct ScanSettings: Sendable {
    public var classes: Set<DataClass> = Scanner.standardClasses
    public var minimum = Level.likely
    /// Level, evidence and disguises of each finding as well.
    public var explains = false
    /// The value itself as well, in clear.
    public var reveals = false

    /// The operator's own table for checking UK sort codes and account numbers; without it no check is possible.
    public var weights: ModulusWeights?
    /// Classes that packs define, of which those among ``classes`` are looked for.
    public var custom: [CustomClass] = []

    public init() {}

    /// As the policies of a folder have it: their own classes, and the operator's table if they have one.
    public init(_ folder: PolicyFolder) {
        custom = folder.packs.flatMap(\.detectors).map(\.custom)
        weights = folder.weights
    }

    /// The scanner that these settings ask for.
    var scanner: Scanner { Scanner(classes: classes, custom: custom.filter { classes.contains($0.dataClass) }, weights: weights) }

    /// Sets the classes from a list: `all`, `standard`, or words with commas between them. Those of packs belong to both.
    public mutating func choose(_ text: String) throws(UnknownWord) {
        let own = Set(custom.map(\.dataClass))
        let known = DataClass.allCases + own.sorted()
        var classes: Set<DataClass> = []
        for word in text.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
            switch word {
            case "all": classes.formUnion(Scanner.allClasses.union(own))
            case "standard": classes.formUnion(Scanner.standardClasses.union(own))
            default:
                guard let one = known.first(where: { $0.word == word }) else {
                    throw UnknownWord(word, among: ["all", "standard"] + known.map(\.word))
                }
                classes.insert(one)
            }
        }
        self.classes = classes
    }

    /// Reads a level by its word.
    public static func level(_ word: String) throws(UnknownWord) -> Level {
        guard let level = Level.allCases.first(where: { $0.word == word }) else {
            throw UnknownWord(word, among: Level.allCases.map(\.word))
        }
        return level
    }
}

/// A word that nobody knows, with the one that was probably meant.
public struct UnknownWord: Error, Hashable, Sendable, CustomStringConvertible {
    public let word: String
    public let nearest: String?

    public init(_ word: String, among known: [String]) {
        self.word = word
        nearest = NearestWord.find(word, among: known)
    }

    public var description: String { "'\(word)' is not known." + (nearest.map { " Did you mean '\($0)'?" } ?? "") }
}

extension Level {
    public var word: String {
        switch self {
        case .possible: "possible"
        case .likely: "likely"
        case .certain: "certain"
        }
    }
}
