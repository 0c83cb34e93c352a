import Conversations
import Crypto
import Mail
import Storage

extension Desk {
    /// A file that somebody wants to send along, as it came.
    public struct File: Sendable {
        public var name: String
        public var bytes: [UInt8]

        public init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    public static let mostFiles = 5
    /// Bytes of all files of one reply together.
    public static let mostFileBytes = 2 << 20
    /// Kinds that every mail program opens and nothing runs.
    static let sendable: Set<AttachmentType> = [
        .pdf, .png, .jpeg, .gif, .tiff, .webp, .docx, .xlsx, .pptx, .odt, .ods, .odp, .text, .zip, .rtf, .legacyOffice,
    ]
    private static let patience = Duration.seconds(60)

    /// Files as policy hears of them: what each is by its own bytes, and the words in it.
    func read(_ files: [File], on channel: ChannelKind) async throws(StorageError) -> (files: [Draft.File], words: [String]) {
        guard !files.isEmpty else { return ([], []) }
        func refuse(_ why: String) -> StorageError { .refused(.notAllowed(why)) }
        guard channel.network == .mail else {
            throw refuse("Files go along with mail only. Answer by mail, or offer the customer the way to secure mail.")
        }
        guard files.count <= Self.mostFiles else { throw refuse("At most \(Self.mostFiles) files go along with one reply.") }
        guard files.reduce(0, { $0 + $1.bytes.count }) <= Self.mostFileBytes else {
            throw refuse("The files of one reply have at most \(Self.mostFileBytes >> 20) MB together.")
        }
        var found: [Draft.File] = []
        var words: [String] = []
        for file in files {
            guard !file.bytes.isEmpty else { throw refuse("One of the files is empty.") }
            let name = CleanName(file.name)
            let answer = await extraction(of: file.bytes)
            guard Self.sendable.contains(answer.type) else {
                throw refuse("Files of this kind do not go out: send text, a picture, PDF or an office file.")
            }
            var note = AttachmentNote(
                type: answer.type.rawValue,
                isMisnamed: name.wasChanged || !answer.type.fits(declared: "", name: name.description),
                size: file.bytes.count, fate: .goesAlong, sha256: Self.hash(file.bytes))
            switch answer {
            case .text(let text, _): words.append(text)
            case .none(let why, _): note.unread = why
            }
            words.append(name.description)
            found.append(Draft.File(name: name.description, bytes: file.bytes, note: note))
        }
        return (found, words)
    }

    /// The words of the files that an act takes along, read anew; nil where the act has none.
    func words(of line: ConversationPage.Line, _ notes: [AttachmentNote]) async -> [String] {
        var words = line.attachmentNames
        for file in line.files(notes) {
            if case .text(let text, _) = await extraction(of: file.bytes) { words.append(text) }
        }
        return words
    }

    private func extraction(of bytes: [UInt8]) async -> Extraction {
        guard let reader = attachments else { return .none(.noConverter, AttachmentType(bytes)) }
        let answer = await reader.read(bytes, until: .now + Self.patience)
        // Who broke down over it did not say what it is.
        if case .none(let why, .unknown) = answer { return .none(why, AttachmentType(bytes)) }
        return answer
    }

    static func hash(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { String(String(UInt16($0) + 256, radix: 16).suffix(2)) }.joined()
    }
}

extension ConversationPage.Line {
    /// The files that go along with the act of this entry; none where they are erased or are not the bytes that were decided on.
    func files(_ notes: [AttachmentNote]) -> [(name: String, bytes: [UInt8])] {
        guard let all = content.first(where: { $0.kind == .attachments })?.bytes, notes.reduce(0, { $0 + $1.size }) == all.count else {
            return []
        }
        let names = attachmentNames
        var start = 0
        var files: [(name: String, bytes: [UInt8])] = []
        for (place, note) in notes.enumerated() {
            let bytes = Array(all[start..<start + note.size])
            start += note.size
            guard Desk.hash(bytes) == note.sha256, names.indices.contains(place) else { return [] }
            files.append((names[place], bytes))
        }
        return files
    }
}

extension AttachmentType {
    /// As mail and browsers call it.
    var mediaType: String {
        switch self {
        case .pdf: "application/pdf"
        case .png: "image/png"
        case .jpeg: "image/jpeg"
        case .gif: "image/gif"
        case .tiff: "image/tiff"
        case .webp: "image/webp"
        case .bmp: "image/bmp"
        case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation"
        case .odt: "application/vnd.oasis.opendocument.text"
        case .ods: "application/vnd.oasis.opendocument.spreadsheet"
        case .odp: "application/vnd.oasis.opendocument.presentation"
        case .text: "text/plain"
        case .zip: "application/zip"
        case .rtf: "application/rtf"
        case .legacyOffice: "application/msword"
        case .html, .message, .signature, .unknown: "application/octet-stream"
        }
    }
}
