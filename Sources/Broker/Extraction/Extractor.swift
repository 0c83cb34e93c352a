import Conversations
import Glibc
import Mail

/// Gets the text out of one file, in the process that `parley extract` is: by reading it, or by having converters read it.
///
/// The file stands in memory and nowhere else: a converter gets it as a file without a name (memfd_create(2)) and gives back a pipe.
public struct Extractor {
    let limits: ExtractionLimits
    let deadline: ContinuousClock.Instant
    private let wantsWalls: Bool
    private var confinement: Confinement?
    private var hasTriedConfinement = false
    /// Pages and pictures that may still be read by sight.
    var picturesLeft: Int
    private var textLeft: Int

    public init(_ limits: ExtractionLimits, wantsWalls: Bool = true) {
        self.limits = limits
        self.wantsWalls = wantsWalls
        deadline = .now + .seconds(limits.seconds)
        picturesLeft = limits.pictures
        textLeft = limits.output
    }

    /// What stands in a file.
    public mutating func read(_ bytes: [UInt8]) -> Extraction {
        guard bytes.count <= limits.input else { return .none(.tooLarge, .unknown) }
        let type = AttachmentType(bytes)
        do throws(NoAnswer) { return .text(try words(of: bytes, type, depth: 0), type) } catch { return .none(error.reason, type) }
    }

    private mutating func words(of bytes: [UInt8], _ type: AttachmentType, depth: Int) throws(NoAnswer) -> String {
        guard depth <= limits.depth else { throw NoAnswer(.holdsOthers) }
        guard deadline > .now else { throw NoAnswer(.outOfTime) }
        let words: String
        switch type {
        case .pdf: words = try pdf(bytes)
        case .png, .jpeg, .gif, .tiff, .webp, .bmp: words = try picture(bytes, type)
        case .docx, .xlsx, .pptx, .odt, .ods, .odp: words = try office(bytes, type)
        case .text, .html:
            guard let text = TextFile.words(bytes, isHTML: type == .html) else { throw NoAnswer(.unreadable) }
            words = text
        case .message: words = try message(bytes, depth: depth)
        case .signature: words = Self.strings(bytes)
        case .legacyOffice:
            // Office encrypts into a compound file with one stream of this name (MS-OFFCRYPTO 2.3), its letters two bytes wide.
            let name = "EncryptedPackage".utf8.flatMap { (letter: UInt8) -> [UInt8] in [letter, 0] }
            throw NoAnswer(bytes.firstRange(of: name) == nil ? .unknownType : .encrypted)
        case .zip:
            do throws(ZipProblem) { _ = try ZipDirectory(bytes) } catch {
                throw NoAnswer(error == .encrypted ? .encrypted : error == .tooLarge ? .tooLarge : .unreadable)
            }
            throw NoAnswer(.unknownType)
        case .rtf, .unknown: throw NoAnswer(.unknownType)
        }
        textLeft -= words.utf8.count
        guard textLeft >= 0 else { throw NoAnswer(.tooLarge) }
        return words
    }

    /// A mail as a file: its words, and those of what is attached to it.
    private mutating func message(_ bytes: [UInt8], depth: Int) throws(NoAnswer) -> String {
        guard case .parsed(let mail) = MIMEParser.parse(bytes) else { throw NoAnswer(.unreadable) }
        var words = [mail.subject, mail.from?.name ?? ""] + mail.texts.flatMap { [$0.text, $0.hidden] }
        // A mail within it has its words among these already, and its attachments in itself.
        for attachment in mail.attachments {
            words.append(attachment.name.description)
            guard attachment.opaque == nil else { throw NoAnswer(attachment.opaque == .encrypted ? .encrypted : .unreadable) }
            words.append(try self.words(of: attachment.bytes, AttachmentType(attachment.bytes), depth: depth + 1))
        }
        return words.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// A file within a file that is a picture, or else is looked through for anything readable.
    mutating func picture(_ bytes: [UInt8], _ type: AttachmentType) throws(NoAnswer) -> String {
        let size = try PictureSize(bytes, type)
        guard size.width > 0, size.height > 0 else { throw NoAnswer(.unreadable) }
        guard size.width <= limits.pixels / size.height else { throw NoAnswer(.tooLarge) }
        // What stands beside the picture: comments, descriptions. No letter fits on a line or a dot, as signatures and newsletters have them.
        let holdsLetters = size.width >= 24 && size.height >= 8
        return (holdsLetters ? try seen(bytes) + "\n" : "") + Self.strings(PictureWords.bytes(beside: bytes, type))
    }

    /// The text that is to be seen on a picture.
    mutating func seen(_ picture: [UInt8]) throws(NoAnswer) -> String {
        guard picturesLeft > 0 else { throw NoAnswer(.tooLarge) }
        picturesLeft -= 1
        guard let languages = SightLanguages.argument() else { throw NoAnswer(.noConverter) }
        let page = try convert(.tesseract, ["stdin", "stdout", "-l", languages, "--psm", "3"], input: picture)
        // Few words on a large picture: a card, a ticket. Looked for piece by piece then.
        guard page.utf8.filter({ $0 > 0x20 }).count < 80 else { return page }
        return page + "\n" + (try convert(.tesseract, ["stdin", "stdout", "-l", languages, "--psm", "11"], input: picture))
    }

    // MARK: Converters

    mutating func convert(_ converter: Converter, _ arguments: [String], input: [UInt8]) throws(NoAnswer) -> String {
        let bytes = try convert(converter, arguments, input: input, limit: limits.output)
        // Converters were asked for UTF-8; what is none is no answer.
        guard let text = String(validating: bytes, as: UTF8.self) else { throw NoAnswer(.unreadable) }
        return text
    }

    mutating func convert(_ converter: Converter, _ arguments: [String], input: [UInt8], limit: Int) throws(NoAnswer) -> [UInt8] {
        guard let program = converter.path() else { throw NoAnswer(.noConverter) }
        if !hasTriedConfinement {
            hasTriedConfinement = true
            confinement = Confinement(limits, wantsWalls: wantsWalls)
            // So that none of those that a converter left is lost sight of. Where that cannot be had, nothing is converted: the doctor says so.
            if confinement?.hasWalls == false {
                do { try SystemCalls.adoptOrphans() } catch { confinement = nil }
            }
        }
        guard let confinement else { throw NoAnswer(.noConverter) }
        let outcome: BoundedProcess.Outcome
        do {
            let file = try SystemCalls.memoryFile(input)
            defer { close(file) }
            outcome = try BoundedProcess.run(
                confinement.command(program, arguments), environment: Confinement.environment, input: file, deadline: deadline,
                outputLimit: limit)
        } catch { throw NoAnswer(.failed) }
        if !confinement.hasWalls { Self.endOrphans() }
        switch outcome.end {
        case .exited(0): return outcome.output
        case .exited:
            // The word that poppler says where it needs a password it has not got.
            throw NoAnswer(outcome.words.firstRange(of: Array("Incorrect password".utf8)) == nil ? .unreadable : .encrypted)
        case .killed(SIGXCPU), .outOfTime: throw NoAnswer(.outOfTime)
        case .killed: throw NoAnswer(.failed)
        case .tooMuch: throw NoAnswer(.tooLarge)
        }
    }

    /// Ends everybody whose parent this process has become. Several rounds: whoever is ended may leave children of its own.
    private static func endOrphans() {
        for _ in 0..<100 {
            let children = self.children()
            if children.isEmpty { return }
            for child in children {
                kill(child, SIGKILL)
                var status: Int32 = 0
                while waitpid(child, &status, 0) < 0, errno == EINTR {}
            }
        }
    }

    private static func children() -> [pid_t] {
        guard let folder = opendir("/proc") else { return [] }
        defer { closedir(folder) }
        var children: [pid_t] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard let process = pid_t(name), parent(of: process) == getpid() else { continue }
            children.append(process)
        }
        return children
    }

    /// The fourth word of its line, after the name in brackets, which may hold anything (proc(5)).
    private static func parent(of process: pid_t) -> pid_t? {
        let file = open("/proc/\(process)/stat", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var line = [UInt8](repeating: 0, count: 512)
        let count = Glibc.read(file, &line, line.count)
        guard count > 0, let end = line[..<count].lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let words = String(decoding: line[(end + 1)..<count], as: UTF8.self).split(separator: " ")
        return words.count > 1 ? pid_t(words[1]) : nil
    }

    /// Runs of at least ten readable characters, nearly all of them letters, digits and what stands between words: what is packed has few.
    static func strings(_ bytes: [UInt8]) -> String {
        func isOfWords(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
            default: " -.,:/@".utf8.contains(byte)
            }
        }
        var result: [UInt8] = []
        var run: [UInt8] = []
        for byte in bytes + [0] {
            if (0x20..<0x7f).contains(byte) {
                run.append(byte)
            } else {
                if run.count >= 10, run.filter(isOfWords).count * 10 >= run.count * 9 { result += run + [0x0a] }
                run.removeAll(keepingCapacity: true)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
