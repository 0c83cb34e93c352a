extension MailPart {
    /// Reads what the header says of a part.
    init(
        index: Int, parent: Int?, depth: Int, header: HeaderBlock, source: Int, range: Range<Int>, isForwarded: Bool, inDigest: Bool
    ) {
        var opaque: OpaqueReason?
        let types = header.all("content-type")
        let field = types.first.map { StructuredField($0.value) }
        var type = inDigest ? "message/rfc822" : "text/plain"
        if let value = field?.value {
            if value == "text" || value.isEmpty {
                type = "text/plain"
            } else if Self.isType(value) {
                type = value
            } else {
                type = "application/octet-stream"
                opaque = .malformedType
            }
        }
        if field?.isAmbiguous == true || types.contains(where: { $0.value != types[0].value }) { opaque = .ambiguous }

        let encodings = header.all("content-transfer-encoding").map { StructuredField($0.value).value }
        if encodings.contains(where: { $0 != encodings[0] }) { opaque = opaque ?? .ambiguous }
        let encoding: Encoding
        switch encodings.first ?? "" {
        case "", "7bit", "8bit", "binary", "7-bit", "8-bit": encoding = .identity
        case "base64": encoding = .base64
        case "quoted-printable": encoding = .quotedPrintable
        default:
            encoding = .identity
            opaque = opaque ?? .unknownEncoding
        }
        if type.hasPrefix("multipart/") {
            let boundary = field?.parameters["boundary"] ?? ""
            if boundary.isEmpty || boundary.utf8.count > 200 || encoding != .identity { opaque = opaque ?? .malformedMultipart }
            if type == "multipart/encrypted" { opaque = opaque ?? .encrypted }
        }
        switch type {
        case "message/partial", "message/external-body": opaque = opaque ?? .incomplete
        case "application/pkcs7-mime", "application/x-pkcs7-mime": opaque = opaque ?? .encrypted
        default: break
        }

        let dispositions = header.first("content-disposition").map { StructuredField($0.value) }
        let name = dispositions?.parameters["filename"] ?? field?.parameters["name"]
        self.index = index
        self.parent = parent
        self.depth = depth
        self.header = header
        self.type = type
        self.parameters = field?.parameters ?? [:]
        self.disposition = dispositions?.value
        self.name = name.map(CleanName.init)
        self.opaque = opaque
        self.isForwarded = isForwarded
        self.encoding = encoding
        self.source = source
        self.range = range
    }

    private static func isType(_ value: String) -> Bool {
        let words = value.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return words.count == 2
            && words.allSatisfy { word in
                (1...100).contains(word.count) && word.allSatisfy { MailAddress.isLetterOrDigit($0) || "!#$&-^_.+".utf8.contains($0) }
            }
    }
}
