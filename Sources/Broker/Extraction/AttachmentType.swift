/// What a file is, by its own first bytes and inner build; never by its name or by what its sender calls it.
public enum AttachmentType: String, Sendable, CaseIterable {
    case pdf
    case png, jpeg, gif, tiff, webp, bmp
    case docx, xlsx, pptx, odt, ods, odp
    case text, html
    /// A mail as a file.
    case message
    /// A detached signature in CMS, as signed mail carries it.
    case signature
    /// Known, and read by nothing here: what they hold stays unread.
    case zip, rtf
    case legacyOffice = "legacy_office"
    case unknown

    public init(_ bytes: [UInt8]) {
        self = Self.byMagic(bytes)
        // One file that two programs would read as two different things is neither.
        if self != .unknown, Self.isTwoThings(bytes, self) { self = .unknown }
    }

    private static func byMagic(_ bytes: [UInt8]) -> AttachmentType {
        func begins(_ magic: [UInt8]) -> Bool { bytes.starts(with: magic) }
        func has(_ magic: String, at place: Int) -> Bool { bytes.dropFirst(place).starts(with: magic.utf8) }
        if has("%PDF-", at: 0) { return .pdf }
        if begins([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) { return .png }
        if begins([0xff, 0xd8, 0xff]) { return .jpeg }
        if has("GIF87a", at: 0) || has("GIF89a", at: 0) { return .gif }
        if begins([0x49, 0x49, 0x2a, 0x00]) || begins([0x4d, 0x4d, 0x00, 0x2a]) { return .tiff }
        if has("RIFF", at: 0), has("WEBP", at: 8) { return .webp }
        if has("BM", at: 0), begins([0x42, 0x4d]), bytes.count > 26, bytes[6..<10].allSatisfy({ $0 == 0 }) { return .bmp }
        if begins([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) { return .legacyOffice }
        if has("{\\rtf", at: 0) { return .rtf }
        if has("PK", at: 0), begins([0x50, 0x4b, 0x03, 0x04]) { return office(bytes) }
        if isSignature(bytes) { return .signature }
        return TextFile.isText(bytes) ? textKind(bytes) : .unknown
    }

    /// Office files are ZIP archives with parts of set names (ECMA-376 part 2; ODF 1.3 part 2, section 3).
    private static func office(_ bytes: [UInt8]) -> AttachmentType {
        guard let directory = try? ZipDirectory(bytes) else { return .zip }
        let names = Set(directory.entries.map(\.name))
        if names.contains("[Content_Types].xml") {
            if names.contains("word/document.xml") { return .docx }
            if names.contains("xl/workbook.xml") { return .xlsx }
            if names.contains("ppt/presentation.xml") { return .pptx }
        }
        if let first = directory.entries.first, first.name == "mimetype", first.isStored, names.contains("content.xml") {
            switch String(decoding: bytes[first.data].prefix(80), as: UTF8.self) {
            case "application/vnd.oasis.opendocument.text": return .odt
            case "application/vnd.oasis.opendocument.spreadsheet": return .ods
            case "application/vnd.oasis.opendocument.presentation": return .odp
            default: return .zip
            }
        }
        return .zip
    }

    /// DER of a CMS ContentInfo whose type is signedData (RFC 5652 section 3).
    private static func isSignature(_ bytes: [UInt8]) -> Bool {
        let identifier: [UInt8] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02]
        guard bytes.first == 0x30, bytes.count > 32, bytes.count <= 65_536 else { return false }
        return (2...6).contains { bytes.dropFirst($0).starts(with: identifier) }
    }

    private static func textKind(_ bytes: [UInt8]) -> AttachmentType {
        let head = String(decoding: bytes.prefix(4_096).drop { $0 == 0xef || $0 == 0xbb || $0 == 0xbf }, as: UTF8.self).lowercased()
        let start = head.drop { $0.isWhitespace }
        if start.hasPrefix("<svg") || start.hasPrefix("<?xml") && head.contains("<svg") { return .unknown }
        if ["<!doctype html", "<html", "<head", "<body"].contains(where: start.hasPrefix) { return .html }
        // A header block names what it is before its first blank line.
        let fields = head.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).prefix { !$0.allSatisfy(\.isWhitespace) }
        let names = fields.compactMap { $0.split(separator: ":", maxSplits: 1).first.map(String.init) }
        let known: Set<String> = ["from", "received", "return-path", "message-id", "mime-version", "subject", "date", "to"]
        return names.first.map(known.contains) == true && names.filter(known.contains).count >= 2 ? .message : .text
    }

    /// Readers of PDF look for its mark in the first kilobyte, readers of ZIP for theirs at the end.
    private static func isTwoThings(_ bytes: [UInt8], _ type: AttachmentType) -> Bool {
        let isZip = [.docx, .xlsx, .pptx, .odt, .ods, .odp, .zip].contains(type)
        if type != .pdf, bytes.prefix(1_024 + 5).firstRange(of: Array("%PDF-".utf8)) != nil, type != .text, type != .message { return true }
        return !isZip && ZipDirectory.endRecord(in: bytes) != nil
    }

    /// Whether a sender may call it so. A name that says nothing fits everything.
    public func fits(declared: String, name: String) -> Bool {
        let declared = declared.lowercased()
        let isVague = declared.isEmpty || declared == "application/octet-stream" || declared == "application/x-download"
        let ending = name.lowercased().split(separator: ".", omittingEmptySubsequences: false).dropFirst().last.map(String.init) ?? ""
        return (isVague || mediaTypes.contains { declared == $0 || $0.hasSuffix("/") && declared.hasPrefix($0) })
            && (!Self.knownEndings.contains(ending) || endings.contains(ending))
    }

    /// What a file of this kind is called at its end; nil where nobody knows.
    var ending: String? { endings.first }

    private static let knownEndings = Set(allCases.flatMap(\.endings))

    private var endings: [String] {
        switch self {
        // Telephones and messengers name pictures as they please, and one kind is as harmless as another.
        case .png, .jpeg, .gif, .tiff, .webp, .bmp: ["png", "jpg", "jpeg", "jpe", "jfif", "gif", "tif", "tiff", "webp", "bmp"]
        case .text: ["txt", "csv", "tsv", "log", "md", "json", "xml", "ics", "vcf", "asc"]
        case .html: ["html", "htm"]
        case .message: ["eml"]
        case .signature: ["p7s"]
        case .legacyOffice: ["doc", "xls", "ppt", "msg"]
        case .unknown: []
        default: [rawValue]
        }
    }

    /// What senders rightly call it; a word that ends in a slash stands for all that begin with it.
    private var mediaTypes: [String] {
        let office = "application/vnd.openxmlformats-officedocument."
        let open = "application/vnd.oasis.opendocument."
        switch self {
        case .pdf: return ["application/pdf", "application/x-pdf"]
        case .png, .jpeg, .gif, .tiff, .webp, .bmp: return ["image/"]
        case .docx: return [office + "wordprocessingml.document"]
        case .xlsx: return [office + "spreadsheetml.sheet"]
        case .pptx: return [office + "presentationml.presentation"]
        case .odt: return [open + "text"]
        case .ods: return [open + "spreadsheet"]
        case .odp: return [open + "presentation"]
        // Lists of values are a spreadsheet's to some mail programs.
        case .text:
            return [
                "text/", "application/json", "application/xml", "application/csv", "application/pgp-signature", "application/vnd.ms-excel",
            ]
        case .html: return ["text/html", "application/xhtml+xml"]
        case .message: return ["message/rfc822", "message/global"]
        case .signature: return ["application/pkcs7-signature", "application/x-pkcs7-signature"]
        case .zip: return ["application/zip", "application/x-zip-compressed"]
        case .rtf: return ["application/rtf", "text/rtf"]
        case .legacyOffice: return ["application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"]
        // Whatever it is called, its bytes do not bear it out; only what is known by name can be contradicted.
        case .unknown:
            return ["application/", "audio/", "video/", "font/", "model/", "image/heic", "image/heif", "image/avif", "image/svg+xml"]
        }
    }
}
