import Broker
import FoundationEssentials
import Ledger
import Storage
import Testing
import Verifier

/// The firm's authority certifies the log's keys, and a time-stamp authority says how old entries are at least: both verifiers check both.
@Suite(.serialized) struct OthersVouchForTheLogTests {
    private struct Judged {
        let first: EvidenceReport
        let second: Bool
        let words: String
        var isVerified: Bool { first.verified && second }
        var isRefused: Bool { !first.verified && !second }
    }

    private static func judge(
        _ bytes: [UInt8], _ bank: TestBank, anchor: String? = nil, authority: String? = nil
    ) throws -> Judged {
        let more = (anchor.map { ["--anchor", $0] } ?? []) + (authority.map { ["--authority", $0] } ?? [])
        let path = bank.path("judged.tar")
        try Data(bytes).write(to: URL(filePath: path))
        let second = try Program.output(
            of: ["/usr/bin/env", "python3", "-B", AChangeOfKeysIsFollowedTests.checker, path, "--key", bank.log.line] + more)
        try #require([0, 1].contains(second.status), "\(second.text)")
        let first = try EvidenceVerification(path, key: bank.log.line, witnesses: nil, anchors: anchor, authority: authority).report
        return Judged(first: first, second: second.status == 0, words: second.text)
    }

    @Test func theChainOfCertificatesIsWhatOpenSSLSaysItIs() async throws {
        let bank = try await TestBank()
        let made = try bank.home.certificates.make(firm: "Northbridge Bank", for: KeyRing(bank.log), at: bank.present)
        let own = try #require(made.certificates.first)
        let time = "\(bank.present.milliseconds / 1000 + 60)"
        let chain = try Program.output(of: [
            "/usr/bin/env", "openssl", "verify", "-x509_strict", "-check_ss_sig", "-attime", time, "-CAfile", made.authority, own,
        ])
        #expect(chain.status == 0, "\(chain.text)")
        let text = try Program.output(of: ["/usr/bin/env", "openssl", "x509", "-in", own, "-noout", "-text"])
        for part in ["ED25519", "URI:tlog:\(bank.log.name)", "Northbridge Bank", "Digital Signature"] { #expect(text.text.contains(part)) }
        // Made once; the authority's secret key is for its owner alone, and nothing else in the folder is secret.
        let before = try #require(FileManager.default.contents(atPath: own))
        _ = try bank.home.certificates.make(firm: "Northbridge Bank", for: KeyRing(bank.log), at: bank.present)
        #expect(FileManager.default.contents(atPath: own) == before)
        let folder = "\(bank.home.path)/certificates"
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let file = try #require(FileManager.default.contents(atPath: "\(folder)/\(name)"))
            #expect(String(decoding: file, as: UTF8.self).contains("PRIVATE") == (name == "authority.key"))
        }
    }

    @Test func aKeyOfTheLogIsCertified() async throws {
        let bank = try await TestBank()
        let made = try bank.home.certificates.make(firm: "Northbridge Bank", for: KeyRing(bank.log), at: bank.present)
        let conversation = try await bank.hear("still waiting for my new card", from: "penny")
        bank.wait(minutes: 3)
        let honest = try await bank.evidence(about: .conversation(conversation))
        let own = try Self.judge(honest, bank)
        #expect(own.isVerified, "\(own.first.failures) \(own.words)")
        #expect(own.first.certificateAuthority != nil && !own.first.isAuthorityKnown && own.words.contains("of the file itself"))
        let known = try Self.judge(honest, bank, anchor: made.authority)
        #expect(known.isVerified && known.first.isAuthorityKnown && known.words.contains("which you gave"), "\(known.words)")
        // Another firm's authority of the same name, and what it issued for the same key.
        let stranger = try await TestBank()
        let other = try stranger.home.certificates.make(firm: "Northbridge Bank", for: KeyRing(bank.log), at: bank.present)
        #expect(try Self.judge(honest, bank, anchor: other.authority).isRefused)
        func der(_ path: String) throws -> [UInt8] {
            try LogCertificates.certificate(pem: Array(try #require(FileManager.default.contents(atPath: path))))
        }
        let (foreign, foreignAuthority) = (try der(try #require(other.certificates.first)), try der(other.authority))
        let name = try #require(Tape(honest).files.map(\.path).first { $0.hasPrefix("certificates/") && !$0.contains("authority") })
        let attacks: [(String, (inout Tape) throws -> Void)] = [
            ("a certificate by another authority", { $0[name] = foreign }),
            ("another authority", { $0["certificates/authority.der"] = foreignAuthority }),
            ("the authority's own in place of the key's", { $0[name] = $0["certificates/authority.der"] }),
            ("no authority", { $0.files.removeAll { $0.path == "certificates/authority.der" } }),
            ("no certificate of the key", { $0.files.removeAll { $0.path == name } }),
            ("a bit of the certificate", { $0[name][60] ^= 1 }),
            ("a bit of the authority", { $0["certificates/authority.der"][60] ^= 1 }),
        ]
        let again = try Self.judge(try await bank.retold(honest, about: conversation) { _ in }, bank)
        try #require(again.isVerified, "\(again.first.failures) \(again.words)")
        for (what, change) in attacks {
            let bytes = try await bank.retold(honest, about: conversation, change)
            for anchor in [nil, made.authority] { #expect(try Self.judge(bytes, bank, anchor: anchor).isRefused, "\(what)") }
        }
        var exchanged = Tape(honest)
        exchanged[name] = foreign
        #expect(try Self.judge(exchanged.bytes, bank).isRefused, "a certificate exchanged, and the manifest left")
        // Without any certificate the file is what it was before there were some; who asks for them is told.
        let bare = try await bank.retold(honest, about: conversation) { $0.files.removeAll { $0.path.hasPrefix("certificates/") } }
        let plain = try Self.judge(bare, bank)
        #expect(plain.isVerified, "\(plain.first.failures) \(plain.words)")
        #expect(try Self.judge(bare, bank, anchor: made.authority).isRefused)
    }

    @Test func aCertificateThatHasRunOutCertifiesNothing() async throws {
        let bank = try await TestBank()
        // Six years before the export; it was made for five.
        let long = Timestamp(milliseconds: bank.present.milliseconds - 6 * 31_556_952_000)
        _ = try bank.home.certificates.make(firm: "Northbridge Bank", for: KeyRing(bank.log), at: long)
        let conversation = try await bank.hear("when do you open?", from: "dan")
        #expect(try Self.judge(try await bank.evidence(about: .conversation(conversation)), bank).isRefused)
    }

    @Test func aTimeStampIsHeldAgainstItsAuthorityAndTheLog() async throws {
        let bank = try await TestBank()
        let authority = try StampingAuthority(bank.path("tsa"))
        let stranger = try StampingAuthority(bank.path("other-tsa"))
        let conversation = try await bank.hear("still waiting for my new card", from: "penny")
        try await bank.stamp(authority)
        bank.wait(minutes: 3)
        try await bank.hear("hello?", from: "penny")
        try await bank.stamp(authority)
        let honest = try await bank.evidence(about: .conversation(conversation))
        let own = try Self.judge(honest, bank)
        #expect(own.isVerified, "\(own.first.failures) \(own.words)")
        #expect(own.first.stamps.count == 2 && own.first.stamps.allSatisfy { !$0.isBelieved })
        let known = try Self.judge(honest, bank, authority: authority.certificate)
        #expect(known.isVerified && known.first.stamps.allSatisfy(\.isBelieved), "\(known.first.failures) \(known.words)")
        #expect(known.words.contains("by the authority you gave"))
        #expect(try Self.judge(honest, bank, authority: stranger.certificate).isRefused)

        let tokens = Tape(honest).places("stamps/").map { Tape(honest).files[$0].path }.filter { $0.hasSuffix(".token") }
        let note = try #require(tokens.first).replacing(".token", with: ".note")
        let consistency = try #require(Tape(honest).places("seal/consistency/").first.map { Tape(honest).files[$0].path })
        let attacks: [(String, (inout Tape) throws -> Void)] = [
            ("a changed token", { $0[tokens[0]][200] ^= 1 }),
            ("two tokens change places", { ($0[tokens[0]], $0[tokens[1]]) = ($0[tokens[1]], $0[tokens[0]]) }),
            ("a token over something else", { $0[note] = Tape(honest)[tokens[1].replacing(".token", with: ".note")] }),
            ("a token without what it is over", { $0.files.removeAll { $0.path == note } }),
            ("what was stamped without its token", { $0.files.removeAll { $0.path == tokens[0] } }),
        ]
        var files: [(String, [UInt8])] = []
        for (what, change) in attacks { files.append((what, try await bank.retold(honest, about: conversation, change))) }
        // What seals the file is not named by its manifest.
        var unproved = Tape(honest)
        unproved.files.removeAll { $0.path == consistency }
        var misproved = Tape(honest)
        misproved[consistency] = Array("\(Data([UInt8](repeating: 7, count: 32)).base64EncodedString())\n".utf8)
        files += [("no proof that the log continued", unproved.bytes), ("another proof", misproved.bytes)]
        let again = try Self.judge(try await bank.retold(honest, about: conversation) { _ in }, bank, authority: authority.certificate)
        try #require(again.isVerified, "\(again.first.failures) \(again.words)")
        for (what, bytes) in files {
            for authority in [nil, authority.certificate] {
                #expect(try Self.judge(bytes, bank, authority: authority).isRefused, "\(what)")
            }
        }
    }
}
