/// Collects findings: the first so many in full, the rest by number.
struct FindingLog {
    private(set) var findings: [Finding] = []
    private(set) var failures: UInt64 = 0
    private(set) var notices: UInt64 = 0
    /// The lowest index of an entry that a failure names.
    private(set) var firstBadIndex: UInt64?
    private let most: Int

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

    private mutating func add(_ finding: Finding) {
        if findings.count < most {
            findings.append(finding)
        } else if finding.weight == .failure, let place = findings.lastIndex(where: { $0.weight == .notice }) {
            // Notices must not crowd failures out.
            findings[place] = finding
        }
    }
}
