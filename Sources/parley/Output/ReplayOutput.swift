import Broker

/// What would have been decided otherwise, for people.
enum ReplayOutput {
    static func table(_ replay: PolicyReplay) -> Table {
        var table = Table("", "QUESTION", "BEFORE", "AFTER", "DECISIONS", "BESIDE", "RULE BEFORE", "RULE AFTER", "CONVERSATION", "EXAMPLE")
        for change in replay.changes {
            let difference = change.difference
            table.add(
                change.kind == "laxer" ? "LAXER" : change.kind, difference.direction.rawValue, difference.from.word, difference.to.word,
                "\(change.decisions)", change.inWords, difference.ruleBefore ?? "none", difference.ruleAfter ?? "none",
                change.conversations.first?.description ?? "", change.example.inWords)
        }
        return table
    }

    static func say(_ replay: PolicyReplay) {
        Words.say(
            replay.changes.isEmpty
                ? "\(replay.decisions) decisions asked again: none would have been another."
                : "\(replay.decisions) decisions asked again: \(replay.laxer) would have been laxer, \(replay.stricter) stricter, "
                    + "\(replay.otherwise) the same with something else beside them; answers change in \(replay.conversations) conversations."
        )
        if replay.notRecorded > 0 { Words.say("\(replay.notRecorded) decisions are from before their facts were recorded.") }
        if replay.erased > 0 { Words.say("The facts of \(replay.erased) decisions were erased.") }
        if replay.answerOnly > 0 {
            Words.say("\(replay.answerOnly) decisions were made under policies that this version cannot read; only answers were compared.")
        }
        if replay.unlikeCount > 0 {
            let first = replay.unlike.map(String.init).joined(separator: ", ")
            Words.say(
                "\(replay.unlikeCount) recorded answers are not what the policies of their time answer to the recorded facts; entries \(first)."
            )
        }
    }
}
