import Policies
import Testing

@Suite struct FactComparisonTests {
    private let now = Timestamp(milliseconds: 1_801_000_000_000)
    private let a = FactPath("a")
    private let b = FactPath("b")

    private func value(_ relation: FactComparison.Relation, _ first: FactValue?, _ second: FactValue?) -> Bool? {
        var values: [FactPath: FactValue] = [:]
        values[a] = first
        values[b] = second
        return FactComparison(relation, a, b).value(in: values, now: now)
    }

    @Test func whatIsNotStatedIsNotCompared() {
        for relation in FactComparison.Relation.allCases {
            #expect(value(relation, .count(1), nil) == nil)
            #expect(value(relation, nil, .count(1)) == nil)
        }
    }

    @Test func numbersAndInstantsAreOrdered() {
        #expect(value(.more, .count(2), .count(1)) == true)
        #expect(value(.more, .count(1), .count(1)) == false)
        #expect(value(.reaches, .count(1), .count(1)) == true)
        #expect(value(.reaches, .count(0), .count(1)) == false)
        #expect(value(.more, .instant(now), .instant(now.adding(seconds: -1))) == true)
        #expect(value(.reaches, .instant(now.adding(seconds: -1)), .instant(now)) == false)
        #expect(value(.more, .count(2), .instant(now)) == nil)
        #expect(value(.reaches, .word("2"), .word("1")) == nil)
    }

    @Test func minutesPassToTheSecond() {
        let begun = now.adding(seconds: -1800)
        #expect(value(.past, .instant(begun), .count(30)) == true)
        #expect(value(.past, .instant(begun.adding(seconds: 1)), .count(30)) == false)
        #expect(value(.past, .instant(begun), .count(.max)) == false)
        #expect(value(.past, .count(3), .count(30)) == nil)
    }

    @Test func sameAndHolds() {
        #expect(value(.same, .word("x"), .word("x")) == true)
        #expect(value(.differs, .word("x"), .word("y")) == true)
        #expect(value(.same, .flag(true), .count(1)) == false)
        #expect(value(.holds, .words(["x", "y"]), .word("y")) == true)
        #expect(value(.holds, .words(["x"]), .word("y")) == false)
        #expect(value(.holds, .word("y"), .word("y")) == nil)
        #expect(value(.contains, .word("All is Well here"), .word("is well")) == true)
        #expect(value(.contains, .word("All is well"), .word("ill")) == false)
        #expect(value(.contains, .word("All is well"), .word("")) == nil)
        #expect(value(.contains, .words(["x"]), .word("x")) == nil)
    }
}
