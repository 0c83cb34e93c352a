import Conversations
import Policies
import PolicyFiles

/// Of terms, what a decision and its deadlines follow from.
struct DecidingTerms: Sendable {
    let packs: PackSet
    /// Nil for a server whose policies did not load.
    let terms: Terms?

    init(_ terms: Terms) {
        packs = terms.packs
        self.terms = terms
    }

    private init() {
        packs = .unavailable
        terms = nil
    }

    static let unavailable = DecidingTerms()

    /// When a deadline falls; nil where the terms cannot tell.
    func due(_ name: DeadlineName, from instant: Timestamp) -> Timestamp? {
        guard let terms, let deadline = terms.deadlines[name] else { return nil }
        return try? deadline.rule.due(from: instant, in: deadline.working ?? terms.working)
    }

    /// The deadlines that the two may work out differently.
    func deadlinesThatMayMove(to other: DecidingTerms) -> Set<DeadlineName> {
        guard let terms, let other = other.terms else { return [] }
        let names = Set(terms.deadlines.keys).intersection(other.deadlines.keys)
        return terms.working == other.working ? names.filter { terms.deadlines[$0] != other.deadlines[$0] } : names
    }
}

/// Every terms that a ledger ever had in force, by the entry that put them there.
struct RecordedTerms: Sendable {
    /// Nil for terms that this version cannot read any more.
    private let terms: [UInt64: DecidingTerms?]
    /// Ascending.
    private let indexes: [UInt64]

    init(_ ledger: LedgerFolder) throws {
        let bytes = try ledger.termsBytes()
        var terms: [UInt64: DecidingTerms?] = [:]
        for (index, inForce) in try ledger.termsInForce() { terms[index] = .some(Self.read(inForce, bytes)) }
        self.terms = terms
        indexes = terms.keys.sorted()
    }

    /// The terms that a decision names. One that names none was made without policies, or by those that the next entry puts in force.
    subscript(index: UInt64?) -> DecidingTerms? { index.map { terms[$0] ?? nil } ?? .unavailable }

    func first(after entry: UInt64) -> UInt64? { indexes.first { $0 > entry } }

    /// The newest terms of a ledger; nil where it has none, or where this version cannot read them any more.
    static func newest(_ ledger: LedgerFolder) throws -> Terms? {
        guard let last = try ledger.termsInForce().max(by: { $0.0 < $1.0 }) else { return nil }
        return read(last.1, try ledger.termsBytes())?.terms
    }

    private static func read(_ inForce: TermsInForce, _ bytes: [String: [UInt8]]) -> DecidingTerms? {
        let files = inForce.files.compactMap { named in bytes[named.sha256].map { TermsFile(name: named.name, bytes: $0) } }
        let zones = files.filter { $0.name.hasPrefix(PolicyFolder.zonePrefix) }
        let names = Set(zones.map(\.name))
        guard files.count == inForce.files.count, zip(files, inForce.files).allSatisfy({ $0.sha256 == $1.sha256 }) else { return nil }
        do throws(PolicyErrors) {
            let folder = try PolicyFolder(files: files.filter { !names.contains($0.name) })
            let prepared = try folder.prepare(for: .init(legalEntity: "", brand: "", product: "", jurisdiction: "")) {
                name throws(PolicyError) in
                guard let file = zones.first(where: { $0.name == PolicyFolder.zonePrefix + name }) else {
                    throw PolicyError(file: name, problem: "the zone is missing", expected: "the zone's file among the terms")
                }
                return try ZoneFile(named: name, file: file)
            }
            return DecidingTerms(prepared.terms)
        } catch { return nil }
    }
}
