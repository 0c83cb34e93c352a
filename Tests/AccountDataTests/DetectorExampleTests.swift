import Testing

@testable import AccountData

/// Each detector's own examples hold, with exact spans.
struct DetectorExampleTests {
    let scanner = Scanner(classes: Scanner.allClasses)

    @Test func everyDetectorFindsItsExamples() {
        for example in Detector.all.flatMap(\.finds) {
            let found = scanner.scan(example.text).filter { $0.dataClass == example.dataClass }.map { value(of: $0, in: example.text) }
            #expect(found.contains(example.value), "\(example.dataClass) in: \(example.text) gave \(found)")
        }
    }

    @Test func everyDetectorIsQuietOnItsCounterexamples() {
        for detector in Detector.all {
            for text in detector.quietOn {
                let found = scanner.scan(text).filter { detector.classes.contains($0.dataClass) }
                #expect(found.isEmpty, "\(found.map(\.dataClass)) in: \(text)")
            }
        }
    }
}

/// The characters that a finding covers.
func value(of finding: Finding, in text: String) -> String {
    var value = ""
    value.unicodeScalars.append(contentsOf: text.unicodeScalars.dropFirst(finding.range.lowerBound).prefix(finding.range.count))
    return value
}
