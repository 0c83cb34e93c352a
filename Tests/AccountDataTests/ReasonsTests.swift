import Testing

@testable import AccountData

/// What a detector packs away as its reasons is what the reader of a finding gets to see.
struct ReasonsTests {
    @Test func everyReasonComesBackAsItsEvidence() {
        #expect(Reasons(.format, .checksum, .registry).evidence == [.format, .checksum, .registry])
        for issuer in Issuer.allCases { #expect(Reasons(.format, .issuer(issuer)).evidence == [.format, .issuer(issuer)]) }
        for counter in Evidence.Counter.allCases { #expect(Reasons(.against(counter)).evidence == [.against(counter)]) }
        for dataClass in DataClass.allCases { #expect(Reasons(.pair(dataClass)).evidence == [.pair(dataClass)]) }
        for cue in Cue.allCases {
            for distance in 0...63 { #expect(Reasons(.cue(cue, distance: distance)).evidence == [.cue(cue, distance: distance)]) }
        }
        #expect(Reasons(.cue(.pin, distance: 200)).evidence == [.cue(.pin, distance: 63)])
    }

    @Test func eightReasonsKeepTheirOrder() {
        var reasons = Reasons(.format)
        var expected: [Evidence] = [.format]
        for distance in 1...7 {
            reasons.append(.cue(.card(distance), distance: distance))
            expected.append(.cue(.card(distance), distance: distance))
        }
        #expect(reasons.evidence == expected)
        #expect(reasons == reasons && reasons != Reasons(.format))
    }
}

extension Cue {
    fileprivate static func card(_ number: Int) -> Cue { allCases[number % allCases.count] }
}
