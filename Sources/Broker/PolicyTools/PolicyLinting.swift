import AccountData
public import Policies
public import PolicyFiles

/// Everything about a folder of policies that is well formed and still probably not meant, each with its place and what to do.
public struct PolicyLinting: Sendable, Encodable {
    public struct Finding: Hashable, Sendable, Comparable, Encodable {
        public var kind: String
        public var weight: String
        public var file: String
        public var line: Int
        public var column: Int
        public var problem: String
        public var advice: String

        public var place: FilePlace { FilePlace(file: file, line: line, column: column) }

        init(_ fault: PolicyFault, at place: FilePlace) {
            kind = fault.kind.rawValue
            weight = fault.weight.rawValue
            (file, line, column) = (place.file, place.line, place.column)
            problem = fault.problem
            advice = fault.advice
        }

        public static func < (left: Self, right: Self) -> Bool {
            (left.file, left.line, left.column, left.problem) < (right.file, right.line, right.column, right.problem)
        }
    }

    public let findings: [Finding]

    /// Days before a calendar's end at which it has to be extended.
    private static let notice = 60

    public func has(atLeast weight: PolicyFault.Weight) -> Bool {
        findings.contains { PolicyFault.Weight(rawValue: $0.weight).map { $0 >= weight } ?? false }
    }

    public init(_ folder: PolicyFolder, now: Timestamp) throws {
        let today = try PolicyFolder.zone(of: folder).date(at: now)
        var faults = Self.together(folder, now) + Self.dates(folder, now, today)
        let coverage = try PolicyCoverage(folder, scenarios: folder.scenarios, mutating: false)
        faults += coverage.unfired.map { rule in
            PolicyFault(
                .noTest, .warning, .rule(rule.name), "no scenario makes the rule fire",
                advice: rule.missing.isEmpty
                    ? "write a scenario in which its conditions hold together"
                    : "write a scenario in which \(rule.missing.joined(separator: ", and "))")
        }
        let placed = faults.map { Finding($0, at: Self.place(of: $0.part, folder)) }
        findings = Set(placed + Self.calendars(folder, today) + Self.replies(folder, now) + Self.unstated(folder)).sorted()
    }

    /// The packs in force with one another; and the others with those that scenarios put beside them, each looked at once, or alone.
    private static func together(_ folder: PolicyFolder, _ now: Timestamp) -> [PolicyFault] {
        var faults = PolicyLint(folder.packsInForce, now: now).faults()
        var seen = Set(folder.inForce.packs)
        let known = Set(folder.packs.map(\.reference.id))
        let tried = Set(folder.scenarios.map { Set($0.packs).intersection(known) }).sorted { $0.sorted().joined() < $1.sorted().joined() }
        for names in tried.sorted(by: { $0.count > $1.count }) + known.map({ [$0] }).sorted(by: { $0.first ?? "" < $1.first ?? "" }) {
            let fresh = names.subtracting(seen)
            guard !fresh.isEmpty else { continue }
            let found = PolicyLint(folder.packs.filter { names.contains($0.reference.id) }, now: now).faults()
            faults += found.filter { $0.part.pack.map { fresh.contains($0) } ?? true }
            seen.formUnion(fresh)
        }
        return faults
    }

    /// Several packs, and no word on which of them hold.
    private static func unstated(_ folder: PolicyFolder) -> [Finding] {
        guard !folder.inForce.isStated, folder.packs.count > 1 else { return [] }
        let fault = PolicyFault(
            .noStatement, .warning, .pack(folder.inForce.packs[0]),
            "nothing says which packs are in force, so all \(folder.packs.count) are, and one that is added will be",
            advice: "write in-force.yaml with packs and service_level")
        return [Finding(fault, at: FilePlace(file: "in-force.yaml", line: 1, column: 1))]
    }

    private static func place(of part: PolicyPart, _ folder: PolicyFolder) -> FilePlace {
        var part: PolicyPart? = part
        while let own = part {
            if let place = folder.places[own] { return place }
            part = own.whole
        }
        return FilePlace(file: "packs")
    }

    private static func dates(_ folder: PolicyFolder, _ now: Timestamp, _ today: CalendarDate) -> [PolicyFault] {
        folder.packs.flatMap { pack -> [PolicyFault] in
            var faults: [PolicyFault] = []
            let id = pack.reference.id
            if let review = pack.reviewBy, review < today {
                faults.append(
                    PolicyFault(
                        .reviewOverdue, .warning, .reviewDate(id), "somebody was to look at the pack by \(review)",
                        advice: "look at it, and set the next date"))
            }
            for rule in pack.rules {
                guard let end = [rule.effective.to, pack.effective.to].compactMap(\.self).min(), end <= now else { continue }
                faults.append(
                    PolicyFault(
                        .ended, .warning, .key(RuleName(pack: id, rule: rule.id), "effective"), "the rule is out of force since \(end)",
                        advice: "delete it, or set a later end"))
            }
            for definition in pack.deadlines
            where !folder.packs.contains(where: { $0.rules.contains { $0.outcome.deadlines.contains(definition.name) } }) {
                faults.append(
                    PolicyFault(
                        .deadlineUnset, .note, .deadline(pack: id, definition.name), "no rule sets the deadline \(definition.name)",
                        advice: "name it in the rule that is to set it, or delete it"))
            }
            return faults
        }
    }

    private static func calendars(_ folder: PolicyFolder, _ today: CalendarDate) -> [Finding] {
        folder.calendars.compactMap { calendar in
            guard calendar.coverage.upperBound < today.adding(days: notice) else { return nil }
            return Finding(
                PolicyFault(
                    .coverageEnds, .error, .pack(calendar.id), "the calendar \(calendar.id) ends on \(calendar.coverage.upperBound)",
                    advice: "add the holidays of the years to come"),
                at: FilePlace(file: "calendars/\(calendar.id).yaml", line: 1, column: 1))
        }
    }

    /// Approved replies that the packs would not let go out as they stand.
    private static func replies(_ folder: PolicyFolder, _ now: Timestamp) -> [Finding] {
        guard !folder.replies.isEmpty, let set = try? PackSet(folder.packsInForce) else { return [] }
        let lexicons = LexiconSet(folder.lexicons(for: folder.inForce.packs))
        return folder.replies.flatMap { reply in
            reply.channels.sorted { $0.rawValue < $1.rawValue }.compactMap { channel -> Finding? in
                var facts = Facts(direction: .outbound, now: now, actor: reply.actor, channel: channel)
                guard case .findings(let found) = GivenFacts.scan(reply.text, by: folder.scanner) else { return nil }
                for finding in found { facts.note(finding.dataClass, at: finding.level) }
                facts.labels = lexicons.labels(in: Array(reply.text.utf8), direction: .outbound, actor: reply.actor)
                let decision = set.decide(facts)
                guard decision.verdict != .send, decision.verdict != .sendWarn else { return nil }
                let rule = decision.trace.first { $0.standing == .decided }.map { "\($0.pack.id)/\($0.rule)" } ?? "no rule"
                return Finding(
                    PolicyFault(
                        .replyStopped, .error, .pack(reply.id),
                        "the reply \(reply.id) would get \(decision.verdict.word) on \(Wording.plain(channel.word)), by \(rule)",
                        advice: decision.instead ?? "change the text, or take the channel away"), at: reply.place)
            }
        }
    }
}
