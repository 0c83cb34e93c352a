/// How much a verified export proves, and what it cannot.
public struct Assurance: Sendable, Equatable {
    /// The evidence beyond the export itself.
    public enum Level: String, Sendable, Comparable, CaseIterable {
        /// The log's key, known from elsewhere, and the export.
        case keyAndExport = "A"
        /// And checkpoints that were kept earlier.
        case retainedCheckpoints = "B"
        /// And cosignatures by a quorum of witnesses.
        case witnessed = "C"
        /// And those are fresh.
        case witnessedFreshly = "D"

        public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

        public var meaning: String {
            switch self {
            case .keyAndExport: "the log's key, known from elsewhere"
            case .retainedCheckpoints: "and checkpoints kept earlier"
            case .witnessed: "and a quorum of witnesses"
            case .witnessedFreshly: "and the witnesses saw it just now"
            }
        }
    }

    /// Every level whose evidence was given and held. Empty if the export did not verify or its key was not pinned.
    public let levels: [Level]
    /// What could therefore not be detected, one sentence each.
    public let undetected: [String]
    /// So many entries existed at a time, in milliseconds since 1970, by the word of a time-stamp authority; nil without one.
    public let stampedSize: UInt64?
    public let stampedTime: Int64?

    /// The highest level reached.
    public var highest: Level? { levels.max() }
}

extension Assurance {
    /// One rule for every report: exports, evidence files and single proofs.
    /// - Parameter verified: under a key that is known from elsewhere.
    static func levels(verified: Bool, retained: Bool, witnessed: Bool, fresh: Bool) -> [Level] {
        guard verified else { return [] }
        return [.keyAndExport] + (retained ? [.retainedCheckpoints] : []) + (witnessed ? [.witnessed] : [])
            + (witnessed && fresh ? [.witnessedFreshly] : [])
    }

    /// What was given beside the export, and held.
    struct Evidence {
        var keyIsPinned = false
        /// Size of the largest retained checkpoint that the export continues.
        var retainedSize: UInt64?
        var witnessed = false
        var fresh = false
        /// So many entries existed at a time, in milliseconds since 1970, by the word of a believed authority.
        var stamped: (size: UInt64, time: Int64)?
        var withheldFields: UInt64 = 0
        /// What was lost where the log goes on from another, one sentence each.
        var lost: [String] = []
        var untrackedReferences: UInt64 = 0
        var unseenEntries: UInt64 = 0
    }

    /// The words for what `evidence` leaves open (the attacks of a log's own operator, who holds its key).
    init(verified: Bool, size: UInt64, evidence: Evidence) {
        levels = Self.levels(
            verified: verified && evidence.keyIsPinned, retained: evidence.retainedSize != nil, witnessed: evidence.witnessed,
            fresh: evidence.fresh)
        stampedSize = verified ? evidence.stamped?.size : nil
        stampedTime = verified ? evidence.stamped?.time : nil

        var open: [String] = []
        if !verified {
            open.append("Nothing is proved: the export did not verify.")
        }
        if !evidence.keyIsPinned {
            open.append("A whole export made up under another key: the key came with the export.")
        }
        if !evidence.witnessed {
            let scope =
                switch evidence.retainedSize {
                case nil: ""
                case .some(let kept) where kept < size: " from entry \(kept) on, the end of the newest checkpoint kept"
                case .some: " after the newest checkpoint kept"
                }
            if evidence.retainedSize ?? 0 < size {
                open.append("Entries removed, changed or reordered and signed again by whoever holds the log's key\(scope).")
                open.append("A forked log, made to be shown to you alone\(scope).")
                open.append("An old backup of the log put back and continued\(scope).")
            }
        }
        if !evidence.fresh {
            open.append("A tail withheld: entries that were sealed after this checkpoint and are not in the export.")
        }
        open += evidence.lost
        if evidence.withheldFields > 0 {
            open.append("What \(evidence.withheldFields) withheld fields say, and whether they still exist.")
        }
        if evidence.untrackedReferences > 0 {
            open.append("Gaps in streams at \(evidence.untrackedReferences) places where the stream was not tracked.")
        }
        if evidence.unseenEntries > 0 {
            open.append("Anything inside \(evidence.unseenEntries) entries of which only the hashes are here.")
        }
        open.append("An act that was never recorded at all: compare with what the networks and mailboxes hold.")
        if let stamped = evidence.stamped {
            if stamped.size < size {
                open.append("A clock that was wrong after entry \(stamped.size), where the newest time stamp ends.")
            }
            open.append("A clock that was wrong between two time stamps: recorded times only never go back.")
        } else {
            open.append("A clock that was wrong all along: recorded times only never go back.")
        }
        undetected = open
    }
}
