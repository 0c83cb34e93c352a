import Testing

@testable import Console

/// Forms with files are read strictly: what is not exactly one is none.
struct FilesComeInFormsTests {
    private static let boundary = Array("----x1".utf8)

    private func parts(_ text: String) -> [MultipartForm.Part]? {
        MultipartForm.parts(Array(text.replacing("\n", with: "\r\n").utf8), boundary: Self.boundary)
    }

    @Test func fieldsAndFilesComeAsTheyWereSent() throws {
        let form = try #require(
            parts(
                """
                ------x1
                Content-Disposition: form-data; name="text"

                Two lines
                and --- dashes
                ------x1
                Content-Disposition: form-data; name="files"; filename="a; b %22c%22.txt"
                Content-Type: text/plain

                bytes
                ------x1
                Content-Disposition: form-data; name="files"; filename=""
                Content-Type: application/octet-stream


                ------x1--

                """))
        #expect(form.map(\.field) == ["text", "files", "files"])
        #expect(form.map(\.fileName) == [nil, "a; b \"c\".txt", ""])
        #expect(form.map { String(decoding: $0.bytes, as: UTF8.self) } == ["Two lines\r\nand --- dashes", "bytes", ""])
    }

    @Test func bytesOfAFileMayLookLikeAnything() throws {
        let noise = (0..<2_000).map { UInt8(truncatingIfNeeded: $0 &* 31) } + Array("\r\n------x\r\n--".utf8)
        let head = Array("------x1\r\nContent-Disposition: form-data; name=\"f\"; filename=\"n\"\r\n\r\n".utf8)
        let form = try #require(MultipartForm.parts(head + noise + Array("\r\n------x1--\r\n".utf8), boundary: Self.boundary))
        #expect(Array(form[0].bytes) == noise)
    }

    @Test(arguments: [
        "", "------x1", "------x1--x", "------x2\nContent-Disposition: form-data; name=\"a\"\n\nb\n------x2--",
        "------x1\nContent-Disposition: form-data; name=\"a\"\n\nb", "------x1\nContent-Disposition: form-data\n\nb\n------x1--",
        "------x1\nContent-Disposition: attachment; name=\"a\"\n\nb\n------x1--", "------x1\n\nb\n------x1--",
        "------x1\nContent-Disposition: form-data; name=\"a\n\nb\n------x1--", "x\n------x1--",
    ])
    func whatIsNoFormIsRefused(_ text: String) { #expect(parts(text) == nil) }

    @Test func formsAreBounded() {
        let part = "------x1\nContent-Disposition: form-data; name=\"a\"\n\nb\n"
        #expect(parts(String(repeating: part, count: 32) + "------x1--") != nil)
        #expect(parts(String(repeating: part, count: 33) + "------x1--") == nil)
        let long = "------x1\nContent-Disposition: form-data; name=\"a\"; x=\"\(String(repeating: "y", count: 4_000))\"\n\nb\n------x1--"
        #expect(parts(long) == nil)
    }
}
