extension Extractor {
    /// The words of an office file: of all its parts, shown or not, and of its pictures.
    ///
    /// Nothing is written to a folder, so no name in it can lead anywhere.
    mutating func office(_ bytes: [UInt8], _ type: AttachmentType) throws(NoAnswer) -> String {
        let directory: ZipDirectory
        do throws(ZipProblem) { directory = try ZipDirectory(bytes, limits: limits) } catch {
            throw NoAnswer(error == .encrypted ? .encrypted : error == .tooLarge ? .tooLarge : .unreadable)
        }
        let files = try unpacked(bytes, directory)
        // A manifest that says so is the only sign that an open document is encrypted (ODF 1.3 part 2, section 4.8.2).
        let isEncrypted = files.contains {
            $0.name == "META-INF/manifest.xml" && $0.bytes.firstRange(of: Array("encryption-data".utf8)) != nil
        }
        guard !isEncrypted else { throw NoAnswer(.encrypted) }
        var shared: [String] = []
        if type == .xlsx, let texts = files.first(where: { $0.name == "xl/sharedStrings.xml" }) {
            shared = try SheetText.shared(texts.bytes)
        }
        var words: [String] = []
        for file in files where !file.bytes.isEmpty {
            words.append(file.name)
            words.append(try self.words(of: file.name, file.bytes, shared, type))
        }
        return words.joined(separator: "\n")
    }

    /// All entries, unpacked by gzip in one stream: each packed one as a member of its own (RFC 1952), so that gzip itself holds it against the
    /// length and the checksum of the table. One that is longer or shorter than it says is no answer.
    private mutating func unpacked(
        _ bytes: [UInt8], _ directory: ZipDirectory
    ) throws(NoAnswer) -> [(name: String, bytes: ArraySlice<UInt8>)] {
        let packed = directory.entries.filter { !$0.isStored }
        var stream: [UInt8] = []
        for entry in packed {
            stream += [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff] + bytes[entry.data]
            for number in [entry.checksum, entry.size] { stream += (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
        }
        let size = packed.reduce(0) { $0 + $1.size }
        let output = packed.isEmpty ? [] : try convert(.gzip, ["-dc"], input: stream, limit: size)
        guard output.count == size else { throw NoAnswer(.unreadable) }
        var place = 0
        return directory.entries.map { entry in
            if entry.isStored { return (entry.name, bytes[entry.data]) }
            defer { place += entry.size }
            return (entry.name, output[place..<(place + entry.size)])
        }
    }

    private mutating func words(
        of name: String, _ bytes: ArraySlice<UInt8>, _ shared: [String], _ type: AttachmentType
    ) throws(NoAnswer) -> String {
        let name = name.lowercased()
        if type == .xlsx, name.hasPrefix("xl/worksheets/"), name.hasSuffix(".xml") {
            // The rows as they are shown, and what else stands in the part.
            return try SheetText.rows(bytes, shared)
        }
        if name.hasSuffix(".xml") || name.hasSuffix(".rels") || name.hasSuffix(".vml") || name.hasSuffix(".rdf") {
            return try MarkupText.words(bytes)
        }
        if name == "mimetype" { return "" }
        // Settings of printers and fonts have no form that is worth a reader.
        if name.contains("printersettings") || name.hasSuffix(".odttf") || name.hasSuffix(".fntdata") {
            return Self.strings(Array(bytes))
        }
        let file = Array(bytes)
        let type = AttachmentType(file)
        switch type {
        case .png, .jpeg, .gif, .tiff, .webp, .bmp: return try picture(file, type)
        // Documents in documents, programs, drawings that only their own program reads.
        default: throw NoAnswer(.holdsOthers)
        }
    }
}
