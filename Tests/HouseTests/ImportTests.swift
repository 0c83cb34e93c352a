import FoundationEssentials
import Testing

/// The layers are enforced by reading every `import` line: SwiftPM lets a target import whatever its dependencies bring along.
struct ImportTests {
    /// What each target may import, as the design's table names it.
    static let table: [String: Set<String>] = {
        let pure: Set<String> = []
        let web: Set<String> = ["NIOCore", "HTTPTypes", "Logging", "Metrics", "ServiceLifecycle"]
        let crypto: Set<String> = ["Crypto", "CryptoExtras"]
        let core: Set<String> = [
            "AccountData", "ServiceLevels", "Ledger", "Verifier", "Signer", "Policies", "PolicyFiles", "Conversations", "SQL", "Storage",
            "Mail", "Social",
        ]
        return [
            "AccountData": pure,
            "ServiceLevels": pure,
            "Ledger": crypto,
            "Verifier": crypto.union(["SwiftASN1", "X509"]),
            "Signer": ["Ledger", "CPKCS11"],
            "Policies": ["AccountData", "ServiceLevels"],
            "PolicyFiles": crypto.union(["Policies", "Yams"]),
            "Conversations": ["AccountData", "ServiceLevels", "Policies", "Ledger"],
            "SQL": ["CSQLite", "CPostgres"],
            "Storage": crypto.union(["Conversations", "Ledger", "Verifier", "SQL"]),
            "Mail": ["Conversations", "CCurl", "COpenSSL"],
            "Social": crypto.union(web).union(["Conversations", "AsyncHTTPClient"]),
            "Sandbox": crypto.union(web).union(["Hummingbird", "AsyncHTTPClient"]),
            "Broker": core.union(crypto).union(web),
            "Console": crypto.union(web).union(["Broker", "Hummingbird", "HummingbirdCore", "CAssets"]),
            "parley": core.union(crypto).union(web).union([
                "Sandbox", "Broker", "Console", "Hummingbird", "AsyncHTTPClient", "ArgumentParser",
            ]),
        ]
    }()
    static let pure: Set<String> = ["AccountData", "ServiceLevels", "Policies", "Conversations"]
    /// Swift's own modules, free outside the pure rows.
    static let swiftsOwn: Set<String> = ["Synchronization", "FoundationEssentials", "Glibc"]

    struct Import: CustomStringConvertible {
        var file: String
        var line: Int
        var target: String
        var module: String
        var description: String { "\(file):\(line) imports \(module), which the table does not give to \(target)" }
    }

    /// The imports of Swift source text, whatever attributes and access words stand before them.
    static func imports(in text: String) -> [(line: Int, module: String)] {
        var found: [(Int, String)] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
            guard let at = words.firstIndex(of: "import"), at + 1 < words.count else { continue }
            let before = words[..<at]
            let allowed: Set<String> = ["public", "internal", "package", "fileprivate", "private"]
            guard before.allSatisfy({ $0.hasPrefix("@") || allowed.contains($0) }) else { continue }
            let kinds: Set<String> = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]
            let name = kinds.contains(words[at + 1]) && at + 2 < words.count ? words[at + 2] : words[at + 1]
            found.append((index + 1, String(name.prefix(while: { $0 != "." && $0 != ";" }))))
        }
        return found
    }

    static func allImports() throws -> [Import] {
        try SourceTree.swiftFiles(under: "Sources").flatMap { file in
            imports(in: file.text).map { Import(file: file.path, line: $0.line, target: file.target, module: $0.module) }
        }
    }

    @Test func everyTargetImportsOnlyWhatItsRowNames() throws {
        let imports = try Self.allImports()
        #expect(!imports.isEmpty)
        for found in imports {
            guard let row = Self.table[found.target] else {
                Issue.record("\(found.file): the target \(found.target) has no row in the table")
                continue
            }
            let own = Self.pure.contains(found.target) ? [] : Self.swiftsOwn
            #expect(row.contains(found.module) || own.contains(found.module), "\(found)")
        }
    }

    @Test func everyRowIsATarget() throws {
        let targets = Set(try SourceTree.swiftFiles(under: "Sources").map(\.target))
        #expect(targets == Set(Self.table.keys))
    }

    @Test func theReaderSeesEveryFormOfImport() {
        let text =
            "import A\npublic import B\n@_exported public import C\n  @testable import struct D.E\n// import F\nlet x = 1 // import G"
        #expect(Self.imports(in: text).map(\.module) == ["A", "B", "C", "D"])
    }

    @Test func noTypeBearsItsModulesName() throws {
        for file in try SourceTree.swiftFiles(under: "Sources") where file.target != "parley" {
            for word in ["struct", "class", "enum", "actor", "protocol", "typealias"] {
                #expect(!file.text.contains("\(word) \(file.target) "), "\(file.path) declares a type named like its module")
                #expect(!file.text.contains("\(word) \(file.target):"), "\(file.path) declares a type named like its module")
            }
        }
    }
}
