import FoundationEssentials
import Testing

/// The model of a disk, tried on small programs: what keeps its promises loses nothing, what does not is caught.
@Suite struct ThePowerCutIsBelievedTests {
    @Test func itTellsTheCarefulFromTheCareless() throws {
        let log = try Built.preload.get() + "/selftest.log"
        let status = try Program(["/bin/bash", Built.sources + "/Tests/PowerCut/selftest.sh", "12"], output: log).wait()
        let said = FileManager.default.contents(atPath: log).map { String(decoding: $0.suffix(2_000), as: UTF8.self) } ?? ""
        #expect(status == 0, "\(said)")
    }
}
