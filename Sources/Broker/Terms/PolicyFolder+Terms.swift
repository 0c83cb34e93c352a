public import Conversations
import Crypto
import FoundationEssentials
public import PolicyFiles

/// A folder of policies made into terms, with every file that counts.
public struct PreparedTerms: Sendable {
    public var terms: Terms
    /// Policy files and the zone's own file: their hashes go into the ledger, their bytes beside it.
    public var files: [TermsFile]

    public var inForce: TermsInForce {
        TermsInForce(
            files: files.map { TermsInForce.File(name: $0.name, sha256: $0.sha256) },
            packs: terms.packs.packs.map { "\($0.reference.id)@\($0.reference.version)" })
    }
}

extension PolicyFolder {
    /// Where Debian's tzdata keeps the zones.
    public static let zoneinfo = "/usr/share/zoneinfo"

    /// Puts the packs in force, their lexicons, the service level in force, its calendar and zone together.
    public func prepare(for defaults: Terms.Defaults, zoneinfo: String = PolicyFolder.zoneinfo) throws(PolicyErrors) -> PreparedTerms {
        try prepare(for: defaults) { name throws(PolicyError) in try ZoneFile(named: name, in: zoneinfo) }
    }

    /// The same with zones from elsewhere.
    func prepare(
        for defaults: Terms.Defaults, zoneNamed find: (String) throws(PolicyError) -> ZoneFile
    ) throws(PolicyErrors) -> PreparedTerms {
        func fail(_ file: String, _ problem: String, _ expected: String) -> PolicyErrors {
            PolicyErrors([PolicyError(file: file, problem: problem, expected: expected)])
        }
        let packs = packsInForce
        guard !packs.isEmpty else { throw fail("packs", "there is no pack", "at least one file that decides what may go out") }
        guard let level = serviceLevels.first, let serviceLevel = level.serviceLevel() else {
            throw fail("service-levels", "there is no service level", "a file with a target for every conversation")
        }
        let levelFile = "service-levels/\(level.reference.id).yaml"
        guard let calendar = calendars.first(where: { $0.id == level.calendar }) else {
            throw fail(levelFile, "there is no calendar \(level.calendar)", "one of \(calendars.map(\.id).joined(separator: ", "))")
        }
        let zone: ZoneFile
        do throws(PolicyError) { zone = try find(level.zone) } catch {
            let place = place(of: "time_zone", in: levelFile)
            throw PolicyErrors([
                PolicyError(
                    file: place.file, line: place.line, column: place.column,
                    problem: "no rules of the time zone \(level.zone): \(error.problem)",
                    expected: "the name of a time zone of this machine, such as Europe/London")
            ])
        }
        var automatic: [(rule: AutomaticReply, text: String)] = []
        for rule in level.automaticReplies {
            guard let reply = replies.first(where: { $0.id == rule.reply }), rule.channels.isSubset(of: reply.channels) else {
                throw fail(
                    levelFile, "the automatic reply \(rule.name) says \(rule.reply), which no file of replies has for all its channels",
                    "one of \(replies.map(\.id).joined(separator: ", ")), and channels of that reply")
            }
            automatic.append((rule, reply.text))
        }
        do {
            let working = try WorkingTime(
                calendar: calendar, zone: zone.rules, hours: level.staffedHours, closeOfBusiness: level.closeOfBusiness)
            var deadlines: [DeadlineName: TermsDeadline] = [:]
            for definition in packs.flatMap(\.deadlines) {
                guard let rule = definition.rule(settings: level.settings) else { continue }
                var own: WorkingTime?
                if let name = definition.calendar, name != calendar.id, let other = calendars.first(where: { $0.id == name }) {
                    own = try WorkingTime(
                        calendar: other, zone: zone.rules, hours: level.staffedHours, closeOfBusiness: level.closeOfBusiness)
                }
                deadlines[definition.name] = TermsDeadline(
                    rule, working: own, alert: definition.alert, from: definition.from, orNow: definition.orNow)
            }
            let counted = termsFiles + [zone.file]
            let fingerprint = SHA256.hash(data: Array(counted.map { "\($0.name) \($0.sha256)\n" }.sorted().joined().utf8))
            var terms = Terms(
                index: nil, fingerprint: Array(fingerprint), packs: try PackSet(packs),
                lexicons: LexiconSet(lexicons(for: inForce.packs)), scanner: scanner,
                serviceLevel: serviceLevel,
                staffed: working.staffed, deadlines: deadlines, working: working, acknowledgementLabels: level.acknowledgementLabels,
                defaults: defaults)
            terms.whenUnavailable = vocabulary.whenUnavailable
            terms.wordNames = vocabulary.wordNames
            terms.whenLapsed = vocabulary.whenLapsed
            terms.automaticReplies = automatic
            terms.retention = retentionInForce
            terms.comparisons = vocabulary.comparisons
            return PreparedTerms(terms: terms, files: counted)
        } catch {
            throw fail(levelFile, "\(error)", "a service level whose zone, hours and calendar fit together")
        }
    }
}

extension Terms {
    /// No packs: what comes in is redacted, what goes out is held, and the clock counts one hour of all time.
    ///
    /// - Parameter vocabulary: the folder's words, where these at least can be read.
    static func unavailable(_ defaults: Defaults, vocabulary: Vocabulary? = nil) throws -> Terms {
        let day = CalendarDate(year: 2020, month: 1, day: 1)
        let last = CalendarDate(year: 2060, month: 12, day: 31)
        guard let day, let last else { preconditionFailure("both are dates") }
        let calendar = try BusinessCalendar(id: "none", zone: "UTC", holidays: [], coverage: day...last)
        let zone = ZoneRules.utc
        let working = try WorkingTime(
            calendar: calendar, zone: zone, hours: StaffedHours("00:00-24:00 every day"), closeOfBusiness: .midnight)
        var terms = Terms(
            index: nil, fingerprint: [], packs: .unavailable, lexicons: LexiconSet([]), scanner: Scanner(classes: Scanner.allClasses),
            serviceLevel: try ServiceLevel(id: "none", everyConversation: ResponseTarget(seconds: 3600, basis: .allTime), rules: []),
            staffed: working.staffed, deadlines: [:], working: working, acknowledgementLabels: [], defaults: defaults)
        terms.whenUnavailable = vocabulary?.whenUnavailable ?? []
        terms.wordNames = vocabulary?.wordNames ?? [:]
        return terms
    }
}
