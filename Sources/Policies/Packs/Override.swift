/// Who may go against a rule's answer, and whether a reason has to be given.
public struct Override: Hashable, Sendable {
    public var role: ApproverRole
    public var reasonRequired: Bool

    public init(role: ApproverRole, reasonRequired: Bool) {
        self.role = role
        self.reasonRequired = reasonRequired
    }
}
