import Scratch
import Testing

/// What stands in a file is found, whatever the file calls itself.
@Suite struct FilesAreReadTests {
    private static let card = "4111 1111 1111 1111"
    private static let words = "Dear bank\nmy card is \(card)\nplease help me with it"

    private func extract(_ bytes: [UInt8]) async throws -> (head: String, text: String) {
        let answer = try await Command.run(["extract"], input: bytes)
        #expect(answer.status == 0 && answer.words.isEmpty, "\(answer.words)")
        let parts = answer.output.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts.first ?? ""), parts.count > 1 ? String(parts[1]) : "")
    }

    private func reads(_ bytes: [UInt8], as type: String, _ wanted: String = card) async throws {
        let (head, text) = try await extract(bytes)
        #expect(head.hasPrefix("parley-extract/1 text \(type) "), "\(head)")
        #expect(text.contains(wanted), "\(text.prefix(400))")
    }

    @Test func aPDF() async throws { try await reads(MadeFiles.pdf([Self.words]), as: "pdf") }

    @Test func aScannedPDFBySight() async throws { try await reads(MadeFiles.scan(of: MadeFiles.pdf([Self.words])), as: "pdf") }

    @Test func aPictureBySight() async throws {
        let pdf = MadeFiles.pdf([Self.words])
        try await reads(MadeFiles.picture(of: pdf), as: "png")
        try await reads(MadeFiles.picture(of: pdf, jpeg: true), as: "jpeg")
    }

    @Test func whatHoldsNothingIsClean() async throws {
        let pdf = MadeFiles.pdf(["When do you open\non Monday morning?"])
        for file in [
            pdf, try MadeFiles.picture(of: pdf), try MadeFiles.picture(of: pdf, jpeg: true), MadeFiles.docx([["When do you open?"]]),
        ] {
            let answer = try await Command.run(["scan", "--format", "json", "--classes", "all", "--min-level", "possible"], input: file)
            #expect(answer.status == 0 && answer.output == "{\"findings\": []}\n", "\(answer.output) \(answer.words)")
        }
    }

    @Test func aDocumentWhoseNumberChangesItsFont() async throws {
        try await reads(MadeFiles.docx([["Dear bank"], ["my card is 4111 ", "1111 11", "11 1111", ", please help"]]), as: "docx")
    }

    @Test func aPictureInADocument() async throws {
        let picture = try MadeFiles.picture(of: MadeFiles.pdf([Self.words]))
        try await reads(MadeFiles.docx([["See below."]], more: [("word/media/image1.png", picture)]), as: "docx")
    }

    @Test func theAlternativeTextOfAPictureInADocument() async throws {
        let part = "<wp:docPr xmlns:wp=\"wp\" id=\"1\" name=\"Picture 1\" descr=\"my card \(Self.card)\"/>"
        try await reads(MadeFiles.docx([["See below."]], more: [("word/header1.xml", Array(part.utf8))]), as: "docx")
    }

    @Test func aSheetAsItIsShown() async throws {
        let sheet = """
            <worksheet><sheetData><row r="1"><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row r="2"><c t="s"><v>2</v></c><c><v>8842</v></c></row>\
            <row r="3"><c><v>5.1051051051051E15</v></c></row></sheetData></worksheet>
            """
        let shared = "<sst><si><t>Name</t></si><si><r><t>Sam</t></r><r><t>uel</t></r></si><si><t>PIN</t></si></sst>"
        let file = MadeFiles.zip([
            ("[Content_Types].xml", Array("<Types/>".utf8)), ("xl/workbook.xml", Array("<workbook/>".utf8)),
            ("xl/sharedStrings.xml", Array(shared.utf8)), ("xl/worksheets/sheet1.xml", Array(sheet.utf8)),
        ])
        try await reads(file, as: "xlsx", "Name\tSamuel\t\nPIN\t8842\t\n5105105105105100")
    }

    @Test func anOpenDocument() async throws {
        let content =
            "<office:document-content><text:p>card <text:span>4111 1111</text:span> <text:span>1111 1111</text:span></text:p></office:document-content>"
        let file = MadeFiles.zip([
            ("mimetype", Array("application/vnd.oasis.opendocument.text".utf8)), ("content.xml", Array(content.utf8)),
            ("META-INF/manifest.xml", Array("<manifest/>".utf8)),
        ])
        try await reads(file, as: "odt")
    }

    @Test func textsPagesAndMails() async throws {
        try await reads(Array("name;card\nSam;\(Self.card)\n".utf8), as: "text")
        try await reads(Array("<html><p>4111 <b>1111</b> 1111 <i>1111</i></p></html>".utf8), as: "html")
        try await reads([0xff, 0xfe] + Self.card.utf8.flatMap { [$0, 0] }, as: "text")
        let pdf = Command.base64(MadeFiles.pdf([Self.words]))
        let mail =
            "From: Sam <sam@cust.test>\r\nSubject: Fwd\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee.\r\n"
            + "--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n\(pdf)\r\n--b--\r\n"
        try await reads(Array(mail.utf8), as: "message")
    }

    @Test func theCommandScansWhatStandsInAFile() async throws {
        let folder = TemporaryFolder()
        try folder.write("letter.pdf", MadeFiles.pdf([Self.words]))
        try folder.write("locked.pdf", try MadeFiles.locked(MadeFiles.pdf([Self.words])))
        for arguments in [["--file", folder.path + "/letter.pdf"], [folder.path + "/letter.pdf"]] {
            let answer = try await Command.run(["scan", "--format", "json"] + arguments)
            #expect(answer.status == 0 && answer.output.contains("card.pan"), "\(answer.words)")
        }
        #expect(try await Command.run(["scan", "--format", "json"], input: MadeFiles.pdf([Self.words])).output.contains("card.pan"))
        let locked = try await Command.run(["scan", "--file", folder.path + "/locked.pdf"])
        #expect(locked.status == 3 && locked.words.contains("needs a password") && locked.words.contains("quarantine"))
        #expect(try await Command.run(["scan", "--file", folder.path + "/none.pdf"]).status == 3)
        #expect(try await Command.run(["scan", "--file", "x", "words"]).status == 2)
    }

    @Test func theNameOfAFileIsScannedLikeText() async throws {
        let folder = TemporaryFolder()
        let name = "card \(Self.card).txt"
        try folder.write(name, Array("Hello.".utf8))
        let answer = try await Command.run(["scan", "--format", "json", "--file", folder.path + "/" + name])
        #expect(answer.status == 0 && answer.output.contains("\"name\"") && answer.output.contains("card.pan"))
        let missing = try await Command.run(["scan", "--file", folder.path + "/no \(Self.card).txt"])
        #expect(missing.status == 3)
        for said in [answer.output, answer.words, missing.output, missing.words] { #expect(!said.contains(Self.card)) }
    }
}

extension Command {
    /// RFC 4648, in lines.
    static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var result: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = Array(bytes[start..<min(start + 3, bytes.count)])
            let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 { result.append(place <= group.count ? alphabet[value >> (18 - 6 * place) & 63] : UInt8(ascii: "=")) }
            if start % 57 == 54 { result += [0x0d, 0x0a] }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
