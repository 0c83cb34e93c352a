/// Whose act a command is; every command is somebody's.
public enum Principal: Hashable, Sendable, Codable {
    case system
    case customer(PartyID)
    case staff(StaffID)
    /// A bot or an automatic answer, by its name in the terms.
    case automation(String)
    /// The network itself: deliveries, deletions, receipts.
    case network
}
