import ArgumentParser
import FoundationEssentials
import ServiceLevels

/// An instant as somebody writes it, such as 2027-02-01T09:00:00+00:00.
struct Moment: ExpressibleByArgument {
    let instant: Timestamp

    init(_ instant: Timestamp) { self.instant = instant }

    init?(argument: String) {
        guard let instant = try? Timestamp(iso8601: argument) else { return nil }
        self.init(instant)
    }

    static var now: Moment { Moment(Timestamp(seconds: Int64(Date().timeIntervalSince1970))) }

    var defaultValueDescription: String { "now" }
}
