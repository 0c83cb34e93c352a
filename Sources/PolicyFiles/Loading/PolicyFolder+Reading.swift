import FoundationEssentials
import Policies

extension PolicyFolder {
    private static let mostFiles = 1000

    /// Reads a folder from disk. Files that do not end in `.yaml` are left alone; everything else has to be right.
    public static func read(at path: String) throws(PolicyErrors) -> PolicyFolder {
        try PolicyFolder(files: try files(at: path))
    }

    /// The policy files of a folder with their bytes, unchecked.
    public static func files(at path: String) throws(PolicyErrors) -> [TermsFile] {
        var names = [FolderReading.vocabularyName]
        if FileManager.default.fileExists(atPath: "\(path)/\(FolderReading.propertiesName)") { names.append(FolderReading.propertiesName) }
        for folder in FolderReading.folders {
            guard let entries = try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)") else { continue }
            names += entries.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.map { "\(folder)/\($0)" }
        }
        guard names.count <= mostFiles else {
            throw PolicyErrors([PolicyError(file: path, problem: "there are \(names.count) files", expected: "at most \(mostFiles)")])
        }
        var files: [TermsFile] = []
        var errors: [PolicyError] = []
        for name in names.sorted() {
            do throws(PolicyError) { files.append(try file(at: "\(path)/\(name)", name: name)) } catch { errors.append(error) }
        }
        guard errors.isEmpty else { throw PolicyErrors(errors) }
        return files
    }

    /// One file from disk, at most 4 MB.
    public static func file(at path: String, name: String) throws(PolicyError) -> TermsFile {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw PolicyError(file: name, problem: "the file cannot be read", expected: "a readable file at \(path)")
        }
        guard data.count <= YAMLFile.largestFile else {
            throw PolicyError(file: name, problem: "the file has \(data.count) bytes", expected: "at most \(YAMLFile.largestFile)")
        }
        return TermsFile(name: name, bytes: Array(data))
    }
}
