public import AccountData

/// Reads texts under the terms in force: scan, labels, decision, redaction. Pure; runs before the queue, many at once.
public struct Reader: Sendable {
    public let terms: Terms

    public init(_ terms: Terms) { self.terms = terms }

    /// What the text gives away about itself.
    private func look(_ text: String, _ direction: Direction, _ actor: ActorRole?) -> (
        findings: [Finding], classes: [DataClass: Level], labels: Set<Label>
    ) {
        let findings = terms.scanner.scan(text, minimum: .possible)
        var classes: [DataClass: Level] = [:]
        for finding in findings { classes[finding.dataClass] = max(finding.level, classes[finding.dataClass] ?? finding.level) }
        return (findings, classes, terms.lexicons.labels(in: Array(text.utf8), direction: direction, actor: actor))
    }

    /// A message that comes in: `facts` holds what is known without the text.
    /// - Parameter completed: this message's parts of values that only make a whole with earlier messages; they always go (law 2(c)).
    public func inbound(_ text: String, _ facts: Facts, completed: [Finding] = []) -> Reading {
        var (findings, classes, labels) = look(text, .inbound, facts.actor)
        let parts = completed.filter { !$0.dataClass.isRequest && !Self.isCovered($0.range, by: findings) }
        for part in parts { classes[part.dataClass] = max(part.level, classes[part.dataClass] ?? part.level) }
        var facts = facts
        facts.findings = classes
        facts.labels.formUnion(labels)
        let decision = terms.packs.decide(facts)
        // Decided once for all findings of a class and level: a long text may hold a hundred thousand.
        var known: [DataClass: [Level: Bool]] = [:]
        var taken = findings.filter { finding in
            guard !finding.dataClass.isRequest else { return false }
            if let answer = known[finding.dataClass]?[finding.level] { return answer }
            let answer = isRedacted(finding, facts, decision)
            known[finding.dataClass, default: [:]][finding.level] = answer
            return answer
        }
        if !parts.isEmpty { taken = (taken + parts).sorted { $0.range.lowerBound < $1.range.lowerBound } }
        return Reading(
            text: taken.isEmpty ? text : Redaction.redact(text, taken), redactions: Reader.notes(taken), findings: classes, labels: labels,
            decision: decision, asked: Asked(facts), terms: terms.fingerprint)
    }

    /// Whether a span shares a scalar with one of the findings, which stand in the order of the text and apart.
    private static func isCovered(_ span: Range<Int>, by findings: [Finding]) -> Bool {
        var (low, high) = (0, findings.count)
        while low < high {
            let middle = (low + high) / 2
            if findings[middle].range.upperBound <= span.lowerBound { low = middle + 1 } else { high = middle }
        }
        return low < findings.count && findings[low].range.overlaps(span)
    }

    /// A text that somebody wants to go out; it is kept as it is only if policy lets it go.
    public func outbound(_ text: String, by actor: ActorRole?) -> Reading {
        let (findings, classes, labels) = look(text, .outbound, actor)
        let data = findings.filter { !$0.dataClass.isRequest }
        return Reading(
            text: text, redactions: Reader.notes(data), findings: classes, labels: labels,
            decision: PackSet.unavailable.decide(Facts(direction: .outbound, now: Timestamp(milliseconds: 0))), terms: terms.fingerprint)
    }

    /// Words that go out together with somebody else's: both are read as ours, and what was taken out of the other's stands on its network.
    public func outbound(_ own: String, passingOn other: String, without taken: [RedactionNote], by actor: ActorRole? = ActorRole("agent"))
        -> Reading
    {
        var reading = outbound(own, by: actor)
        let (_, classes, labels) = look(other, .outbound, actor)
        reading.labels.formUnion(labels)
        for (dataClass, level) in classes { reading.findings[dataClass] = max(level, reading.findings[dataClass] ?? level) }
        for note in taken {
            if let dataClass = DataClass(word: note.dataClass) { reading.findings[dataClass] = .certain }
        }
        return reading
    }

    /// Objects are decided one by one: a span goes if policy would take it out of a message that holds nothing else.
    private func isRedacted(_ finding: Finding, _ facts: Facts, _ whole: Decision) -> Bool {
        if whole.isUnavailable || finding.dataClass.isSecret && finding.level >= .likely { return true }
        guard whole.effects.contains(.redactSpan) || whole.effects.contains(.destroySecret) else { return false }
        var alone = facts
        alone.findings = [finding.dataClass: finding.level]
        let effects = terms.packs.decide(alone).effects
        return effects.contains(.redactSpan) || effects.contains(.destroySecret)
    }

    /// Type, count, first position and disguises of what was taken out: all that may remain.
    public static func notes(_ findings: [Finding]) -> [RedactionNote] {
        var notes: [DataClass: RedactionNote] = [:]
        for finding in findings {
            let disguises = finding.disguises.map(\.rawValue)
            if var note = notes[finding.dataClass] {
                note.count += 1
                note.disguises = Set(note.disguises + disguises).sorted()
                notes[finding.dataClass] = note
            } else {
                notes[finding.dataClass] = RedactionNote(
                    dataClass: finding.dataClass.word, count: 1, position: finding.range.lowerBound, disguises: disguises.sorted())
            }
        }
        return notes.sorted { $0.key < $1.key }.map(\.value)
    }
}
