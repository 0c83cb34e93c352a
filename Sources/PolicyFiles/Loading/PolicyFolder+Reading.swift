import FoundationEssentials
public import Policies
import Yams

extension PolicyFolder {
    private static let mostFiles = 1000

    /// Reads a folder from disk. Of files that do not end in `.yaml` only the known tables in `registries` are read; everything
    /// else has to be right.
    public static func read(at path: String) throws(PolicyErrors) -> PolicyFolder {
        try PolicyFolder(files: try files(at: path))
    }

    /// Reads all but the scenarios: what can be put in force. Scenarios are most of a folder, and no term of anything.
    public static func terms(at path: String) throws(PolicyErrors) -> PolicyFolder {
        try PolicyFolder(files: try files(at: path, folders: FolderReading.folders.filter { $0 != "scenarios" }))
    }

    /// Reads only what says which data is looked for: words, packs and the known tables. Nil if there is no such folder.
    public static func detection(at path: String) throws(PolicyErrors) -> PolicyFolder? {
        guard FileManager.default.fileExists(atPath: "\(path)/\(FolderReading.vocabularyName)") else { return nil }
        return try PolicyFolder(files: try files(at: path, folders: ["packs"], isWhole: false), isWhole: false)
    }

    /// The policy files of a folder with their bytes, unchecked.
    public static func files(at path: String) throws(PolicyErrors) -> [TermsFile] {
        try files(at: path, folders: FolderReading.folders)
    }

    private static func files(at path: String, folders: [String], isWhole: Bool = true) throws(PolicyErrors) -> [TermsFile] {
        guard FileManager.default.fileExists(atPath: path) else {
            throw PolicyErrors([PolicyError(file: path, problem: PolicyErrors.missingFolder, expected: "a folder of policies")])
        }
        var names = [FolderReading.vocabularyName]
        if isWhole {
            for name in [FolderReading.propertiesName, PoliciesInForce.fileName, RetentionForm.fileName]
            where FileManager.default.fileExists(atPath: "\(path)/\(name)") {
                names.append(name)
            }
        }
        names += FolderReading.tables.filter { FileManager.default.fileExists(atPath: "\(path)/\($0)") }
        var strangers: [PolicyError] = isWhole ? try strangersBeside(path) : []
        for folder in folders {
            guard let entries = try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)") else {
                // Not there is one thing; there and not readable would leave out rules without a word.
                guard !FileManager.default.fileExists(atPath: "\(path)/\(folder)") else {
                    throw PolicyErrors([PolicyError(file: folder, problem: "the folder cannot be read", expected: "a folder of files")])
                }
                continue
            }
            if isWhole { strangers += entries.sorted().filter(isStranger).map { stranger("\(folder)/\($0)") } }
            names += entries.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.map { "\(folder)/\($0)" }
        }
        guard strangers.isEmpty else { throw PolicyErrors(strangers) }
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

    // MARK: Files that nothing would read

    /// What is no policy file, and neither hidden nor a page for people.
    private static func isStranger(_ name: String) -> Bool { !name.hasSuffix(".yaml") && !name.hasPrefix(".") && !name.hasSuffix(".md") }

    /// A file that somebody put there to be read, and that would be left out without a word.
    private static func stranger(_ name: String) -> PolicyError {
        let last = name.lastIndex(of: "/") ?? name.startIndex
        let stem = name[last...].firstIndex(of: ".").map { String(name[..<$0]) } ?? name
        return PolicyError(
            file: name, problem: "the file is not read: its name does not end in .yaml", expected: "\(stem).yaml, or no such file")
    }

    /// At the folder's top: files of another ending, and folders whose names are misspelt.
    private static func strangersBeside(_ path: String) throws(PolicyErrors) -> [PolicyError] {
        guard let entries = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw PolicyErrors([PolicyError(file: path, problem: "the folder cannot be read", expected: "a folder of policies")])
        }
        let known = FolderReading.folders + ["registries", "schemas"]
        return entries.sorted().compactMap { name in
            if name.hasSuffix(".yml") { return stranger(name) }
            guard !name.contains("."), !known.contains(name), let nearest = NearestWord.find(name, among: FolderReading.folders) else {
                return nil
            }
            return PolicyError(file: name, problem: "the folder is not read", expected: "the name \(nearest)")
        }
    }

    /// The words of a folder alone, which may be right where other files are not; nil if they are wrong as well.
    public static func vocabulary(at path: String) -> Vocabulary? {
        let name = FolderReading.vocabularyName
        guard let file = try? file(at: "\(path)/\(name)", name: name), let root = try? YAMLFile.read(file.bytes, file: name) else {
            return nil
        }
        var reader = NodeReader(file: name)
        let vocabulary = VocabularyForm.read(root, &reader)
        return reader.errors.isEmpty ? vocabulary : nil
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
