import Glibc

/// The languages whose letters tesseract knows on this machine, of those that a bank's customers send pictures in.
public enum SightLanguages {
    /// In the order in which they are tried, each as ISO 639-2 has it.
    static let wanted = ["eng", "deu", "fra", "spa"]

    /// Where Debian, and tesseract by itself, keep what was learned of a language.
    private static let folders = [
        "/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata", "/usr/local/share/tessdata",
    ]

    /// Those that are not there. The others are read with each other's letters.
    public static func missing() -> [String] { missing(in: folders) }

    static func missing(in folders: [String]) -> [String] {
        wanted.filter { language in !folders.contains { access("\($0)/\(language).traineddata", R_OK) == 0 } }
    }

    /// As tesseract's `-l` has them; nil where there is none at all.
    static func argument(in folders: [String] = SightLanguages.folders) -> String? {
        let missing = missing(in: folders)
        let there = wanted.filter { !missing.contains($0) }
        return there.isEmpty ? nil : there.joined(separator: "+")
    }
}
