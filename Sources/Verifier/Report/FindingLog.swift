/// Collects findings: the first so many in full, the rest by number.
struct FindingLog {
    private(set) var findings: [Finding] = []
    private(set) var failures: UInt64 = 0
    private(set) var notices: UInt64 = 0
    /// The lowest index of an entry that a failure names.
    private(set) var firstBadIndex: UInt64?
    private let most: Int
    // How many of each kind are in `findings`.
    private var kept: [Finding.Code: Int] = [:]

    init(most: Int) { self.most = most }

    mutating func fail(
        _ code: Finding.Code, file: String? = nil, offset: Int? = nil, index: UInt64? = nil, _ what: String, advice: String
    ) {
        failures += 1
        if let index { firstBadIndex = min(firstBadIndex ?? .max, index) }
        add(Finding(code: code, weight: .failure, file: file, offset: offset, index: index, what: what, advice: advice))
    }

    mutating func note(_ code: Finding.Code, file: String? = nil, index: UInt64? = nil, _ what: String, advice: String) {
        notices += 1
        add(Finding(code: code, weight: .notice, file: file, offset: nil, index: index, what: what, advice: advice))
    }

    /// A file that is there and cannot be read as what it should be.
    mutating func fail(_ code: Finding.Code, _ error: ExportError, advice: String) {
        fail(code, file: error.file, offset: error.offset, index: error.index, error.reason, advice: advice)
    }

    /// When full, a kind that is hardly represented takes the place of one that is, so that a thousand follow-ups of one fault do not
    /// hide another.
    private mutating func add(_ finding: Finding) {
        if findings.count >= most {
            guard kept[finding.code, default: 0] < 3, let crowd = kept.max(by: { $0.value < $1.value }), crowd.value > 3,
                let place = findings.lastIndex(where: { $0.code == crowd.key })
            else { return }
            findings.remove(at: place)
            kept[crowd.key] = crowd.value - 1
        }
        findings.append(finding)
        kept[finding.code, default: 0] += 1
    }
}
