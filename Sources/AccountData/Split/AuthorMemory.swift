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

    private let scanner: Scanner
    private static let asking = Scanner(classes: Set(DataClass.allCases.filter(\.isRequest)))
    private var messages: [Author: [RememberedMessage]] = [:]
    /// What each author last asked the others for, in its own words.
    private var asked: [Author: (at: Int64, words: [String])] = [:]
    /// A one-time code that an author's last message ended: it may go on.
    private var open: [Author: (at: Int64, digits: Int)] = [:]
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
        // "and ends 1860" may be the end of a whole number.
        for finding in findings where !finding.dataClass.isRequest && finding.dataClass != .cardLast4 { current.blank(finding.range) }

        var earlier = (messages[author] ?? []).filter { milliseconds - $0.at <= Self.reach }
        var given: [EarlierFinding] = []
        let joins = Self.joins(earlier, current).map { ($0, scanner.scan($0.text)) }
        // Eight and eight digits of an IBAN may pass for a card by chance.
        for isIBAN in [true, false] {
            for (join, found) in joins where found.contains(where: { $0.dataClass == .iban && $0.hasChecksum }) == isIBAN {
                complete(join, found, &current, &earlier, &findings, &given)
            }
        }
        goOn(&current, author, milliseconds, &findings, hasJoined: !given.isEmpty)
        answer(&current, author, milliseconds, &findings)

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
        guard let digits = current.longestRun else { return joins }
        for place in places {
            // "passport number", then "cant, 560105053"; "number is 5315 hang on", then "4797"
            if earlier[place].isCueOnly, current.isWithoutCues { joins.append(Join([wholes[place], digits])) }
            if current.words(beside: digits.range) == 0, let begun = earlier[place].upToRun { joins.append(Join([begun, digits])) }
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
            guard !parts.isEmpty, finding.hasChecksum || !join.needsChecksum && (finding.hasCue || finding.isPaired && isCueled) else {
                continue
            }
            // A value in one message with its cue in another: the message with the value is an answer, not a story.
            if parts.count == 1, !finding.hasChecksum {
                let message = parts[0].message == current.ordinal ? current : earlier.first { $0.ordinal == parts[0].message }
                guard let message, message.words(beside: parts[0].range) <= Self.wordsBesideValue else { continue }
            }
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
                    findings.removeAll { $0.dataClass == .cardLast4 && $0.range.overlaps(piece.range) }
                    findings.append(piece)
                    current.blank(part.range)
                } else if let place = earlier.firstIndex(where: { $0.ordinal == part.message }) {
                    given.append(EarlierFinding(message: part.message, finding: piece))
                    earlier[place].blank(part.range)
                }
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

    /// Reads a bare answer with what another author has just asked for as its cue.
    private func answer(_ current: inout RememberedMessage, _ author: Author, _ now: Int64, _ findings: inout [Finding]) {
        for (asker, question) in asked where asker != author && now - question.at <= Self.reach {
            for words in question.words {
                let join = Join(cue: words, current.whole)
                for finding in scanner.scan(join.text) where finding.hasCue && !finding.dataClass.isRequest {
                    guard let part = join.parts(of: finding.range).first, !current.isBlanked(part.range),
                        current.words(beside: part.range) <= Self.wordsBesideValue
                    else { continue }
                    findings.append(
                        Finding(
                            dataClass: finding.dataClass, range: part.range, level: .likely, evidence: finding.evidence + [.folded(.split)],
                            digitCount: finding.digitCount))
                    current.blank(part.range)
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
                return words
            }
        )
    }
}

extension Finding {
    fileprivate var hasChecksum: Bool { evidence.contains(.checksum) }
    fileprivate var hasCue: Bool { evidence.contains { if case .cue = $0 { true } else { false } } }
    fileprivate var isPaired: Bool { evidence.contains { if case .pair = $0 { true } else { false } } }
}
