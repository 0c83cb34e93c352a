import FoundationEssentials
public import Policies

/// Time zone rules from the system's files, with the bytes they were read from.
public struct ZoneFile: Hashable, Sendable {
    public let rules: ZoneRules
    public let file: TermsFile

    /// Reads a zone by its name, such as `Europe/London`.
    public init(named name: String, in folder: String = "/usr/share/zoneinfo") throws(PolicyError) {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isName = parts.allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy { byte in
                    (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")) || byte == UInt8(ascii: "_")
                        || byte == UInt8(ascii: "-")
                        || byte == UInt8(ascii: "+") || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
                }
        }
        guard isName, name.utf8.count <= 80 else {
            throw PolicyError(file: "zones", problem: "this is no name of a time zone", expected: "a name such as Europe/London")
        }
        try self.init(named: name, file: try PolicyFolder.file(at: "\(folder)/\(name)", name: "zone/\(name)"))
    }

    /// A zone whose file is at hand already.
    public init(named name: String, file: TermsFile) throws(PolicyError) {
        self.file = file
        do throws(ZoneFileError) { rules = try ZoneRules(name: name, tzif: file.bytes) } catch {
            throw PolicyError(file: file.name, problem: "\(error)", expected: "a TZif file (RFC 9636)")
        }
    }
}
