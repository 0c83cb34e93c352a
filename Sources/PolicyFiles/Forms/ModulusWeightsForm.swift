import Policies

/// Reads the operator's copy of the tables for checking UK accounts: texts as Pay.UK publishes them, not YAML.
struct ModulusWeightsForm {
    /// The weight table, and the sort codes that one of its exceptions replaces, as their publisher names the files.
    static let table = "registries/valacdos.txt"
    static let substitutions = "registries/scsubtab.txt"

    /// The weights of a folder; nil if it has no table, or one that cannot be read.
    static func read(_ files: [TermsFile], _ errors: inout [PolicyError]) -> ModulusWeights? {
        guard let table = files.first(where: { $0.name == Self.table }) else {
            if files.contains(where: { $0.name == substitutions }) {
                errors.append(
                    PolicyError(file: substitutions, problem: "there is no weight table beside it", expected: "\(Self.table), or neither"))
            }
            return nil
        }
        let second = files.first { $0.name == substitutions }
        guard let text = text(table, &errors), let replacing = second.map({ Self.text($0, &errors) }) ?? "" else { return nil }
        do throws(ModulusFault) { _ = try ModulusWeights("", replacing: replacing) } catch {
            errors.append(fault(error.line, in: substitutions, expected: "two sort codes of six digits"))
            return nil
        }
        do throws(ModulusFault) { return try ModulusWeights(text, replacing: replacing) } catch {
            errors.append(
                fault(
                    error.line, in: Self.table,
                    expected: "two sort codes, MOD10, MOD11 or DBLAL, fourteen weights and perhaps an exception from 1 to 14"))
            return nil
        }
    }

    private static func text(_ file: TermsFile, _ errors: inout [PolicyError]) -> String? {
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            errors.append(PolicyError(file: file.name, problem: "the file is not UTF-8", expected: "the table as text"))
            return nil
        }
        return text
    }

    private static func fault(_ line: Int, in file: String, expected: String) -> PolicyError {
        PolicyError(file: file, line: line, column: 1, problem: "the line cannot be read", expected: expected)
    }
}
