import FoundationEssentials

/// The project's own files, found from where this file was compiled.
enum SourceTree {
    struct File {
        /// From the top of the project.
        var path: String
        /// The folder below `Sources` or `Tests`.
        var target: String
        var text: String
    }

    static let top: String = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(3)
        return parts.joined(separator: "/")
    }()

    static func swiftFiles(under folder: String) throws -> [File] {
        try files(under: folder) { $0.hasSuffix(".swift") }
    }

    static func files(under folder: String, where wanted: (String) -> Bool) throws -> [File] {
        try FileManager.default.subpathsOfDirectory(atPath: "\(top)/\(folder)").filter(wanted).sorted().map { path in
            let bytes = try Data(contentsOf: URL(filePath: "\(top)/\(folder)/\(path)"))
            return File(
                path: "\(folder)/\(path)", target: String(path.prefix(while: { $0 != "/" })), text: String(decoding: bytes, as: UTF8.self))
        }
    }
}
