import Testing

@testable import Storage

/// Whoever waits for witnesses is woken by them, by giving up, or by the end of sealing; nobody looks again and again.
struct WaitingForWitnessesEndsTests {
    @Test func aQuorumWakesThoseWhoseEntryItHasSeen() async {
        let progress = Progress()
        progress.begin()
        async let third = progress.waitUntilWitnessed(2)
        async let fourth = progress.waitUntilWitnessed(3)
        progress.witnessed(3)
        #expect(await third)
        progress.witnessed(4)
        #expect(await fourth)
        #expect(await progress.waitUntilWitnessed(0))
    }

    @Test func whoeverGivesUpIsLetGo() async {
        let progress = Progress()
        progress.begin()
        let waiting = Task { await progress.waitUntilWitnessed(9) }
        waiting.cancel()
        #expect(await waiting.value == false)
        progress.witnessed(10)
        let late = Task { await progress.waitUntilWitnessed(20) }
        progress.wakeAll()
        #expect(await late.value == false)
    }
}
