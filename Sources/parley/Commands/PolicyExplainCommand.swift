import ArgumentParser
import Broker
import Policies
import PolicyFiles

struct PolicyExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explains a decision: what was found, which rules fired and lost, and what would have had to be different.",
        discussion: """
            For a text, for an act without words (--act), for a scenario (--scenario ID; of a conversation its last message), or for a whole \
            pack (--pack NAME): a page in plain sentences, made from its file. Values in the text are never printed.

            Example: parley policy explain --direction outbound --actor agent --channel x_public "Is it the card ending 4471?"
            Example: parley policy explain --direction outbound --act like --channel x_public
            Example: parley policy explain --scenario E03
            Example: parley policy explain --pack uk-bank-fca
            """)

    @Argument(help: "The text; '-' reads it from standard input.")
    var text: String?
    @Option(help: "The folder of policies.")
    var policies = "Policies"
    @Option(help: "A pack to explain as a page.")
    var pack: String?
    @Option(help: "The id of a scenario of the folder.")
    var scenario: String?
    @Option(help: "A pack to ask, again for each; those in force if left out.")
    var with: [String] = []
    @Option(help: "inbound or outbound.")
    var direction = "inbound"
    @Option(help: "Who acts, as a word of the vocabulary.")
    var actor: String?
    @Option(help: "What is done, as a word of the vocabulary.")
    var act: String?
    @Option(help: "The channel, as a word of the vocabulary.")
    var channel: String?
    @Option(help: "The moment of the decision.")
    var at = Moment.now
    @OptionGroup var output: ReportOption

    func validate() throws {
        // An act may have no words of its own: a like is one.
        let asked = [text ?? act, pack, scenario].compactMap(\.self).count
        guard asked == 1 else { throw ValidationError("Give a text or --act, --scenario, or --pack, and only one of them.") }
    }

    func run() throws {
        let folder = try scenario == nil ? PolicyFolder.terms(at: policies) : PolicyFolder.read(at: policies)
        if let pack {
            guard let found = folder.packs.first(where: { $0.reference.id == pack }) else {
                Exit.wronglyAsked(UnknownName("pack", pack, folder.packs.map(\.reference.id)).description)
            }
            return try explain(found, folder)
        }
        let explained: TextExplanation
        if let scenario {
            guard let found = folder.scenarios.first(where: { $0.id == scenario }) else {
                Exit.wronglyAsked(UnknownName("scenario", scenario, folder.scenarios.map(\.id)).description)
            }
            explained = try TextExplanation(found, folder: folder)
        } else {
            let words = try text == "-" ? String(decoding: StandardInput.all(limit: 1 << 20), as: UTF8.self) : text ?? ""
            explained = try TextExplanation(words, facts(folder.vocabulary), folder: folder, packs: with)
        }
        switch output.format {
        case .json: try JSONOutput.print(explained)
        case .table: try StandardOutput.write(Array(Self.page(explained).utf8))
        case .junit:
            // Nothing of an explanation fails: a case each for the answer and for what it rests on.
            let decision = explained.explanation.decision.verdict.word
            try JUnitOutput.print(
                "policy explain",
                [.init(name: decision, place: "decision", failure: nil)]
                    + explained.explanation.lines.map {
                        .init(
                            name: "\($0.fired.standing.rawValue): \($0.title)", place: "\($0.fired.pack.id)/\($0.fired.rule)", failure: nil)
                    })
        }
    }

    private func explain(_ pack: Pack, _ folder: PolicyFolder) throws {
        switch output.format {
        case .table: try StandardOutput.write(Array(PackPage(pack, folder.vocabulary).text.utf8))
        case .json: try JSONOutput.print(PackExplanation(pack, folder.vocabulary))
        case .junit:
            try JUnitOutput.print(
                "policy explain",
                PackExplanation(pack, folder.vocabulary).rules.map {
                    .init(name: "\($0.id): \($0.title)", place: pack.reference.id, failure: nil)
                })
        }
    }

    private func facts(_ vocabulary: Vocabulary) -> Facts {
        guard let way = Direction(rawValue: direction) else {
            Exit.wronglyAsked(UnknownName("direction", direction, Direction.allCases.map(\.rawValue)).description)
        }
        var facts = Facts(direction: way, now: at.instant)
        if let actor {
            facts.actor = ActorRole(actor)
            if !vocabulary.actors.contains(ActorRole(actor)) {
                Exit.wronglyAsked(UnknownName("actor", actor, vocabulary.actors.map(\.text)).description)
            }
        }
        if let act {
            facts.act = Act(act)
            if !vocabulary.acts.contains(Act(act)) { Exit.wronglyAsked(UnknownName("act", act, vocabulary.acts.map(\.text)).description) }
        }
        if let channel {
            facts.channel = ChannelKind(word: channel)
            if facts.channel == nil { Exit.wronglyAsked(UnknownName("channel", channel, ChannelKind.allCases.map(\.word)).description) }
        }
        return facts
    }

    private static func page(_ explained: TextExplanation) -> String {
        let found = explained.explanation
        var lines = ["Decision    \(found.decision.verdict.word)", "About       \(found.facts.inWords)"]
        if let instead = found.decision.instead { lines.append("Instead     \(instead)") }
        if !found.decision.actions.isEmpty { lines.append("Happens     \(found.decision.actions.map(\.text).joined(separator: ", "))") }
        if !explained.evidence.isEmpty { lines += ["", "Found in the text"] }
        lines += explained.evidence.map { "  \($0.start)-\($0.end) \($0.class) \($0.level): \($0.why.joined(separator: "; "))" }
        lines += ["", "Rules that fired"]
        for line in found.lines {
            let answer = line.fired.verdict.map { " \($0.word)" } ?? ""
            lines.append(
                "  \(line.fired.standing.rawValue)\(answer): \(line.title) [\(line.fired.pack.id)/\(line.fired.rule), \(line.source)]")
            lines.append("    because \(line.condition == Condition.always.inWords() ? "it holds for every act" : line.condition)")
            lines += line.loosens.map { "    loosens \($0.name) by its own words: \($0.because)" }
        }
        // A rule that would only have said the same again explains nothing.
        let misses = found.nearMisses.filter(found.matters)
        if !misses.isEmpty { lines += ["", "Rules that one condition kept from firing"] }
        lines += misses.map { "  \($0.verdict?.word ?? "no answer"): \($0.title) [\($0.name)], if \($0.missing)" }
        if !found.counterfactuals.isEmpty { lines += ["", "What would have to be different"] }
        lines += found.counterfactuals.map { "  \($0.verdict.word) if \($0.changes.joined(separator: ", and "))" }
        return lines.joined(separator: "\n") + "\n"
    }
}
