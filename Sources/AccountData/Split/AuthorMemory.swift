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
        for finding in findings where !finding.dataClass.isRequest { current.blank(finding.range) }

        var earlier = (messages[author] ?? []).filter { milliseconds - $0.at <= Self.reach }
        var given: [EarlierFinding] = []
        let joins = Self.joins(earlier, current)
        for join in joins { complete(join, &current, &earlier, &findings, &given) }
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
        let runs = earlier.compactMap(\.longestRun)
        for place in runs.indices.reversed() { joins.append(Join(runs[place...] + [digits], needsChecksum: true)) }
        return joins
    }

    /// Reads a join and takes over what only the join shows.
    private func complete(
        _ join: Join, _ current: inout RememberedMessage, _ earlier: inout [RememberedMessage], _ findings: inout [Finding],
        _ given: inout [EarlierFinding]
    ) {
        let found = scanner.scan(join.text)
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
                    findings.append(piece)
                    current.blank(part.range)
                } else if let place = earlier.firstIndex(where: { $0.ordinal == part.message }) {
                    given.append(EarlierFinding(message: part.message, finding: piece))
                    earlier[place].blank(part.range)
                }
            }
        }
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
