import Crypto
import Testing

@testable import Storage

@Suite struct FirmKeysTests {
    let one = FirmKeys(SymmetricKey(size: .bits256))

    @Test func marksDependOnEveryPartAndOnWhereItEnds() {
        var marks: Set<[UInt8]> = []
        for (account, id) in [("ab", "c"), ("a", "bc"), ("", "abc"), ("abc", ""), ("", "")] {
            marks.insert(one.duplicateMark(channelAccount: Array(account.utf8), providerID: Array(id.utf8)))
        }
        marks.insert(one.pseudonym(kind: 1, of: [1]))
        marks.insert(one.pseudonym(kind: 2, of: [1]))
        marks.insert(one.searchToken([1]))
        #expect(marks.count == 8 && marks.allSatisfy { $0.count == 32 })
    }

    @Test func anotherFirmHasOtherMarks() {
        let other = FirmKeys(SymmetricKey(size: .bits256))
        #expect(one.pseudonym(kind: 1, of: [1]) == one.pseudonym(kind: 1, of: [1]))
        #expect(one.pseudonym(kind: 1, of: [1]) != other.pseudonym(kind: 1, of: [1]))
    }

    /// RFC 5869 and RFC 2104 done by hand from their definitions.
    @Test func aMarkIsWhatTheStandardsSay() {
        let firm = SymmetricKey(data: [UInt8](repeating: 7, count: 32))
        func hmac(_ key: [UInt8], _ text: [UInt8]) -> [UInt8] {
            let padded = key + [UInt8](repeating: 0, count: 64 - key.count)
            let inner = Array(SHA256.hash(data: padded.map { $0 ^ 0x36 } + text))
            return Array(SHA256.hash(data: padded.map { $0 ^ 0x5c } + inner))
        }
        let extracted = hmac([UInt8](repeating: 0, count: 32), [UInt8](repeating: 7, count: 32))
        let key = hmac(extracted, Array("parley/firm/pseudonyms/v1\n".utf8) + [1])
        let text: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 1, 5, 0, 0, 0, 0, 0, 0, 0, 2, 8, 9]
        #expect(FirmKeys(firm).pseudonym(kind: 5, of: [8, 9]) == hmac(key, text))
    }
}
