import FoundationEssentials
import Testing

@testable import Ledger

@Suite struct EncodingTests {
    @Test func base64IsReadBackAndAgreesWithFoundation() {
        var random = SeededRandom(20)
        for count in 0..<200 {
            let data = random.bytes(count)
            let text = Base64.encode(data)
            #expect(text == Data(data).base64EncodedString())
            #expect(Base64.decode(text.utf8) == data)
        }
    }

    @Test func onlyTheCanonicalFormIsRead() {
        for text in [
            "A", "AA", "AAA", "AA=", "A===", "====", "=", "AA=A", "A=AA", "AB==", "AAB=", "AA==AA==", "AAAA=", "AA==\n", "\nAA==", "AA A",
            "AA-_", "AAA\u{0}", "ÄÄ", "AAAAA",
        ] {
            #expect(Base64.decode(text.utf8) == nil, "\(text.debugDescription)")
        }
        // Of all texts of one group exactly those are read that encoding gives back.
        let symbols = Array("Ag/+=-4".utf8)
        for a in symbols {
            for b in symbols {
                for c in symbols {
                    for d in symbols {
                        if let data = Base64.decode([a, b, c, d]) { #expect(Array(Base64.encode(data).utf8) == [a, b, c, d]) }
                    }
                }
            }
        }
    }

    @Test func decimalsHaveOneSpellingAndABound() {
        for (text, value) in [("0", 0), ("7", 7), ("9223372036854775807", UInt64(Int64.max))] as [(String, UInt64)] {
            #expect(Decimal.decode(text.utf8) == value)
        }
        for text in [
            "", "00", "01", "-1", "+1", " 1", "1 ", "1a", "9223372036854775808", "18446744073709551616", "99999999999999999999", "٣",
        ] {
            #expect(Decimal.decode(text.utf8) == nil)
        }
    }

    @Test func hexadecimalIsLowerCaseAndEven() {
        #expect(Hexadecimal.decode("00ff".utf8) == [0, 255] && Hexadecimal.encode([0, 255]) == "00ff")
        for text in ["0", "0G", "FF", "0x", "é0"] { #expect(Hexadecimal.decode(text.utf8) == nil) }
    }
}
