extension Handoff.Phase {
    /// One word, for lists.
    public var word: String {
        switch self {
        case .offered: "offered"
        case .opened, .mailboxNamed: "opened"
        case .joined: "joined"
        case .lapsed: "lapsed"
        case .returned: "returned"
        }
    }
}
