/// The lines of an evidence file, one after another.
struct EvidenceLines {
    private var rest: ArraySlice<UInt8>
    /// Of the line that was taken last, from 1.
    private(set) var number = 0

    /// - Parameter bytes: end with LF.
    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var isAtEnd: Bool { rest.isEmpty }

    func failure(_ reason: String) -> EvidenceVerifier.Failure { EvidenceVerifier.Failure(line: number, reason: reason) }

    /// The next line without its LF.
    mutating func next() throws(EvidenceVerifier.Failure) -> ArraySlice<UInt8> {
        number += 1
        guard let end = rest.firstIndex(of: 0x0A) else { throw failure("the file was cut off") }
        defer { rest = rest[(end + 1)...] }
        return rest[..<end]
    }

    /// What stands behind a word on the next line.
    mutating func next(after word: String) throws(EvidenceVerifier.Failure) -> ArraySlice<UInt8> {
        let line = try next()
        guard line.starts(with: Array(word.utf8)) else { throw failure("expected '\(word)'") }
        return line.dropFirst(word.utf8.count)
    }

    mutating func number(after word: String) throws(EvidenceVerifier.Failure) -> UInt64 { try decimal(try next(after: word)) }

    mutating func base64() throws(EvidenceVerifier.Failure) -> [UInt8] { try base64(try next()) }

    func decimal(_ text: ArraySlice<UInt8>) throws(EvidenceVerifier.Failure) -> UInt64 {
        do throws(FormatError) { return try DecimalText.decode(text) } catch { throw failure(error.reason) }
    }

    func base64(_ text: ArraySlice<UInt8>) throws(EvidenceVerifier.Failure) -> [UInt8] {
        do throws(FormatError) { return try Base64Text.decode(text) } catch { throw failure(error.reason) }
    }
}
