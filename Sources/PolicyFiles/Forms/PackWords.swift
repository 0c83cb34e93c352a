import Policies

/// The words that a pack may use: the vocabulary's and its own.
struct PackWords {
    let vocabulary: Vocabulary
    let declared: DeclaredWords

    var labels: Set<Label> { vocabulary.labels.union(declared.labels) }
    var actions: Set<Action> { vocabulary.actions.union(declared.actions) }
    var routes: Set<Route> { vocabulary.routes.union(declared.routes) }
    var deadlines: Set<DeadlineName> { vocabulary.deadlines.union(declared.deadlines) }

    /// What people call data classes of packs is in the vocabulary; here are their words.
    var classes: Set<DataClass> { declared.classes }

    /// Where a reply can go: the destinations, and every channel kind.
    var destinations: Set<Destination> {
        vocabulary.destinations.union(ChannelKind.allCases.map { Destination($0.word) })
    }

    /// Every fact with its parts, as rules write them.
    var factNames: [String] {
        vocabulary.facts.sorted() + vocabulary.factParts.flatMap { fact, parts in parts.map { "\(fact).\($0)" } }
            + vocabulary.comparisons.keys.map(\.description)
    }
}
