/// Finds account data in text, in whatever disguise, without keeping or repeating any of it.
///
/// A pure function of the text and the classes: safe to use from everywhere at once, linear in the length of the text, with memory
/// bounded by ``pageSize`` whatever the bytes are.
public struct Scanner: Sendable {
    /// The classes looked for unless asked otherwise.
    public static let standardClasses: Set<DataClass> = DataClass.standard
    /// Those and the softer ones, and the asking for each.
    public static let allClasses = Set(DataClass.allCases)
    /// Bytes from outside beyond which ``scan(utf8:minimum:)`` refuses.
    public static let sizeLimit = 16 << 20

    /// Units read at a time; stretches overlap by two ``overlap``s, and no value is longer than one.
    static let pageSize = 16_384
    static let overlap = 768

    public let classes: Set<DataClass>
    private let wanted: UInt64
    private var steps: [Step]
    /// Whether it looks for every request for account data.
    let findsRequests: Bool
    /// Whether a glance can clear a text: of custom classes it knows only that digits are needed.
    private let isQuick: Bool
    /// Hashes of the custom classes' words, whose marks are marks.
    private let ownMarks: Set<UInt64>
    private var weights: ModulusWeights?
    private let glance: Glance

    /// What is needed of a detector for each text.
    private struct Step {
        let needs: Detector.Needs
        let find: @Sendable (borrowing Page, inout Candidates) -> Void
    }

    public init(classes: Set<DataClass> = Scanner.standardClasses) {
        self.init(classes: classes, detectors: Detector.proven)
    }

    /// A scanner that finds a firm's own classes as well, and checks UK accounts by the operator's weight table.
    public init(classes: Set<DataClass> = Scanner.standardClasses, custom: [CustomClass] = [], weights: ModulusWeights?) {
        self.init(classes: classes.union(custom.map(\.dataClass)), detectors: Detector.proven, custom: custom)
        self.weights = weights
    }

    init(classes: Set<DataClass>, detectors: [Detector], custom: [CustomClass] = []) {
        self.classes = classes
        let wanted = classes.reduce(UInt64(0)) { $0 | $1.bit }
        self.wanted = wanted
        steps = detectors.filter { detector in detector.classes.contains { wanted & $0.bit != 0 } }.map {
            Step(needs: $0.needs, find: $0.find)
        }
        // Before all others: a pack knows best what its own numbers are.
        for own in custom { steps.insert(Step(needs: .any) { own.find($0, &$1) }, at: 0) }
        findsRequests = DataClass.allCases.allSatisfy { !$0.isRequest || classes.contains($0) }
        isQuick = custom.allSatisfy(\.needsDigits)
        ownMarks = Set(custom.map { RedactionMark.hash($0.dataClass) })
        glance = Glance(classes)
    }

    /// The findings in a text at or above a level, in its order; spans of one class never overlap.
    public func scan(_ text: String, minimum: Level = .likely) -> [Finding] {
        var text = text
        return text.withUTF8 { bytes in
            // A String is always valid Unicode.
            switch read(bytes, minimum) {
            case .findings(let findings): findings
            case .unscannable: preconditionFailure("A Swift String holds valid UTF-8.")
            }
        }
    }

    /// The findings in bytes from outside, or why there can be none.
    public func scan(utf8 bytes: UnsafeBufferPointer<UInt8>, minimum: Level = .likely) -> ScanResult {
        guard bytes.count <= Self.sizeLimit else { return .unscannable(.tooLong(bytes: bytes.count)) }
        return read(bytes, minimum)
    }

    /// The findings in bytes from outside, or why there can be none.
    public func scan(utf8 bytes: Span<UInt8>, minimum: Level = .likely) -> ScanResult {
        bytes.withUnsafeBufferPointer { scan(utf8: $0, minimum: minimum) }
    }

    private func read(_ bytes: UnsafeBufferPointer<UInt8>, _ minimum: Level) -> ScanResult {
        if isQuick, glance.isClean(bytes) { return .findings([]) }
        let written = readInOrder(bytes, minimum)
        guard case .findings(let findings) = written, let order = VisualOrder(bytes),
            case .findings(let seen) = order.bytes.withUnsafeBufferPointer({ readInOrder($0, minimum) })
        else { return written }
        return .findings(order.together(findings, seen))
    }

    private func readInOrder(_ bytes: UnsafeBufferPointer<UInt8>, _ minimum: Level) -> ScanResult {
        var page = Page(capacity: min(bytes.count, Self.pageSize) + 2)
        var folder = Folder()
        var findings: [Finding] = []
        // Candidates that start before this unit belong to the stretch before.
        var ownFrom: Int32 = 0
        var memo = EvidenceMemo()
        while true {
            page.weights = weights
            page.ownMarks = ownMarks
            let isMore = folder.fill(page.units, &page.unitCount, from: bytes)
            if let place = folder.malformedAt { return .unscannable(.invalidUTF8(at: place)) }
            let ownTo = isMore ? Int32(page.unitCount - Self.overlap) : Int32.max
            for candidate in standing(on: &page, minimum, from: ownFrom, to: ownTo) {
                findings.append(
                    Finding(
                        dataClass: candidate.dataClass, range: page.scalars(candidate.start, candidate.end), level: candidate.level,
                        evidence: memo.evidence(of: candidate), digitCount: candidate.digitCount))
            }
            guard isMore else { return .findings(findings) }
            page.keep(from: page.unitCount - 2 * Self.overlap)
            ownFrom = Int32(Self.overlap)
        }
    }

    /// The candidates on a page that start between two units. The page is read again with what was found taken out, until nothing
    /// more shows: so a redacted text is always quiet.
    private func standing(on page: inout Page, _ minimum: Level, from first: Int32, to end: Int32) -> [Candidate] {
        var all: [Candidate] = []
        var isSorted = true
        // What belongs to the stretch behind is out of the way here, and back before that is read.
        var lent: [(start: Int32, bytes: [UInt8])] = []
        defer { for part in lent.reversed() { page.restore(part.bytes, at: part.start) } }
        for round in 0..<Self.rounds {
            page.read()
            var candidates = Candidates(wanted: wanted, minimum: minimum)
            let offers = page.offers
            for step in steps where !step.needs.isDisjoint(with: offers) {
                let known = candidates.all.count
                step.find(page, &candidates)
                for place in known..<candidates.all.count
                where candidates.all[place].level >= .likely && !candidates.isOvershadowed(place, known: known) {
                    page.claim(candidates.all[place].start, candidates.all[place].end)
                }
            }
            guard !candidates.all.isEmpty else { break }
            // A request is words that stay, so it is found the first time.
            let new = candidates.resolve()
            var isChanged = false
            let known = all.count
            for one in new {
                let isRequest = one.dataClass.isRequest
                if one.start >= first, one.start < end, round == 0 || !isRequest {
                    all.append(one)
                    isChanged = isChanged || !isRequest
                } else if !isRequest, one.start >= end {
                    lent.append((one.start, page.bytes(one.start, one.end)))
                }
                if !isRequest { page.blank(one.start, one.end) }
            }
            if round > 0, all.count > known { isSorted = false }
            guard isChanged, !isQuick || page.mayHoldMore else { break }
        }
        return isSorted ? all : all.sorted { $0.start < $1.start }
    }

    /// Times that a page is read; each but the last has found something.
    private static let rounds = 8
}
