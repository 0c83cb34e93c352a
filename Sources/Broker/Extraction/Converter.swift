import Glibc

/// The programs of Debian that read files, each in a process of its own.
public enum Converter: String, Sendable, CaseIterable {
    case pdftotext, pdfinfo, pdfimages, pdfdetach, pdftoppm
    case tesseract
    case gzip
    /// What holds them in: limits, and walls around them.
    case prlimit, setpriv
    case bubblewrap = "bwrap"

    /// The package of Debian it comes in.
    public var package: String {
        switch self {
        case .pdftotext, .pdfinfo, .pdfimages, .pdfdetach, .pdftoppm: "poppler-utils"
        case .tesseract: "tesseract-ocr"
        case .gzip: "gzip"
        case .prlimit, .setpriv: "util-linux"
        case .bubblewrap: "bubblewrap"
        }
    }

    /// What happens where it is missing.
    public var consequence: String {
        switch self {
        case .pdftotext, .pdfinfo, .pdfimages, .pdfdetach: "PDF files are not read and go to the quarantine"
        case .pdftoppm: "scanned pages of PDF files are not read; such files go to the quarantine"
        case .tesseract: "pictures, and files with pictures in them, are not read and go to the quarantine"
        case .gzip: "office files are not read and go to the quarantine"
        case .prlimit: "nothing that needs a converter is read; it goes to the quarantine"
        case .setpriv: "only where there are no walls either: a converter could outlive a server that is killed"
        case .bubblewrap: "converters run with limits alone: they could reach the network and this machine's files"
        }
    }

    /// The first program of its name in the folders of PATH; nil where there is none.
    public func path(in folders: String = Self.folders) -> String? {
        folders.split(separator: ":").lazy.map { "\($0)/\(rawValue)" }.first { $0.hasPrefix("/") && access($0, X_OK) == 0 }
    }

    /// PATH as this process was given it.
    public static var folders: String { getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin" }
}
