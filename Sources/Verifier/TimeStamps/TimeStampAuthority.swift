/// Whose time stamps are believed: certificates of an authority, known from elsewhere than the export.
public struct TimeStampAuthority: Sendable {
    // @unchecked Sendable: the keys of the library's own types inside are values that never change.
    struct Anchors: @unchecked Sendable { let certificates: [StampCertificate] }
    let anchors: Anchors

    private static let most = 64

    /// Reads one or more certificates in PEM (RFC 7468); anything between them is passed over.
    public init(pem: [UInt8]) throws(FormatError) {
        guard pem.count <= 1 << 20 else { throw FormatError(.timeStamp, at: 0, "longer than any list of certificates") }
        var certificates: [StampCertificate] = []
        var collected: [UInt8]?
        var offset = 0
        for line in pem.split(separator: 0x0A, omittingEmptySubsequences: false) {
            defer { offset = line.endIndex }
            let text = line.last == 0x0D ? line.dropLast() : line
            if text.elementsEqual("-----BEGIN CERTIFICATE-----".utf8) {
                guard collected == nil else { throw FormatError(.timeStamp, at: offset, "a certificate inside another") }
                collected = []
            } else if text.elementsEqual("-----END CERTIFICATE-----".utf8) {
                guard let base64 = collected, certificates.count < Self.most else {
                    throw FormatError(.timeStamp, at: offset, "the end of no certificate, or too many of them")
                }
                certificates.append(try StampCertificate(Base64Text.decode(base64[...])))
                collected = nil
            } else if collected != nil {
                collected? += text
            }
        }
        guard collected == nil, !certificates.isEmpty else { throw FormatError(.timeStamp, at: pem.count, "no whole certificate") }
        anchors = Anchors(certificates: certificates)
    }

    /// Whether a chain leads from the certificate to one of these, all of it valid at the time.
    func vouches(for signer: StampCertificate, through others: [StampCertificate], at time: Int64) -> Bool {
        guard signer.isUnderstood, signer.validity.contains(time) else { return false }
        if anchors.certificates.contains(where: { $0.whole == signer.whole }) { return true }
        var current = signer
        // Authorities between it and the signer; four are more than anybody has.
        for below in 0..<4 {
            if anchors.certificates.contains(where: { $0.certifies(current, at: time, below: below) }) { return true }
            guard let next = others.first(where: { $0.whole != current.whole && $0.certifies(current, at: time, below: below) }) else {
                return false
            }
            current = next
        }
        return false
    }
}
