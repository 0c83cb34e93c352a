import Policies
import Testing

@Suite struct WordTests {
    @Test func channelKindsHaveTheNumbersThatLeavesCarry() {
        #expect(ChannelKind.allCases.map(\.rawValue) == Array(1...15))
        #expect(ChannelKind(word: "x_public")?.rawValue == 1)
        #expect(ChannelKind(word: "whatsapp")?.rawValue == 7)
        #expect(ChannelKind(word: "secure_email")?.rawValue == 10)
        #expect(ChannelKind(word: "sandbox_dm")?.rawValue == 15)
        for kind in ChannelKind.allCases { #expect(ChannelKind(word: kind.word) == kind) }
    }

    @Test func verdictsHaveTheCodesThatLeavesCarry() {
        #expect(Verdict.allCases.map(\.rawValue) == Array(1...18))
        #expect(Verdict(word: "HOLD")?.rawValue == 7)
        #expect(Verdict(word: "EXPORT")?.rawValue == 15)
        for verdict in Verdict.allCases { #expect(Verdict(word: verdict.word) == verdict) }
    }

    @Test func everyVerdictAnswersSomeQuestionAndEachListIsStrictestFirst() {
        for verdict in Verdict.allCases { #expect(Direction.allCases.contains { $0.rank(of: verdict) != nil }) }
        #expect(Direction.outbound.verdicts == [.block, .hold, .sendWarn, .send])
        #expect(Direction.inbound.verdicts == [.escalate, .quarantine, .acceptRedacted, .accept])
    }

    @Test func everyChannelHasAClass() {
        #expect(ChannelClass.allCases.flatMap(\.kinds).count == ChannelKind.allCases.count)
        #expect(ChannelKind.plainEmail.channelClass == .privateUnverified)
        #expect(ChannelKind.messenger.channelClass == .privateSocial)
    }
}
