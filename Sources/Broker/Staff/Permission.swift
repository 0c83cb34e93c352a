/// What a request may need. Which role has which stands in one table, and is asked in one place: ``Member/may(_:)`` (law 8).
public enum Permission: Sendable, CaseIterable {
    case readConversations
    /// Reply, hand off, assign, resolve.
    case act
    /// Let a held reply go, or stop it.
    case approve
    case readLedger
    /// The ledger's entries themselves, as they are in the log.
    case readEntries
    /// Take evidence out of the house.
    case export
    case changePolicies
    case manageStaff
    case seeWallboard
    /// Place and lift holds, ask for erasure, redact, and let go what is past its time.
    case keepRecords
    /// The second word on an erasure.
    case confirmErasure
    /// See what nobody has scanned yet.
    case quarantine
}

extension Role {
    /// The table. An administrator gives rights and has none over conversations: two people are needed to look where one should not.
    public var permissions: Set<Permission> {
        switch self {
        case .agent: [.readConversations, .act, .seeWallboard]
        case .supervisor: [.readConversations, .act, .approve, .seeWallboard, .readLedger, .confirmErasure]
        case .complianceOfficer:
            [
                .readConversations, .act, .approve, .seeWallboard, .readLedger, .export, .changePolicies, .quarantine, .keepRecords,
                .confirmErasure,
            ]
        case .auditor: [.readConversations, .seeWallboard, .readLedger, .readEntries, .export]
        case .administrator: [.manageStaff, .seeWallboard, .readLedger]
        }
    }
}
