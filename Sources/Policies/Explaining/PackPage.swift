/// A pack as a page that people read: every rule in sentences, with what it rests on and since when. Markdown, made from the file alone.
public struct PackPage: Sendable {
    private let pack: Pack
    private let wording: Wording
    private let precedences: [String]

    /// When a rule applies, in words.
    public func condition(_ rule: Rule) -> String { rule.when.inWords(wording) }

    public init(_ pack: Pack, _ vocabulary: Vocabulary) {
        self.pack = pack
        wording = Wording(vocabulary)
        precedences = vocabulary.precedences
    }

    public var text: String {
        var lines = ["# \(pack.title)", ""]
        lines.append("Pack `\(pack.reference.id)`, version \(pack.reference.version), answered for by \(pack.owner).")
        lines.append("In force \(period(pack.effective)).\(pack.reviewBy.map { " To be looked at again by \($0)." } ?? "")")
        lines += pack.extends.map { "It extends `\($0.pack)`, version \($0.version), whose file's SHA-256 is `\($0.sha256)`." }
        let verified = pack.rules.count(where: \.verified)
        lines.append("\(pack.rules.count) rules, \(verified) of them compared with the text they come from.")
        lines.append("The file's SHA-256 is `\(pack.reference.sha256)`.")
        for direction in Direction.allCases {
            let rules = pack.rules.filter { $0.directions.contains(direction) && $0.directions.min(by: Self.order) == direction }
            if rules.isEmpty { continue }
            lines += ["", "## \(Self.heading(direction))"]
            for rule in rules { lines += [""] + section(rule) }
        }
        if !pack.deadlines.isEmpty {
            lines += ["", "## Deadlines", ""]
            lines += pack.deadlines.map { "- **\(wording.word($0.name.text))**: \($0.inWords)" }
        }
        if !pack.detectors.isEmpty {
            lines += ["", "## Data of the firm's own", ""]
            lines += pack.detectors.map { "- **\($0.name)** (`\($0.dataClass)`): the pattern `\($0.custom.pattern.text)`" }
        }
        if !pack.unchecked.isEmpty {
            lines += ["", "## What people have to see to", "", "No rule decides these; the reason stands beside each.", ""]
            lines += pack.unchecked.map { "- **\($0.title)** (\($0.source.reference)): \($0.reason)" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func section(_ rule: Rule) -> [String] {
        var lines = ["### \(rule.title)", "", "Applies when \(rule.when.inWords(wording)).", ""]
        lines += sentences(rule).map { "- \($0)" }
        let seen = rule.source.seenOn.map { ", seen on \($0)" } ?? ""
        let address = rule.source.address.map { " (<\($0)>)" } ?? ""
        lines += [
            "",
            "Rests on \(Wording.plain(rule.basis.rawValue)): \(rule.source.reference)\(address)\(seen). "
                + (rule.verified ? "Verified against that text." : "Not yet verified against that text.")
                + (rule.effective == .always ? "" : " In force \(period(rule.effective)).")
                + " Rule `\(rule.id)`, precedence \(Wording.plain(precedences.indices.contains(rule.precedence.rank) ? precedences[rule.precedence.rank] : "ordinary")).",
        ]
        return lines
    }

    /// What a rule does, a sentence each.
    public func sentences(_ rule: Rule) -> [String] {
        let outcome = rule.outcome
        var found: [String] = []
        if let verdict = outcome.verdict { found.append(answer(verdict, outcome)) }
        if !outcome.labels.isEmpty { found.append("It is labelled \(list(outcome.labels)).") }
        if !outcome.actions.isEmpty { found.append("What happens besides: \(list(outcome.actions)).") }
        if !outcome.deadlines.isEmpty { found.append("It sets the deadlines \(list(outcome.deadlines)).") }
        if let route = outcome.route, outcome.verdict == nil { found.append("The team for \(wording.word(route.text)) is told.") }
        if let channel = outcome.channel { found.append("The answer goes by \(Wording.plain(channel.text)) instead.") }
        if !outcome.evidence.isEmpty { found.append("Kept as evidence: \(list(outcome.evidence)).") }
        if !outcome.metrics.isEmpty { found.append("Counted as \(list(outcome.metrics)).") }
        if let instead = outcome.instead { found.append("The agent is told: \"\(instead)\"") }
        if let override = outcome.override {
            found.append("The \(wording.word(override.role.text)) may go against it\(override.reasonRequired ? ", with a reason" : "").")
        } else if outcome.verdict == .block {
            found.append("Nobody may go against it.")
        }
        found += rule.loosens.map { "It loosens `\($0.name)`, and says so: \($0.because)" }
        return found
    }

    private func answer(_ verdict: Verdict, _ outcome: Outcome) -> String {
        switch verdict {
        case .accept: "The message is taken in."
        case .acceptRedacted: "The message is taken in with the found data taken out before it is kept."
        case .escalate: "It goes at once to the team for \(outcome.route.map { wording.word($0.text) } ?? "the case")."
        case .quarantine: "It is kept apart, unread."
        case .send: "It may go out."
        case .sendWarn: "It may go out after a warning."
        case .hold: "It waits until the \(outcome.approver.map { wording.word($0.text) } ?? "second person") agrees."
        case .block: "It does not go out."
        case .grant: "Access is given."
        case .stepUp: "Access is given after a stronger proof of who it is."
        case .deny: "Access is refused."
        case .retain: "The record is kept."
        case .erase: "The record is erased."
        case .tombstone: "The text is taken away; that there was one stays on record."
        case .export: "The record is handed out."
        case .measure: "It is counted."
        case .pass: "The check passes."
        case .fail: "The check fails."
        }
    }

    private func list<Kind>(_ words: Set<Word<Kind>>) -> String { Wording.list(words.sorted().map { wording.word($0.text) }, "and") }

    private func period(_ period: EffectivePeriod) -> String {
        switch (period.from, period.to) {
        case (nil, nil): "at all times"
        case (let from?, nil): "from \(from)"
        case (nil, let to?): "until \(to)"
        case (let from?, let to?): "from \(from) until \(to)"
        }
    }

    private static func order(_ left: Direction, _ right: Direction) -> Bool {
        (Direction.allCases.firstIndex(of: left) ?? 0) < (Direction.allCases.firstIndex(of: right) ?? 0)
    }

    private static func heading(_ direction: Direction) -> String {
        switch direction {
        case .inbound: "What comes in"
        case .outbound: "What goes out"
        case .access: "Who sees what"
        case .records: "What is kept"
        case .system: "What happens by itself"
        case .audit: "What is checked"
        }
    }
}

extension DeadlineDefinition {
    /// How it is counted, in words.
    public var inWords: String {
        let number =
            switch count {
            case .fixed(let number): "\(number)"
            case .setting(let name): "the number set as \(Wording.plain(name)) of"
            }
        let units =
            switch unit {
            case .minutes: "minutes"
            case .hours: "hours"
            case .days: "days of 24 hours"
            case .calendarDays: "calendar days"
            case .calendarWeeks: "calendar weeks"
            case .calendarMonths: "calendar months"
            case .businessDays: "business days"
            }
        let first =
            switch start {
            case .receipt: "counted from \(from.map { Wording.plain("\($0)") } ?? "receipt")"
            case .dayAfter: "counted from the day after \(from.map { Wording.plain("\($0)") } ?? "receipt")"
            case .awareness: "counted from the moment of knowing"
            }
        let last =
            switch end {
            case .instant: ""
            case .closeOfBusiness: ", to close of business"
            case .endOfDay: ", to the end of the day"
            }
        let paused = pause.map { "; it stands still from \(Wording.plain("\($0.from)")) to \(Wording.plain("\($0.to)"))" } ?? ""
        let early = alert.map { "; where people work for the last time on an earlier day: \(Wording.plain($0.text))" } ?? ""
        return
            "\(number) \(units), \(first)\(last)\(roll == .none ? "" : ", on to the next working day")\(basis == .staffed ? ", staffed time only" : "")\(calendar.map { ", by the calendar \($0)" } ?? "")\(paused)\(early)."
    }
}
