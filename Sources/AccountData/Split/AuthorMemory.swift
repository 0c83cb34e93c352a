/// Remembers just enough of a conversation to see values that are split over several messages of one author.
///
/// Holds the last ``depth`` messages of each author for ``reach`` and nothing else; what was found is blanked in it at once. It can be
/// rebuilt by feeding those messages again. A join is believed only with a checksum or a cue. Other speakers in between do not
/// reset it; what another author asked for serves as a cue for a bare answer. Belongs in memory only, never in a log or a store.
public struct AuthorMemory: Sendable {
    /// Messages of one author that are looked at together, the newest included.
    public static let depth = 6
    /// How far apart the parts of a value may stand, in milliseconds.
    public static let reach: Int64 = 600_000
    /// Of a longer message only the last scalars are remembered.
    private static let kept = 2_000
    /// Words besides the value that an answer to a cue in another message may have.
    private static let wordsBesideValue = 4

    let scanner: Scanner
    private static let asking = Scanner(classes: Set(DataClass.allCases.filter(\.isRequest)))
    private var messages: [Author: [RememberedMessage]] = [:]
    /// What each author last asked the others for, in its own words.
    private var asked: [Author: (at: Int64, questions: [Assembly.Question])] = [:]
    /// A one-time code that an author's last message ended: it may go on.
    private var open: [Author: (at: Int64, digits: Int)] = [:]
    /// When an author last gave a sort code without its account number.
    private var sortCodes: [Author: Int64] = [:]
    /// What an author's last message told in figures, and how many they were: the next may correct it.
    private var told: [Author: (at: Int64, dataClass: DataClass, digits: Int)] = [:]
    /// Digits of the longest one-time code.
    private static let longestCode = 8
    private var nextOrdinal = 0

    public init() { self.init(scanner: Scanner()) }

    /// A memory that looks for the classes of a scanner.
    public init(scanner: Scanner) { self.scanner = scanner }

    /// Takes in the next message of the conversation, whoever wrote it.
    ///
    /// - Parameter milliseconds: When it was published, since 1970 or any other fixed instant. Going back counts as no time.
    public mutating func next(_ text: String, at milliseconds: Int64, author: Author) -> SplitResult {
        let ordinal = nextOrdinal
        nextOrdinal += 1
        var current = RememberedMessage(ordinal: ordinal, at: milliseconds, text: text, keeping: Self.kept)
        var findings = scanner.scan(text)
        for finding in findings where !finding.dataClass.isRequest && !finding.mayBePart { current.blank(finding.range) }

        var earlier = (messages[author] ?? []).filter { milliseconds - $0.at <= Self.reach }
        var given: [EarlierFinding] = []
        let joins = Self.joins(earlier, current).map { ($0, scanner.scan($0.text)) }
        // Eight and eight digits of an IBAN may pass for a card by chance.
        for isIBAN in [true, false] {
            for (join, found) in joins where found.contains(where: { $0.dataClass == .iban && $0.hasChecksum }) == isIBAN {
                complete(join, found, &current, &earlier, &findings, &given)
            }
        }
        assemble(&current, &earlier, author, milliseconds, &findings, &given)
        if let pair = pair(current, earlier, findings) { complete(pair, scanner.scan(pair.text), &current, &earlier, &findings, &given) }
        for finding in findings where finding.dataClass != .cardLast4 && finding.mayBePart { current.blank(finding.range) }
        goOn(&current, author, milliseconds, &findings, hasJoined: !given.isEmpty)
        answer(&current, author, milliseconds, &findings)
        follow(earlier, &current, &findings)
        pair(&current, author, milliseconds, &findings)
        correct(&current, author, milliseconds, &findings)

        current.classes = Set(findings.map(\.dataClass))
        earlier.append(current)
        messages[author] = Array(earlier.suffix(Self.depth - 1))
        // A scanner that looks for requests has found them with the rest.
        let requests = scanner.findsRequests ? findings.filter(\.dataClass.isRequest) : Self.asking.scan(text)
        remember(requests, in: text, author, milliseconds)
        return SplitResult(
            message: ordinal, findings: findings.sorted { $0.range.lowerBound < $1.range.lowerBound },
            earlier: given.sorted { ($0.message, $0.finding.range.lowerBound) < ($1.message, $1.finding.range.lowerBound) })
    }

    /// The ways of reading the new message together with earlier ones: with each alone, with all from one on, and with the digits
    /// of those that have any.
    private static func joins(_ earlier: [RememberedMessage], _ current: RememberedMessage) -> [Join] {
        guard !earlier.isEmpty, !current.isBlank else { return [] }
        let wholes = earlier.map(\.whole)
        let newest = current.whole
        let places = earlier.indices.reversed()
        var joins = places.map { Join([wholes[$0], newest]) }
        for place in places.dropFirst() { joins.append(Join(wholes[place...] + [newest])) }
        // "john.smith@", "example.com"
        for place in places.prefix(2) where earlier[place].isGlued(to: current) { joins.append(Join(glued: wholes[place], "", newest)) }
        // "dob 04/07", "1961"
        if let before = earlier.last, before.endsWithDayAndMonth, let year = current.onlyChunk, year.scalars.count == 4 {
            joins.append(Join(glued: before.whole, "/", year))
        }
        // What is said in between and has no figure: "hang on, the kettle".
        let telling = earlier.indices.filter { !earlier[$0].isChatter }
        for place in places.dropFirst() {
            let between = telling.filter { $0 > place }
            guard between.count < earlier.count - place - 1 else { continue }
            joins.append(Join([wholes[place]] + between.map { wholes[$0] } + [newest]))
        }
        guard let digits = current.longestRun else { return joins }
        for place in places {
            // "passport number", then "cant, 560105053"; "number is 5315 hang on", then "4797"
            if earlier[place].isCueOnly, current.isWithoutCues { joins.append(Join([wholes[place], digits])) }
            guard current.standsApart(digits.range) else { continue }
            if let begun = earlier[place].upToRun ?? earlier[place].endingRun { joins.append(Join([begun, digits])) }
            // "aba 126", "yes, 121", "575"
            let told = telling.filter { $0 > place }.map { earlier[$0] }
            let between = told.compactMap { message in
                message.longestRun.flatMap { message.standsApart($0.range) ? $0 : nil }
            }
            guard between.count == told.count, !between.isEmpty || place + 1 < earlier.count else { continue }
            joins.append(Join([earlier[place].upToRun ?? wholes[place]] + between + [digits]))
        }
        let runs = earlier.compactMap(\.longestRun)
        for place in runs.indices.reversed() { joins.append(Join(runs[place...] + [digits], needsChecksum: true)) }
        return joins
    }

    /// Reads a join and takes over what only the join shows.
    private func complete(
        _ join: Join, _ found: [Finding], _ current: inout RememberedMessage, _ earlier: inout [RememberedMessage],
        _ findings: inout [Finding],
        _ given: inout [EarlierFinding]
    ) {
        let isCueled = found.contains { $0.hasCue }
        for finding in found where !finding.dataClass.isRequest {
            let parts = join.parts(of: finding.range)
            func message(_ ordinal: Int) -> RememberedMessage? {
                ordinal == current.ordinal ? current : earlier.first { $0.ordinal == ordinal }
            }
            guard !parts.isEmpty,
                finding.hasChecksum || !join.needsChecksum && (finding.hasCue || finding.isPaired && isCueled)
                    || join.isGlued && finding.dataClass == .email
            else {
                continue
            }
            // A value in one message with its cue in another: the message with the value is an answer, not a story.
            if parts.count == 1, !finding.hasChecksum {
                guard let only = message(parts[0].message), only.words(beside: parts[0].range) <= Self.wordsBesideValue else { continue }
            }
            // What the newest message shows by itself is no news.
            let isAlone = parts.allSatisfy { part in
                part.message == current.ordinal && findings.contains { $0.dataClass == finding.dataClass && $0.range.overlaps(part.range) }
            }
            guard !isAlone else { continue }
            // Amounts and days that make up a checksum by chance.
            if !finding.hasCue, parts.contains(where: { message($0.message)?.isAmountOrDay($0.range) ?? false }) { continue }
            // What is a telephone number by itself is a part of another only where a checksum says so.
            if !finding.hasChecksum,
                findings.contains(where: { one in
                    one.dataClass == .phone && parts.contains { $0.message == current.ordinal && $0.range.overlaps(one.range) }
                })
            {
                continue
            }
            // "to you in 2019", "again in 2021"
            if !finding.hasChecksum, parts.count > 1, parts.allSatisfy({ message($0.message)?.isYear($0.range) ?? false }) { continue }
            // Found before, or found by a closer join.
            let isKnown = parts.contains { part in
                part.message == current.ordinal
                    ? current.isBlanked(part.range) : earlier.contains { $0.ordinal == part.message && $0.isBlanked(part.range) }
            }
            guard !isKnown else { continue }
            for part in parts {
                let piece = Finding(
                    dataClass: finding.dataClass, range: part.range, level: finding.level,
                    evidence: finding.evidence + [.folded(.split)], digitCount: finding.digitCount)
                if part.message == current.ordinal {
                    findings.removeAll { $0.mayBePart && $0.range.overlaps(piece.range) }
                    findings.append(piece)
                    current.blank(part.range)
                } else if let place = earlier.firstIndex(where: { $0.ordinal == part.message }) {
                    given.append(EarlierFinding(message: part.message, finding: piece))
                    earlier[place].blank(part.range)
                }
            }
        }
    }

    /// Puts together what the author announced piece by piece.
    private func assemble(
        _ current: inout RememberedMessage, _ earlier: inout [RememberedMessage], _ author: Author, _ now: Int64,
        _ findings: inout [Finding], _ given: inout [EarlierFinding]
    ) {
        guard given.isEmpty else { return }
        let questions = asked.filter { $0.key != author && now - $0.value.at <= Self.reach }.flatMap(\.value.questions)
        guard let assembly = Assembly(earlier, current, questions) else { return }
        let join = assembly.join
        let whole = scanner.scan(join.text).filter { join.parts(of: $0.range).count > 1 }
        complete(join, whole, &current, &earlier, &findings, &given)
        guard given.isEmpty, let secrets = assembly.secrets, secrets.pieces.contains(where: { $0.message == current.ordinal }),
            scanner.classes.contains(secrets.dataClass)
        else { return }
        for piece in secrets.pieces {
            let finding = Finding(
                dataClass: secrets.dataClass, range: piece.range, level: .likely, evidence: [.format, .folded(.split)],
                digitCount: piece.scalars.count)
            if piece.message != current.ordinal {
                given.append(EarlierFinding(message: piece.message, finding: finding))
                if let place = earlier.firstIndex(where: { $0.ordinal == piece.message }) { earlier[place].blank(piece.range) }
            } else if !findings.contains(where: { $0.range.overlaps(piece.range) }) {
                findings.append(finding)
                current.blank(piece.range)
            }
        }
    }

    /// "otp 44", "67", "19": figures alone go on with a one-time code that the message before had ended.
    private mutating func goOn(
        _ current: inout RememberedMessage, _ author: Author, _ now: Int64, _ findings: inout [Finding], hasJoined: Bool
    ) {
        defer {
            if let code = findings.first(where: { $0.dataClass == .credentialOTP }), hasJoined || code.evidence.contains(.folded(.split)) {
                open[author] = (now, max(code.digitCount, 4) + (open[author].map { hasJoined ? 0 : $0.digits } ?? 0))
            } else {
                open[author] = nil
            }
        }
        guard findings.isEmpty, let begun = open[author], now - begun.at <= Self.reach, let run = current.longestRun?.range,
            begun.digits + run.count <= Self.longestCode, current.words(beside: run) == 0
        else { return }
        findings.append(
            Finding(dataClass: .credentialOTP, range: run, level: .likely, evidence: [.format, .folded(.split)], digitCount: run.count))
        current.blank(run)
    }

    /// "sort code 20-44-51", "55779911": eight figures by themselves behind a sort code are its account number.
    private mutating func pair(_ current: inout RememberedMessage, _ author: Author, _ now: Int64, _ findings: inout [Finding]) {
        if let begun = sortCodes[author], now - begun <= Self.reach, findings.isEmpty, scanner.classes.contains(.ukAccountNumber),
            let run = current.longestRun?.range, current.digits(in: run) == 8, current.words(beside: run) <= Self.wordsBesideValue,
            !current.isAmountOrDay(run)
        {
            findings.append(
                Finding(
                    dataClass: .ukAccountNumber, range: run, level: .likely, evidence: [.format, .pair(.ukSortCode), .folded(.split)],
                    digitCount: 8))
            current.blank(run)
        }
        let classes = Set(findings.map(\.dataClass))
        if classes.contains(.ukSortCode) { sortCodes[author] = now }
        if classes.contains(.ukAccountNumber) { sortCodes[author] = nil }
    }

    /// "my pin is 48", "26", "sorry 27 not 26": figures that replace some of what was told, and those that they replace.
    private mutating func correct(_ current: inout RememberedMessage, _ author: Author, _ now: Int64, _ findings: inout [Finding]) {
        defer {
            let figures = findings.last { Self.correctable.contains($0.dataClass) }
            told[author] = figures.map { (now, $0.dataClass, $0.digitCount) }
        }
        guard findings.isEmpty, let told = told[author], now - told.at <= Self.reach, let announcement = current.announcement else {
            return
        }
        // "AB 12 34 56", "ends C": what a national insurance number ends with.
        let letter = told.dataClass == .ukNINO && told.digits == 8 ? announcement.lastLetter : nil
        for range in (letter.map { [$0] } ?? announcement.corrections).prefix(2).map(current.whole.range(of:))
        where range.count <= told.digits {
            findings.append(
                Finding(
                    dataClass: told.dataClass, range: range, level: .likely, evidence: [.context, .folded(.split)], digitCount: range.count)
            )
            current.blank(range)
        }
    }

    /// Told in figures of which one may be wrong.
    private static let correctable: Set<DataClass> = [
        .cardPAN, .cardCVV, .cardExpiry, .credentialPIN, .credentialOTP, .ukAccountNumber, .ukSortCode, .iban, .dateOfBirth, .ukNINO,
        .ukNHSNumber, .phone,
    ]

    /// Reads a bare answer with what another author has just asked for as its cue.
    private func answer(_ current: inout RememberedMessage, _ author: Author, _ now: Int64, _ findings: inout [Finding]) {
        for (asker, question) in asked where asker != author && now - question.at <= Self.reach {
            for one in question.questions {
                for answer in [current.whole, current.longestRun].compactMap(\.self) {
                    let join = Join(cue: one.words, answer)
                    for finding in scanner.scan(join.text) where finding.hasCue && !finding.dataClass.isRequest {
                        guard let part = join.parts(of: finding.range).first, !current.isBlanked(part.range),
                            current.words(beside: part.range) <= Self.wordsBesideValue
                        else { continue }
                        findings.append(
                            Finding(
                                dataClass: finding.dataClass, range: part.range, level: .likely,
                                evidence: finding.evidence + [.folded(.split)],
                                digitCount: finding.digitCount))
                        current.blank(part.range)
                    }
                }
            }
        }
    }

    private mutating func remember(_ requests: [Finding], in text: String, _ author: Author, _ now: Int64) {
        guard !requests.isEmpty else { return }
        let scalars = Array(text.unicodeScalars)
        asked[author] = (
            now,
            requests.prefix(4).map { request in
                var words = ""
                words.unicodeScalars.append(contentsOf: scalars[request.range])
                return Assembly.Question(words: words, dataClass: request.dataClass.requested ?? request.dataClass)
            }
        )
    }
}

extension Finding {
    fileprivate var hasChecksum: Bool { evidence.contains(.checksum) }
    fileprivate var hasCue: Bool { evidence.contains { if case .cue = $0 { true } else { false } } }
    /// "and ends 1860" may be the end of a whole number, and what looks like a telephone number the end of an IBAN.
    fileprivate var mayBePart: Bool { dataClass == .cardLast4 || dataClass == .phone && !hasCue }
    fileprivate var isPaired: Bool { evidence.contains { if case .pair = $0 { true } else { false } } }
}
