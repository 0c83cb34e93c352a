import Policies
import Testing

@Suite struct FailClosedTests {
    static let empty: [PackSet] = {
        let inboundOnly = try? PackSet([Made.pack("p", [Made.rule("in", for: [.inbound], Outcome(verdict: .accept))])])
        let notYet = try? PackSet([
            Made.pack("p", [Made.rule("later", Outcome(verdict: .send))], effective: EffectivePeriod(from: Made.noon.adding(seconds: 1)))
        ])
        let noRules = try? PackSet([Made.pack("p", [])])
        return [PackSet.unavailable, inboundOnly, notYet, noRules].compactMap { $0 }
    }()

    @Test func whatGoesOutWaitsForTheComplianceOfficer() {
        #expect(Self.empty.count == 4)
        var random = RandomPolicies(seed: 14)
        for set in Self.empty {
            for _ in 0..<50 {
                var facts = random.facts(.outbound)
                facts.now = Made.noon
                let decision = set.decide(facts)
                #expect(decision.verdict == .hold)
                #expect(decision.approver == ApproverRole("compliance_officer"))
                #expect(decision.isUnavailable)
            }
        }
    }

    @Test func whatComesInIsKeptWithEveryFindingRedacted() {
        var facts = Made.facts(.inbound)
        facts.note(.iban, at: .possible)
        let decision = PackSet.unavailable.decide(facts)
        #expect(decision.verdict == .acceptRedacted)
        #expect(decision.effects == [.redactSpan, .recordAudit, .startClock])
        facts.note(.credentialPIN, at: .possible)
        #expect(PackSet.unavailable.decide(facts).effects.contains(.destroySecret))
    }

    @Test func nothingIsOpenedErasedOrPassed() {
        let expected: [Direction: Verdict] = [.access: .deny, .records: .retain, .audit: .fail]
        for (direction, verdict) in expected {
            let decision = PackSet.unavailable.decide(Made.facts(direction))
            #expect(decision.verdict == verdict)
            #expect(decision.isUnavailable)
        }
    }

    @Test func decisionsCarryThePacksInForce() throws {
        let pack = Made.pack("p", [Made.rule("r", Outcome(verdict: .send))])
        #expect(try PackSet([pack]).decide(Made.facts()).packs == [pack.reference])
    }
}
