/// Finds in the bytes of an entry's facts the few things that evidence rests on.
///
/// Facts are JSON in one spelling, keys in a fixed order. Every pattern begins with a quotation mark that stands for itself, and one inside a
/// text always has a backslash before it, so no text that somebody wrote can be taken for a pattern. Any language can look for them alike.
struct FactsText {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Whether the entry recorded the export of a manifest.
    func exports(_ digest: String) -> Bool { end(of: #""exported":{"_0":{"#) != nil && end(of: #""manifest":""# + digest + #"""#) != nil }

    var recordsComplaint: Bool { end(of: #""complaintRecorded":{"_0":{"#) != nil }

    /// Whether it erases somebody on a basis that it names.
    var erasesOnBasis: Bool {
        // What was destroyed when its time was over names its basis first.
        if let start = end(of: #""retired":{"_0":{"basis":""#) { return bytes[start...].first.map { $0 != UInt8(ascii: "\"") } ?? false }
        guard let start = end(of: #""erased":{"_0":{"identity":""#), bytes.count > start + 32 else { return false }
        let rest = bytes[(start + 32)...]
        let next = Array(#"","basis":""#.utf8)
        guard rest.starts(with: next) else { return false }
        return rest.dropFirst(next.count).first.map { $0 != UInt8(ascii: "\"") } ?? false
    }

    /// Whether an erasure names the entry among those that it destroys.
    func reaches(_ index: UInt64) -> Bool {
        guard var place = end(of: #""reached":{"_0":{"entries":["#) else { return false }
        while let first = number(after: #"{"first":"#, at: &place), let last = number(after: #","last":"#, at: &place) {
            if first <= index, index <= last { return true }
            guard bytes[place...].starts(with: "},".utf8) else { return false }
            place += 2
        }
        return false
    }

    /// The key that the entry announced, if that is all it says.
    var evidenceKey: VerifyingKey? {
        let (front, back) = (#"{"version":1,"events":[{"evidenceKey":{"_0":{"key":""#, #""}}}]}"#)
        guard bytes.starts(with: front.utf8), bytes.count > front.utf8.count + back.utf8.count,
            bytes.suffix(back.utf8.count).elementsEqual(back.utf8)
        else { return nil }
        return try? VerifyingKey(bytes: Array(bytes.dropFirst(front.utf8.count).dropLast(back.utf8.count)))
    }

    /// The SHA-256 of each file that the entry put in force, in hexadecimal digits.
    var termsFiles: [String] {
        guard end(of: #""termsInForce":{"_0":{"#) != nil else { return [] }
        var found: [String] = []
        var place = 0
        while let start = end(of: #""sha256":""#, from: place), bytes.count >= start + 64 {
            found.append(String(decoding: bytes[start..<start + 64], as: UTF8.self))
            place = start + 64
        }
        return found
    }

    func number(after text: String, at place: inout Int) -> UInt64? {
        guard bytes[place...].starts(with: text.utf8) else { return nil }
        let start = place + text.utf8.count
        let digits = bytes[start...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        place = digits.endIndex
        return try? DecimalText.decode(digits)
    }

    /// Where the first occurrence of a pattern ends.
    func end(of pattern: String, from start: Int = 0) -> Int? {
        let pattern = Array(pattern.utf8)
        guard bytes.count >= start + pattern.count else { return nil }
        for place in start...(bytes.count - pattern.count) where bytes[place] == pattern[0] {
            if bytes[place..<place + pattern.count].elementsEqual(pattern) { return place + pattern.count }
        }
        return nil
    }
}
