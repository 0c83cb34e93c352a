import FoundationEssentials
import Glibc
import Scratch
import Testing

@testable import Verifier

/// A local authority made by openssl, whose tokens are proved by the verifier's own code.
@Suite struct TimeStampsAreProvedTests {
    @Test(arguments: ["rsa:2048", "ec:P-256", "ec:P-384"])
    func whatAnAuthoritySaysIsBelievedAndNothingElse(_ kind: String) throws {
        let authority = try LocalAuthority(kind)
        let message = Array("log.example.com/audit\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n".utf8)
        let token = try authority.token(over: message)
        let trusted = try TimeStampAuthority(pem: authority.file("ca.pem"))
        let stamp = try TimeStamp(token: token)
        try stamp.verify(over: message, authority: trusted)
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        #expect(abs(stamp.time - now) < 600_000)
        #expect(stamp.accuracy == 1_501)
        #expect(stamp.nonce != nil)
        // The signer itself may be the anchor.
        try stamp.verify(over: message, authority: TimeStampAuthority(pem: authority.file("tsa.pem")))

        #expect(throws: TimeStampFailure.otherBytes) { try stamp.verify(over: message + [0], authority: trusted) }
        #expect(throws: TimeStampFailure.otherBytes) { try stamp.verify(over: [], authority: trusted) }
        let stranger = try LocalAuthority(kind)
        #expect(throws: TimeStampFailure.notVouchedFor) {
            try stamp.verify(over: message, authority: TimeStampAuthority(pem: stranger.file("ca.pem")))
        }
        // The same names and a key of its own: a name proves nothing.
        let forged = try TimeStamp(token: stranger.token(over: message))
        #expect(throws: TimeStampFailure.notVouchedFor) { try forged.verify(over: message, authority: trusted) }

        // Any other bit anywhere: not read, or not believed. Of what RFC 5652 leaves unsigned, nothing may change what is said.
        var unsigned = 0
        for place in token.indices {
            var changed = token
            changed[place] ^= 1 << UInt8(place % 8)
            guard let read = try? TimeStamp(token: changed), (try? read.verify(over: message, authority: trusted)) != nil else { continue }
            #expect(read.time == stamp.time && read.nonce == stamp.nonce && read.serial == stamp.serial, "byte \(place)")
            unsigned += 1
        }
        // The list of digest algorithms and the set's other certificates are nobody's word.
        #expect(unsigned <= 32, "\(unsigned) bytes were not noticed")
        for count in stride(from: 0, to: token.count, by: 7) {
            #expect(throws: FormatError.self) { try TimeStamp(token: Array(token[..<count])) }
        }
        #expect(throws: FormatError.self) { try TimeStamp(token: token + [0]) }
        #expect(throws: FormatError.self) { try TimeStamp(token: [UInt8](repeating: 0x30, count: TimeStamp.greatestByteCount + 1)) }
    }

    @Test func anIntermediateAuthorityIsFollowedAndItsLimitsAreHeld() throws {
        let message = Array("text".utf8)
        for (limits, isBelieved) in [
            ("basicConstraints=critical,CA:TRUE", true), ("basicConstraints=critical,CA:FALSE", false),
            ("basicConstraints=critical,CA:TRUE\nkeyUsage=critical,digitalSignature", false),
            ("basicConstraints=critical,CA:TRUE\nnameConstraints=critical,permitted;DNS:example.test", false),
        ] {
            let authority = try LocalAuthority("rsa:2048", intermediate: limits)
            let stamp = try TimeStamp(token: authority.token(over: message))
            let trusted = try TimeStampAuthority(pem: authority.file("ca.pem"))
            let outcome = Result { () throws(TimeStampFailure) in try stamp.verify(over: message, authority: trusted) }
            switch outcome {
            case .success: #expect(isBelieved, "\(limits)")
            case .failure(let failure): #expect(!isBelieved && failure == .notVouchedFor, "\(limits): \(failure)")
            }
        }
    }

    @Test func aCertificateForSomethingElseProvesNothing() throws {
        let message = Array("text".utf8)
        for usage in ["extendedKeyUsage=timeStamping", "extendedKeyUsage=critical,timeStamping,serverAuth"] {
            // openssl itself refuses to sign with these: the certificate is exchanged for one of the same key that it accepts.
            let authority = try LocalAuthority("rsa:2048", usage: usage)
            guard let token = try? authority.token(over: message) else { continue }
            let stamp = try TimeStamp(token: token)
            #expect(throws: TimeStampFailure.notForTimeStamping) {
                try stamp.verify(over: message, authority: TimeStampAuthority(pem: authority.file("ca.pem")))
            }
        }
        let certificate = try StampCertificate(LocalAuthority("rsa:2048", usage: "extendedKeyUsage=timeStamping").certificate())
        #expect(!certificate.isForTimeStamping)
        #expect(try StampCertificate(LocalAuthority("rsa:2048").certificate()).isForTimeStamping)
    }

    @Test func aCertificateThatHasEndedVouchesForNothing() throws {
        let message = Array("text".utf8)
        let authority = try LocalAuthority("rsa:2048")
        let signer = try StampCertificate(authority.certificate())
        let trusted = try TimeStampAuthority(pem: authority.file("ca.pem"))
        let middle = signer.validity.lowerBound + 1000
        #expect(trusted.vouches(for: signer, through: [], at: middle))
        for time in [signer.validity.lowerBound - 1000, signer.validity.upperBound + 1000, 0, .max] {
            #expect(!trusted.vouches(for: signer, through: [], at: time))
        }
        _ = message
    }

    @Test func anAnswerThatRefusesHasNoToken() throws {
        let refusal: [UInt8] = [0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02]
        #expect(throws: FormatError.self) { try TimeStamp.token(in: refusal) }
        #expect(throws: FormatError.self) { try TimeStamp.token(in: []) }
        #expect(throws: FormatError.self) { try TimeStamp.token(in: [0x30, 0x80, 0, 0]) }
    }

    @Test func derHasOneSpelling() throws {
        func reads(_ bytes: [UInt8]) -> Bool {
            var reader = DERReader(bytes[...])
            return (try? reader.element()) != nil
        }
        #expect(reads([0x04, 0x01, 0x00]))
        for wrong: [UInt8] in [
            [], [0x04], [0x04, 0x02, 0], [0x04, 0x80, 0, 0], [0x04, 0x81, 0x01, 0], [0x04, 0x82, 0x00, 0x81], [0x1F, 0x01, 0],
            [0x04, 0xFF],
            [0x04, 0x84, 0, 0, 0, 1, 0],
        ] { #expect(!reads(wrong), "\(wrong)") }
        for wrong: [UInt8] in [[0x02, 0], [0x02, 1, 0x80], [0x02, 2, 0, 0x7F]] {
            var reader = DERReader(wrong[...])
            #expect(throws: FormatError.self) { try reader.integer() }
        }
        func time(_ text: String, tag: UInt8 = 0x18) throws(FormatError) -> Int64 {
            var reader = DERReader(([tag, UInt8(text.utf8.count)] + Array(text.utf8))[...])
            return try reader.time(hasFraction: tag == 0x18)
        }
        #expect(try time("19700101000000Z") == 0)
        #expect(try time("20000229120000.5Z") == 951_825_600_500)
        #expect(try time("20261122062830.123Z") == 1_795_328_910_123)
        #expect(try time("691231235959Z", tag: 0x17) == -1_000)
        #expect(try time("491231235959Z", tag: 0x17) == 2_524_607_999_000)
        for wrong in [
            "20000230000000Z", "19000229000000Z", "20001301000000Z", "20000100000000Z", "20000101240000Z", "20000101006000Z",
            "20000101000060Z",
            "20000101000000", "20000101000000.Z", "20000101000000.50Z", "20000101000000+0100", "2000010100000Z", "",
        ] { #expect(throws: FormatError.self, "\(wrong)") { try time(wrong) } }
    }
}

/// An authority's files in a folder that is gone when its last holder is.
final class LocalAuthority {
    private let place = TemporaryFolder()
    var folder: String { place.path }

    /// - Parameters:
    ///   - kind: `rsa:2048` or `ec:` with a curve.
    ///   - intermediate: extensions of an authority between the anchor and the signer; nil for none.
    ///   - usage: the signer's extended key usage.
    init(_ kind: String, intermediate: String? = nil, usage: String = "extendedKeyUsage=critical,timeStamping") throws {
        let key = kind.hasPrefix("ec:") ? ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:\(kind.dropFirst(3))"] : ["-newkey", kind]
        try openssl(
            ["req", "-x509", "-nodes", "-days", "30", "-subj", "/CN=Example Root", "-keyout", "ca.key", "-out", "ca.pem"] + key)
        var issuer = "ca"
        if let intermediate {
            try write("middle.ext", intermediate + "\n")
            try openssl(["req", "-nodes", "-subj", "/CN=Example Middle", "-keyout", "middle.key", "-out", "middle.csr"] + key)
            try openssl([
                "x509", "-req", "-in", "middle.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-set_serial", "2", "-days", "20", "-extfile",
                "middle.ext", "-out", "middle.pem",
            ])
            issuer = "middle"
        }
        try write("tsa.ext", "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n\(usage)\n")
        try openssl(["req", "-nodes", "-subj", "/CN=Example Stamps", "-keyout", "tsa.key", "-out", "tsa.csr"] + key)
        try openssl([
            "x509", "-req", "-in", "tsa.csr", "-CA", "\(issuer).pem", "-CAkey", "\(issuer).key", "-set_serial", "3", "-days", "10",
            "-extfile", "tsa.ext", "-out", "tsa.pem",
        ])
        try write("serial", "01\n")
        let chain = intermediate == nil ? "" : "certs = \(folder)/middle.pem\n"
        try write(
            "tsa.cnf",
            """
            [tsa]
            default_tsa = own
            [own]
            serial = \(folder)/serial
            signer_cert = \(folder)/tsa.pem
            signer_key = \(folder)/tsa.key
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256, sha384, sha512
            accuracy = secs:1, millisecs:500, microsecs:100
            ess_cert_id_alg = sha256
            \(chain)
            """)
    }

    func file(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))) }

    /// The signer's certificate in DER.
    func certificate() throws -> [UInt8] {
        try openssl(["x509", "-in", "tsa.pem", "-outform", "DER", "-out", "tsa.der"])
        return try file("tsa.der")
    }

    func token(over message: [UInt8]) throws -> [UInt8] {
        try Data(message).write(to: URL(filePath: "\(folder)/message"))
        try openssl(["ts", "-query", "-data", "message", "-sha256", "-cert", "-out", "query"])
        try openssl(["ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", "-out", "reply"])
        return try TimeStamp.token(in: file("reply"))
    }

    private func write(_ name: String, _ text: String) throws { try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)")) }

    private func openssl(_ words: [String]) throws {
        let outcome = try Program.output(of: ["/bin/sh", "-c", "cd \"$0\" && exec openssl \"$@\" 2>/dev/null", folder] + words)
        guard outcome.status == 0 else { throw Program.Failed(number: outcome.status) }
    }
}
