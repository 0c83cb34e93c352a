/// Lexicons ready to be held against texts, all of them in one pass.
public struct LexiconSet: Sendable {
    public let lexicons: [Lexicon]
    private let network: PhraseNetwork
    private let numbered: [NumberedLexicon]
    private let groupCount: Int
    /// By group: the clues that ask for it first.
    private let cluesByGroup: [[NumberedClue]]
    private let labels: [Label]
    /// By direction: everything that some text may earn.
    private let earnable: [Direction: Set<Label>]
    /// The lexicons that are read in undisguised text as well, as a set of their own; empty where there are none.
    private let undisguised: [LexiconSet]

    public init(_ lexicons: [Lexicon]) {
        self.init(lexicons, undisguised: lexicons.filter(\.seesThrough))
    }

    private init(_ lexicons: [Lexicon], undisguised: [Lexicon]) {
        self.undisguised = undisguised.isEmpty ? [] : [LexiconSet(undisguised, undisguised: [])]
        let lexicons = lexicons.sorted { $0.reference < $1.reference }
        var builder = PhraseNetworkBuilder()
        var numbered: [NumberedLexicon] = []
        var clues: [[NumberedClue]] = []
        var labels: [Label] = []
        var numbers: [Label: Int] = [:]
        for lexicon in lexicons {
            let first = clues.count
            for (place, group) in lexicon.groups.enumerated() {
                for phrase in group.phrases { builder.add(phrase, group: Int32(first + place)) }
            }
            let negators = first + lexicon.groups.count
            for phrase in lexicon.negators { builder.add(phrase, group: Int32(negators)) }
            clues += [[NumberedClue]](repeating: [], count: lexicon.groups.count + 1)
            for clue in lexicon.clues {
                let label = numbers[clue.label] ?? labels.count
                if label == labels.count {
                    numbers[clue.label] = label
                    labels.append(clue.label)
                }
                clues[first + clue.all[0]].append(NumberedClue(clue, label: label, firstGroup: first))
            }
            numbered.append(
                NumberedLexicon(
                    groups: first..<negators, masks: lexicon.masks.map { first + $0 }, negators: negators, reach: lexicon.negationReach))
        }
        var earnable: [Direction: Set<Label>] = [:]
        for lexicon in lexicons {
            for direction in lexicon.directions { earnable[direction, default: []].formUnion(lexicon.clues.map(\.label)) }
        }
        self.earnable = earnable
        self.lexicons = lexicons
        self.numbered = numbered
        self.labels = labels
        groupCount = clues.count
        cluesByGroup = clues
        network = builder.finish()
    }

    /// Whether a text of that direction can earn the label at all.
    public func canEarn(_ label: Label, _ direction: Direction) -> Bool { earnable[direction]?.contains(label) == true }

    /// The labels that a text earns from the lexicons meant for the direction and the actor; nil asks all.
    public func labels(in text: [UInt8], direction: Direction? = nil, actor: ActorRole? = nil) -> Set<Label> {
        var earned = plainLabels(in: text, direction, actor)
        guard let undisguised = undisguised.first, Undisguised.isNeeded(text) else { return earned }
        for way in Undisguised.allCases { earned.formUnion(undisguised.plainLabels(in: way.reading(text), direction, actor)) }
        return earned
    }

    private func plainLabels(in text: [UInt8], _ direction: Direction?, _ actor: ActorRole?) -> Set<Label> {
        let tokens = TextTokens(text)
        let hits = network.hits(in: tokens)
        guard !hits.isEmpty else { return [] }
        var reading = LexiconReading(tokens: tokens, hits: hits, groupCount: groupCount)
        var earned: Set<Label> = []
        for (place, lexicon) in numbered.enumerated() where reading.hasHits(in: lexicon.groups) {
            if let direction, !lexicons[place].directions.contains(direction) { continue }
            if let actor, let actors = lexicons[place].actors, !actors.contains(actor) { continue }
            reading.take(lexicon)
            for group in lexicon.groups where reading.hasHits(in: group..<group + 1) {
                for index in cluesByGroup[group].indices where reading.earns(cluesByGroup[group][index]) {
                    earned.insert(labels[cluesByGroup[group][index].label])
                }
            }
        }
        return earned
    }
}
