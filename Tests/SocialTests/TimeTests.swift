import Testing

@testable import Social

@Suite struct TimeTests {
    private func value(_ text: String) throws -> JSONValue { try JSONDocument(Array("\"\(text)\"".utf8)).root }

    @Test func writtenTimesReadBack() throws {
        var random = Mutations(seed: 3)
        for _ in 0..<2_000 {
            let at = Int64(random.next(below: 1 << 31)) * Int64(1 + random.next(below: 100_000)) % XTime.latest
            #expect(XTime.iso(try value(XTime.text(at))) == at)
        }
        #expect(XTime.text(1_784_928_203_000) == "2026-07-24T21:23:23.000Z")
        #expect(XTime.text(951_782_399_999) == "2000-02-28T23:59:59.999Z")
    }

    @Test(arguments: [
        ("Fri Dec 13 04:48:09 +0000 2019", 1_576_212_489_000), ("Thu Feb 29 00:00:00 +0000 2024", 1_709_164_800_000),
        ("Thu Jan 01 00:00:00 +0000 1970", 0),
    ])
    func olderForm(text: String, at: Int64) throws { #expect(XTime.legacy(try value(text)) == at) }

    @Test(arguments: [
        "Fri Dec 13 04:48:09 +0100 2019", "Fri Dez 13 04:48:09 +0000 2019", "Thu Feb 29 00:00:00 +0000 2023",
        "Fri Dec 13 24:00:00 +0000 2019", "",
        "2019-12-13", "Fri Dec 13 04:48:09 +0000 20190",
    ])
    func otherFormsAreNone(text: String) throws { #expect(XTime.legacy(try value(text)) == nil) }

    @Test(arguments: [
        "2026-07-24", "2026-07-24T21:23:23", "2026-13-24T21:23:23Z", "2026-02-30T21:23:23Z", "2026-07-24T21:23:23+01:00",
        "2026-07-24T21:23:23.Z",
        "2026-07-24 21:23:23Z", "x026-07-24T21:23:23Z", "1969-12-31T23:59:59Z",
    ])
    func otherISOFormsAreNone(text: String) throws { #expect(XTime.iso(try value(text)) == nil) }

    @Test func identifiersCarryTheirTime() {
        // The post of this number was published at 1576212489730.
        #expect(XPostID(1_205_348_660_982_083_584).mintedAt == 1_576_212_489_730)
        #expect(XPostID(20).mintedAt == nil)
        for text in ["", "0", "01", "-1", "1 ", "18446744073709551616", "１２"] { #expect(XPostID(text) == nil, "\(text)") }
        #expect(XPostID("18446744073709551615")?.number == .max)
    }
}
