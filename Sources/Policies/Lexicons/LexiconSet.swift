/// Lexicons ready to be held against texts, all of them in one pass.
public struct LexiconSet: Sendable {
    public let lexicons: [Lexicon]
    private let network: PhraseNetwork
    private let compiled: [CompiledLexicon]
    /// By group: the place of the lexicon whose phrases it holds; nil for one of negators.
    private let owners: [Int?]

    /// A lexicon with its groups numbered across the set.
    private struct CompiledLexicon: Sendable {
        var groups: Range<Int>
        /// The group of the negators.
        var negators: Int
    }

    public init(_ lexicons: [Lexicon]) {
        let lexicons = lexicons.sorted { $0.reference < $1.reference }
        var builder = PhraseNetwork.Builder()
        var compiled: [CompiledLexicon] = []
        var next = 0
        for lexicon in lexicons {
            let first = next
            for group in lexicon.groups {
                for phrase in group.phrases { builder.add(phrase, group: Int32(next)) }
                next += 1
            }
            for phrase in lexicon.negators { builder.add(phrase, group: Int32(next)) }
            compiled.append(CompiledLexicon(groups: first..<next, negators: next))
            next += 1
        }
        self.lexicons = lexicons
        self.compiled = compiled
        var owners = [Int?](repeating: nil, count: next)
        for (place, numbers) in compiled.enumerated() { for group in numbers.groups { owners[group] = place } }
        self.owners = owners
        network = builder.finish()
    }

    /// The labels that a text earns from the lexicons meant for the direction and the actor; nil asks all.
    public func labels(in text: [UInt8], direction: Direction? = nil, actor: ActorRole? = nil) -> Set<Label> {
        let tokens = TextTokens(text)
        let hits = network.hits(in: tokens)
        guard !hits.isEmpty else { return [] }
        var labels: Set<Label> = []
        var touched = [Bool](repeating: false, count: lexicons.count)
        for hit in hits { if let place = owners[Int(hit.group)] { touched[place] = true } }
        for place in lexicons.indices where touched[place] {
            let (lexicon, numbers) = (lexicons[place], compiled[place])
            if let direction, !lexicon.directions.contains(direction) { continue }
            if let actor, let actors = lexicon.actors, !actors.contains(actor) { continue }
            let own = hits.filter { numbers.groups.contains(Int($0.group)) }
            let negators = hits.filter { Int($0.group) == numbers.negators }
            let reading = LexiconReading(
                lexicon: lexicon, firstGroup: numbers.groups.lowerBound, tokens: tokens, hits: own, negators: negators)
            for clue in lexicon.clues where !labels.contains(clue.label) && reading.earns(clue) { labels.insert(clue.label) }
        }
        return labels
    }
}
