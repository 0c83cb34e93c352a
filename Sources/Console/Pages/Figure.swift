/// Numbers as people read them.
enum Figure {
    /// Thousands apart, with commas.
    static func grouped(_ number: some BinaryInteger) -> String {
        let digits = String(number)
        var result = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0, result.last != "-" { result.append(",") }
            result.append(digit)
        }
        return result
    }

    /// A length of time in its two greatest units: `2 h 05 min`, `13 min`, `40 s`, `3 d 4 h`.
    static func duration(milliseconds: Int64) -> String {
        let seconds = max(0, milliseconds / 1_000)
        if seconds < 60 { return "\(seconds) s" }
        let minutes = seconds / 60
        if minutes < 60 { return "\(minutes) min" }
        let hours = minutes / 60
        if hours < 24 { return minutes % 60 == 0 ? "\(hours) h" : "\(hours) h \(minutes % 60 < 10 ? "0" : "")\(minutes % 60) min" }
        return hours % 24 == 0 ? "\(hours / 24) d" : "\(hours / 24) d \(hours % 24) h"
    }

    /// A name from the sources, such as `recordAccepted`, with spaces.
    static func spaced(_ name: String) -> String {
        words(name.map { $0.isUppercase ? " " + $0.lowercased() : String($0) }.joined())
    }

    /// A policy word or another word of a list, for people.
    static func words(_ word: String) -> String { word.split(separator: "_").joined(separator: " ") }
}
