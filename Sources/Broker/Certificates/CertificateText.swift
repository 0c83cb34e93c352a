import Conversations
import Crypto
import Ledger

/// An X.509 certificate of version 3 for an Ed25519 key, signed with another (RFC 5280, RFC 8410).
struct CertificateText {
    /// What stands in a name.
    struct Name {
        var organisation: String
        var common: String

        var bytes: [UInt8] {
            let parts = [([0x55, 0x04, 0x0A] as [UInt8], organisation), ([0x55, 0x04, 0x03], common)]
            return DERWriter.value(
                0x30, parts.flatMap { DERWriter.set(DERWriter.sequence(DERWriter.identifier($0.0), DERWriter.text($0.1))) })
        }
    }
    enum Purpose {
        /// It certifies keys of logs and no other authority.
        case authority
        /// It signs the checkpoints of the log with this name.
        case log(KeyName)
    }
    /// Names in DER, as they are compared.
    var subject: [UInt8]
    var issuer: [UInt8]
    var publicKey: [UInt8]
    var issuerKey: [UInt8]
    var from: Timestamp
    var until: Timestamp
    /// Random, at most 20 bytes.
    var serial: [UInt8]
    var purpose: Purpose

    private static let ed25519 = DERWriter.sequence(DERWriter.identifier([0x2B, 0x65, 0x70]))

    /// The certificate in DER.
    /// - Parameter sign: the issuer's Ed25519 signature over some bytes.
    func signed(_ sign: ([UInt8]) throws -> [UInt8]) throws -> [UInt8] {
        let body = DERWriter.sequence(
            DERWriter.context(0, DERWriter.integer([2])), DERWriter.integer(serial), Self.ed25519, issuer,
            DERWriter.sequence(Self.time(from), Self.time(until)), subject,
            DERWriter.sequence(Self.ed25519, DERWriter.bits(publicKey)),
            DERWriter.context(3, DERWriter.value(0x30, extensions.flatMap { $0 })))
        return DERWriter.sequence(body, Self.ed25519, DERWriter.bits(try sign(body)))
    }

    private var extensions: [[UInt8]] {
        func item(_ last: UInt8, isCritical: Bool, _ content: [UInt8]) -> [UInt8] {
            DERWriter.sequence(DERWriter.identifier([0x55, 0x1D, last]), isCritical ? DERWriter.yes : [], DERWriter.octets(content))
        }
        let own = item(0x0E, isCritical: false, DERWriter.octets(Self.mark(publicKey)))
        switch purpose {
        case .authority:
            return [
                own, item(0x13, isCritical: true, DERWriter.sequence(DERWriter.yes, DERWriter.integer([]))),
                // Signs certificates and lists of revoked ones.
                item(0x0F, isCritical: true, [0x03, 0x02, 0x01, 0x06]),
            ]
        case .log(let name):
            return [
                own, item(0x23, isCritical: false, DERWriter.sequence(DERWriter.value(0x80, Self.mark(issuerKey)))),
                // Signs, and certifies nobody.
                item(0x0F, isCritical: true, [0x03, 0x02, 0x07, 0x80]),
                item(0x11, isCritical: false, DERWriter.sequence(DERWriter.value(0x86, Array("tlog:\(name)".utf8)))),
            ]
        }
    }

    /// RFC 7093, method 1.
    private static func mark(_ key: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: key).prefix(20)) }

    /// RFC 5280, 4.1.2.5: two digits of the year until 2049.
    private static func time(_ time: Timestamp) -> [UInt8] {
        // "2027-02-01T10:00:00Z", with or without a fraction.
        let digits = time.description.utf8.prefix(19).filter { (0x30...0x39).contains($0) }
        let year = digits.prefix(4).reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return year < 2_050
            ? DERWriter.value(0x17, Array(digits.dropFirst(2)) + [0x5A]) : DERWriter.value(0x18, Array(digits) + [0x5A])
    }
}
