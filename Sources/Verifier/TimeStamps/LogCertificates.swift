import Crypto

/// Certificates that bind the keys of a log to a firm (RFC 5280): an authority, and one for each key with the log's name in it.
public struct LogCertificates {
    // The keys of the library's own types inside are values that never change.
    private let authority: StampCertificate
    /// SHA-256 of the authority's certificate, by which people compare it.
    public let fingerprint: String

    /// - Parameter der: the authority's certificate.
    public init(authority der: [UInt8]) throws(FormatError) {
        authority = try StampCertificate(der)
        fingerprint = HexText.encode(Array(SHA256.hash(data: der)))
    }

    /// The authority's name as it is encoded.
    public var subject: [UInt8] { authority.subject }

    /// The organisation in the authority's name; nil where there is none.
    public var organisation: String? {
        var name = DERReader(authority.subject[...])
        guard var parts = try? name.sequence() else { return nil }
        while !parts.isAtEnd {
            guard var set = try? parts.element(DERReader.Tag.set).reader, var pair = try? set.sequence(), let type = try? pair.identifier(),
                let value = try? pair.element()
            else { return nil }
            if type == [0x55, 0x04, 0x0A] { return String(validating: value.content, as: UTF8.self) }
        }
        return nil
    }

    /// The one certificate of a file in PEM, in DER.
    public static func certificate(pem: [UInt8]) throws(FormatError) -> [UInt8] {
        let certificates = try TimeStampAuthority(pem: pem).anchors.certificates
        guard certificates.count == 1 else { throw FormatError(.timeStamp, at: 0, "\(certificates.count) certificates, where one belongs") }
        return certificates[0].whole
    }

    /// Why the certificate does not bind the key to its log; nil if it does.
    /// - Parameter time: in milliseconds since 1970; nil for when it was issued, as for a key that signs no more.
    public func outcome(of der: [UInt8], for key: VerifyingKey, at time: Int64?) -> String? {
        guard let own = try? StampCertificate(der) else { return "it is no certificate" }
        guard case .ed25519(let held) = own.key, held.rawRepresentation.elementsEqual(key.publicKey) else { return "it is for another key" }
        guard own.uris.contains(Array("tlog:\(key.name)".utf8)) else { return "it does not name the log \(key.name)" }
        guard own.isUnderstood, own.maySign, own.authority == nil else { return "it is not for signing alone" }
        let time = time ?? own.validity.lowerBound
        guard own.validity.contains(time) else { return "it was not valid then" }
        guard authority.certifies(own, at: time, below: 0) else { return "the authority did not issue it, or was not valid then" }
        return nil
    }

    /// Whether one of these known certificates is the authority's or issued it; where none is known, whether it stands for itself.
    func isAnchored(in anchors: TimeStampAuthority?, at time: Int64) -> Bool {
        guard let anchors else { return authority.certifies(authority, at: time, below: 0) }
        return anchors.vouches(for: authority, through: [], at: time)
    }
}
