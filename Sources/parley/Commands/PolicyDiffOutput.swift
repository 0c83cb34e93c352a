import Broker

/// What changes between two folders of policies, as people read it.
struct PolicyDiffOutput {
    static let mostRows = 20
    /// Conditions of a row that are written out.
    private static let mostConditions = 6

    let difference: PolicyDifference

    init(_ difference: PolicyDifference) { self.difference = difference }

    func print() throws {
        if !difference.changes.isEmpty {
            var table = Table("", "RULE", "QUESTION", "WHAT CHANGES", "WHENEVER")
            for change in difference.changes.prefix(Self.mostRows) {
                table.add(
                    Self.weight(change.laxity), change.rules.isEmpty ? "packs in force" : change.rules.joined(separator: ", "),
                    change.direction, Self.words(change), Self.conditions(change))
            }
            try table.print()
            try more(difference.changes.count)
        }
        guard !difference.terms.isEmpty else { return }
        if !difference.changes.isEmpty { try StandardOutput.write([0x0A]) }
        var table = Table("", "FILE", "KEY", "WHAT CHANGES")
        for term in difference.terms.prefix(Self.mostRows) {
            table.add(Self.weight(term.laxity), term.file, term.key, Self.clipped(Self.words(term)))
        }
        try table.print()
        try more(difference.terms.count)
    }

    func say() {
        guard !difference.isEmpty else { return Words.say("No case is answered otherwise, and nothing else changes.") }
        let all = difference.changes.count + difference.terms.count
        let neither = all - difference.laxer - difference.stricter
        Words.say(
            "\(all) \(all == 1 ? "change" : "changes"): \(difference.laxer) laxer or perhaps laxer, \(difference.stricter) stricter, "
                + "\(neither) neither\(difference.complete ? "." : "; there are more cases.")")
    }

    /// As test cases, of which those of a weight that counts fail.
    func cases(fails: (String) -> Bool) -> [JUnitOutput.Case] {
        difference.changes.map {
            .init(
                name: "\($0.rules.joined(separator: ", ")): \(Self.words($0))", place: $0.direction,
                failure: fails($0.laxity) ? Self.conditions($0) : nil)
        }
            + difference.terms.map {
                .init(name: "\($0.file): \($0.key)", place: $0.file, failure: fails($0.laxity) ? Self.clipped(Self.words($0)) : nil)
            }
    }

    private func more(_ count: Int) throws {
        guard count > Self.mostRows else { return }
        try StandardOutput.write(Array("\(count - Self.mostRows) more; --format json prints all.\n".utf8))
    }

    private static func weight(_ laxity: String) -> String { laxity == "laxer" ? "LAXER" : laxity }

    private static func words(_ change: PolicyDifference.Change) -> String {
        let (from, to) = (clipped(change.from.joined(separator: ", "), at: 80), clipped(change.to.joined(separator: ", "), at: 80))
        if change.part == "decision" { return "\(from) → \(to)" }
        if to.isEmpty { return "\(change.part): \(from) dropped" }
        return from.isEmpty ? "\(change.part): \(to) added" : "\(change.part): \(from) → \(to)"
    }

    private static func words(_ term: PolicyDifference.Term) -> String {
        switch (term.from, term.to) {
        case (let from?, let to?): "\(from) → \(to)"
        case (let from?, nil): from.isEmpty ? "removed" : "\(from) removed"
        case (nil, let to?): to.isEmpty ? "added" : "\(to) added"
        case (nil, nil): ""
        }
    }

    private static func conditions(_ change: PolicyDifference.Change) -> String {
        var words = Array(change.when.prefix(mostConditions))
        if change.when.count > mostConditions { words.append("\(change.when.count - mostConditions) more conditions") }
        if words.isEmpty { words = ["always"] }
        return words.joined(separator: ", and ") + (change.always ? "" : ", where no other rule answers")
    }

    private static func clipped(_ text: String, at most: Int = 160) -> String { text.count > most ? "\(text.prefix(most))…" : text }
}
