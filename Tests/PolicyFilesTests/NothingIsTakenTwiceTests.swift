import Broker
import PolicyFiles
import Testing

/// What a file says twice, or leaves for later, is refused where it stands.
@Suite struct NothingIsTakenTwiceTests {
    private func error(_ name: String, _ old: String, _ new: String) throws -> PolicyError {
        let files = try SmallFolder.files(breaking: name, old, new)
        let errors = try #require(throws: PolicyErrors.self) {
            _ = try PolicyFolder(files: files).prepare(for: .init(legalEntity: "NB", brand: "NB", product: "other", jurisdiction: "GB"))
        }
        return try #require(errors.errors.first)
    }

    @Test func aDateOfACalendar() throws {
        let error = try error("calendars/GB-ENG.yaml", "2027-12-27", "2027-01-01")
        #expect(error.line == 6 && error.problem.contains("2027-01-01 is there twice"), "\(error)")
    }

    @Test func aTimeZoneThatIsNoneIsToldAtItsLine() throws {
        let error = try error("service-levels/standard.yaml", "Europe/London", "Europe/Londn")
        #expect(error.file == "service-levels/standard.yaml" && error.line == 3, "\(error)")
        #expect(error.problem.contains("Europe/Londn"), "\(error)")
    }
}
