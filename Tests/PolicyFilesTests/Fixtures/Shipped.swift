import Broker
import Policies
import PolicyFiles
import Testing

/// The policies that come with Parley.
enum Shipped {
    static let path: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast(4).joined(separator: "/") + "/Policies"
    }()

    static let files: Result<[TermsFile], PolicyErrors> = result { () throws(PolicyErrors) in try PolicyFolder.files(at: path) }
    static let folder: Result<PolicyFolder, PolicyErrors> = result { () throws(PolicyErrors) in
        try PolicyFolder(files: try files.get())
    }

    private static func result<Value>(_ read: () throws(PolicyErrors) -> Value) -> Result<Value, PolicyErrors> {
        do throws(PolicyErrors) { return .success(try read()) } catch { return .failure(error) }
    }
}
