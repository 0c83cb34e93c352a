import Glibc
import Scratch
import Testing

@testable import Verifier

/// The whole table of attacks on exports, through the verifier that is written in another language: at each level it finds what ours finds, and
/// names the same entry.
@Suite struct TheSecondVerifierAgreesTests {
    private static let script = "\(Program.repository)/Tests/EvidenceCheck/verdicts.py"

    /// What it says of one export: the first bad entry, where it names one.
    private enum Verdict: Equatable {
        case yes
        case no(UInt64?)
    }

    @Test func itFindsEveryAttackAtItsLevel() throws {
        let attacks = TamperTests.attacks
        let root = TemporaryFolder()
        let exports = root.path + "/exports"
        mkdir(exports, 0o755)
        for (place, attack) in attacks.enumerated() {
            try OnDisk.write(try attack.make(TamperTests.honest), to: "\(exports)/\(Self.name(place))")
        }
        try OnDisk.write(try TamperTests.honest.export(), to: exports + "/honest")
        let kept = TamperTests.kept.enumerated().map { ("kept\($0.offset)", $0.element.note) }
        try OnDisk.write(WrittenExport(files: Dictionary(uniqueKeysWithValues: kept)), to: root.path)
        let witnesses = WrittenLog.witnesses.prefix(2).flatMap { ["--witness", $0.vkey] }
        let seconds = TamperTests.now / 1_000 - 600
        let levels: [(Assurance.Level, [String])] = [
            (.keyAndExport, []), (.retainedCheckpoints, kept.flatMap { ["--kept", "\(root.path)/\($0.0)"] }), (.witnessed, witnesses),
            (.witnessedFreshly, witnesses + ["--since", "\(seconds)"]),
        ]
        for (level, options) in levels {
            let verdicts = try Self.verdicts(exports, options)
            #expect(verdicts["honest"] == .yes, "\(level)")
            for (place, attack) in attacks.enumerated() where attack.foundAt != .keptOrFresh || level != .witnessedFreshly {
                let verdict = try #require(verdicts[Self.name(place)])
                let isFound =
                    switch attack.foundAt {
                    case .anyLevel: true
                    case .keptOrWitnessed: level != .keyAndExport
                    case .keptOrFresh: level == .retainedCheckpoints
                    case .noticed: false
                    }
                #expect((verdict != .yes) == isFound, "\(attack.testDescription), \(level): \(verdict)")
                let names = attack.foundAt == .anyLevel ? level == .keyAndExport : level == .retainedCheckpoints
                if isFound, names, let index = attack.index { #expect(verdict == .no(index), "\(attack.testDescription)") }
            }
        }
        // An hour later: what the witnesses saw is old by then.
        let late = try Self.verdicts(exports, witnesses + ["--since", "\(seconds + 3_600)"])
        #expect(late.values.allSatisfy { $0 != .yes })
    }

    private static func name(_ place: Int) -> String { String(String(place + 1_000).dropFirst()) }

    private static func verdicts(_ folder: String, _ options: [String]) throws -> [String: Verdict] {
        let run = try Program.output(of: ["/usr/bin/env", "python3", "-B", script, WrittenLog.signer.vkey, folder] + options)
        #expect(run.status == 0, "\(run.text)")
        var verdicts: [String: Verdict] = [:]
        for line in run.text.split(separator: "\n") {
            let words = line.split(separator: " ")
            let index = words.count > 3 && words[2] == "entry" ? UInt64(words[3].dropLast()) : nil
            verdicts[String(words[0])] = words[1] == "yes" ? .yes : .no(index)
        }
        return verdicts
    }
}
