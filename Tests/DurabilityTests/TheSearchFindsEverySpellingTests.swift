import Broker
import FoundationEssentials
import Testing

/// The search behind the tests of law 2 can fail: each spelling is written here by other code, and found.
@Suite struct TheSearchFindsEverySpellingTests {
    static let secret = "4111 1111 1111 1111"

    static let written: [(name: String, bytes: [UInt8])] = {
        func text(_ text: String) -> [UInt8] { Array("before \(text) after".utf8) }
        let scalars = secret.unicodeScalars
        func hexadecimal(_ scalar: Unicode.Scalar) -> String { String(scalar.value, radix: 16) }
        var all: [(String, [UInt8])] = [
            ("as typed", text(secret)), ("digits only", text("4111111111111111")), ("hyphens", text("4111-1111-1111-1111")),
            ("form", text("card=4111+1111+1111+1111")), ("percent", text("4111%201111%201111%201111")),
            ("percent, all", text(scalars.map { "%" + hexadecimal($0) }.joined())),
            ("JSON", text(scalars.map { "\\u00" + hexadecimal($0) }.joined())),
            ("JSON, digits", text("4111111111111111".unicodeScalars.map { "\\u00" + hexadecimal($0) }.joined())),
            ("quoted-printable", text("4111=201111=201111=201111")),
            ("quoted-printable, all", text(scalars.map { "=" + hexadecimal($0).uppercased() }.joined())),
            ("hexadecimal", text(scalars.map(hexadecimal).joined())),
            ("nine digits", text("x111111111y")),
            ("UTF-16, little end", secret.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }),
            ("UTF-16, big end", secret.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }),
        ]
        for place in 0..<6 {
            let prefix = String(repeating: "~", count: place)
            all.append(("base 64 at \(place)", Array(Data("\(prefix)\(secret)\(prefix)".utf8).base64EncodedString().utf8)))
            all.append(("base 64, digits, at \(place)", Array(Data("\(prefix)4111111111111111~".utf8).base64EncodedString().utf8)))
        }
        return all.map { (name: $0.0, bytes: $0.1) }
    }()

    @Test(arguments: written.indices) func whateverTheSpelling(index: Int) {
        #expect(!DiskSearch(Self.secret).found(in: Self.written[index].bytes).isEmpty, "\(Self.written[index].name)")
    }

    @Test(arguments: ["Tr0ub4dor&Zebra", "quicksilver/fox", "４０１２８８８８８８８８１８８１"]) func wordsAndOtherDigitsAsWell(secret: String) {
        let search = DiskSearch(secret)
        let units = secret.utf16.map { "\\u" + String(String(UInt32($0) + 0x10000, radix: 16).suffix(4)) }.joined()
        let percent = secret.utf8.map { "%" + String(String(UInt16($0) + 256, radix: 16, uppercase: true).suffix(2)) }.joined()
        for text in [secret, units, percent, Data("..\(secret)".utf8).base64EncodedString()] {
            #expect(!search.found(in: Array("<\(text)>".utf8)).isEmpty)
        }
    }

    @Test func whatIsNotThereIsNotFound() {
        #expect(DiskSearch(Self.secret).found(in: Array("4111 11 1111 and 2026-11-22 12:30:45.123456789".utf8)).isEmpty)
    }
}
