import Glibc
import Scratch

/// Files made for tests: from nothing but code, or by the programs that make such files.
enum MadeFiles {
    struct Failed: Error, CustomStringConvertible { let description: String }

    // MARK: PDF

    /// A page for each text, in lines, with letters of the given size.
    static func pdf(_ pages: [String], size: Int = 24) -> [UInt8] {
        var objects = ["<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
        var kids: [String] = []
        for page in pages {
            let lines = page.split(separator: "\n").map { "(\($0)) Tj T*" }.joined(separator: "\n")
            let words = "BT /F1 \(size) Tf \(size + 8) TL 40 700 Td\n\(lines)\nET"
            objects.append("<</Length \(words.utf8.count)>>\nstream\n\(words)\nendstream")
            objects.append(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents \(objects.count) 0 R/Resources<</Font<</F1 3 0 R>>>>>>")
            kids.append("\(objects.count) 0 R")
        }
        objects[1] = "<</Type/Pages/Kids[\(kids.joined(separator: " "))]/Count \(pages.count)>>"
        return document(objects)
    }

    /// Objects with their table and trailer (ISO 32000-1, 7.5).
    static func document(_ objects: [String]) -> [UInt8] {
        var bytes = Array("%PDF-1.4\n".utf8)
        var places: [Int] = []
        for (index, object) in objects.enumerated() {
            places.append(bytes.count)
            bytes += "\(index + 1) 0 obj\n\(object)\nendobj\n".utf8
        }
        let table = bytes.count
        bytes += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n".utf8
        for place in places { bytes += "\(String(repeating: "0", count: 10 - "\(place)".count))\(place) 00000 n \n".utf8 }
        bytes += "trailer<</Size \(objects.count + 1)/Root 1 0 R>>\nstartxref\n\(table)\n%%EOF\n".utf8
        return bytes
    }

    /// The same behind a password.
    static func locked(_ pdf: [UInt8]) throws -> [UInt8] {
        try made("in.pdf", pdf, "out.pdf") { ["/usr/bin/qpdf", "--encrypt", "locked away", "owner", "256", "--", $0, $1] }
    }

    /// A picture of a page, as somebody scans or photographs it: PNG, or JPEG.
    static func picture(of pdf: [UInt8], jpeg: Bool = false) throws -> [UInt8] {
        try made("in.pdf", pdf, jpeg ? "out.jpg" : "out.png") { input, output in
            ["/usr/bin/pdftoppm", jpeg ? "-jpeg" : "-png", "-r", "100", "-singlefile", input, String(output.dropLast(4))]
        }
    }

    /// A PDF that is one picture of a page: what a scanner makes.
    static func scan(of pdf: [UInt8]) throws -> [UInt8] {
        let picture = try picture(of: pdf, jpeg: true)
        let words = "q 612 0 0 792 0 0 cm /I Do Q"
        var objects = [
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
            "<</Length \(words.utf8.count)>>\nstream\n\(words)\nendstream",
        ]
        // In hexadecimal, so that the file is text up to the last.
        let digits = Array("0123456789abcdef".utf8)
        let hex = String(decoding: picture.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self) + ">"
        let head =
            "<</Type/XObject/Subtype/Image/Width 850/Height 1100/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter[/ASCIIHexDecode/DCTDecode]"
        objects.append("\(head)/Length \(hex.utf8.count)>>\nstream\n\(hex)\nendstream")
        return document(objects)
    }

    // MARK: ZIP

    /// Entries one after another, not compressed.
    static func zip(_ entries: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        var bytes: [UInt8] = []
        var table: [UInt8] = []
        func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        for entry in entries {
            let offset = bytes.count
            let sizes = little(Int(checksum(entry.bytes)), 4) + little(entry.bytes.count, 4) + little(entry.bytes.count, 4)
            let common =
                little(20, 2) + little(0, 2) + little(0, 2) + little(0, 4) + sizes + little(entry.name.utf8.count, 2) + little(0, 2)
            bytes += [0x50, 0x4b, 3, 4] + common + entry.name.utf8 + entry.bytes
            table += [0x50, 0x4b, 1, 2] + little(20, 2) + common + little(0, 10) + little(offset, 4) + entry.name.utf8
        }
        let count = little(entries.count, 2)
        return bytes + table + [0x50, 0x4b, 5, 6] + little(0, 4) + count + count + little(table.count, 4) + little(bytes.count, 4)
            + little(0, 2)
    }

    /// CRC-32 (ISO 3309).
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var value: UInt32 = 0xffff_ffff
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xedb8_8320 : value >> 1 }
        }
        return ~value
    }

    /// A document of a word processor: a paragraph for each text, each text in as many runs as it has pieces.
    static func docx(_ paragraphs: [[String]], more: [(name: String, bytes: [UInt8])] = []) -> [UInt8] {
        let runs = paragraphs.map { pieces in
            "<w:p>" + pieces.map { "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">\($0)</w:t></w:r>" }.joined() + "</w:p>"
        }
        let document = "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>\(runs.joined())</w:body></w:document>"
        let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
        return zip([("[Content_Types].xml", Array(types.utf8)), ("word/document.xml", Array(document.utf8))] + more)
    }

    // MARK: Programs

    /// What a program makes of one file.
    static func made(
        _ input: String, _ bytes: [UInt8], _ output: String, _ command: (_ input: String, _ output: String) -> [String]
    ) throws -> [UInt8] {
        let folder = TemporaryFolder()
        try folder.write(input, bytes)
        let words = command(folder.file(input), folder.file(output))
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var pid: pid_t = 0
        guard posix_spawn(&pid, words[0], nil, nil, &arguments, environ) == 0 else {
            throw Failed(description: "\(words[0]) is not installed (Tests/apt.txt)")
        }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else { throw Failed(description: "\(words[0]) ended with \(status)") }
        return try folder.read(output)
    }
}
