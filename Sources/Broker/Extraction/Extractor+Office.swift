extension Extractor {
    /// The words of an office file: of all its parts, shown or not, and of its pictures.
    ///
    /// libarchive unpacks it, as one stream of bounded length; nothing is written to a folder, so no name in it can lead anywhere.
    mutating func office(_ bytes: [UInt8], _ type: AttachmentType) throws(NoAnswer) -> String {
        let directory: ZipDirectory
        do throws(ZipProblem) { directory = try ZipDirectory(bytes, limits: limits) } catch {
            throw NoAnswer(error == .encrypted ? .encrypted : error == .tooLarge ? .tooLarge : .unreadable)
        }
        // A header and padding a file beside its bytes, and two blocks at the end.
        let room = directory.size + 1_024 * (directory.entries.count + 20)
        let tar = try convert(.bsdtar, ["-cf", "-", "--format=ustar", "@-"], input: bytes, limit: min(room, limits.unpacked))
        guard let files = TarReader.files(tar) else { throw NoAnswer(.unreadable) }
        // What came out is what the table announced, no more and no less.
        let announced = directory.entries.filter { !$0.name.hasSuffix("/") }
        guard Set(announced.map { "\($0.name) \($0.size)" }) == Set(files.map { "\($0.name) \($0.bytes.count)" }) else {
            throw NoAnswer(.unreadable)
        }
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
