extension Decision {
    /// The answer when no rule can be asked: what comes in is kept with every finding redacted, what goes out waits for the compliance
    /// officer, access is refused, records stay, and no check passes.
    static func unavailable(for facts: Facts, packs: [PackReference]) -> Decision {
        var actions: Set<Effect> = [.recordAudit]
        if facts.direction == .inbound {
            actions.insert(.startClock)
            if facts.findings.keys.contains(where: { !$0.isRequest }) { actions.insert(.redactSpan) }
            if facts.findings.keys.contains(where: \.isSecret) { actions.insert(.destroySecret) }
        }
        let approvers = facts.direction.approversWithoutPolicy
        return Decision(
            direction: facts.direction, verdict: facts.direction.verdictWithoutPolicy,
            labels: (facts.labels.union([Label(Effect.policyUnavailable.rawValue)])).sorted(), actions: actions.map(\.action).sorted(),
            route: nil, routes: [], approver: approvers.first, approvers: approvers, deadlines: [], evidence: [], metrics: [],
            channel: nil, instead: nil, override: nil, trace: [], packs: packs)
    }
}

extension Direction {
    /// The answer when no rule can be asked.
    public var verdictWithoutPolicy: Verdict {
        switch self {
        case .inbound: .acceptRedacted
        case .outbound: .hold
        case .access: .deny
        case .records: .retain
        case .system: .accept
        case .audit: .fail
        }
    }

    /// Who may release what is held when no rule can be asked.
    var approversWithoutPolicy: [ApproverRole] { self == .outbound ? [ApproverRole("compliance_officer")] : [] }

    /// The answer when rules were asked and none of them gives one.
    public var verdictWithoutRule: Verdict {
        switch self {
        case .inbound: .accept
        case .outbound: .send
        case .access: .deny
        case .records: .retain
        case .system: .accept
        case .audit: .fail
        }
    }
}
