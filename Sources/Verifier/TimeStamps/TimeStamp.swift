/// A time-stamp token: somebody's signed word that bytes of this hash existed at a moment (RFC 3161, in CMS of RFC 5652).
///
/// Reading it checks its form and that it is whole: that the signed attributes are over what it says and name the certificate that is
/// enclosed. Whether that certificate is to be believed, `verify` decides.
public struct TimeStamp: Sendable {
    /// Milliseconds since 1970, UTC, by the authority's clock.
    public let time: Int64
    /// How far off the time may be, in milliseconds; nil where the token does not say.
    public let accuracy: Int64?
    /// The number that the request bore; nil where it bore none.
    public let nonce: [UInt8]?
    public let serial: [UInt8]
    let imprint: (hash: StampHash, digest: [UInt8])
    private let parts: Parts

    // @unchecked Sendable: the keys of the library's own types inside are values that never change.
    private struct Parts: @unchecked Sendable {
        let signer: StampCertificate
        let others: [StampCertificate]
        let attributes: [UInt8]
        let signature: [UInt8]
        let algorithm: [UInt8]
        let hash: StampHash
    }

    public static let greatestByteCount = 1 << 16
    private static let mostCertificates = 16

    /// Reads a token.
    public init(token bytes: [UInt8]) throws(FormatError) {
        guard bytes.count <= Self.greatestByteCount else { throw FormatError(.timeStamp, at: 0, "longer than a token may be") }
        var outer = DERReader(bytes[...])
        var content = try outer.sequence()
        try outer.finish()
        guard try content.identifier() == ObjectIdentifiers.signedData else { throw outer.fault("no signed data") }
        var wrapped = try content.element(DERReader.Tag.context(0)).reader
        try content.finish()
        var data = try wrapped.sequence()
        try wrapped.finish()
        guard try data.smallInteger() == 3 else { throw data.fault("signed data of another version than 3") }
        _ = try data.element(DERReader.Tag.set)
        var encapsulated = try data.sequence()
        guard try encapsulated.identifier() == ObjectIdentifiers.timeStampInfo else { throw data.fault("what is signed is no time stamp") }
        var octets = try encapsulated.element(DERReader.Tag.context(0)).reader
        try encapsulated.finish()
        let info = try octets.element(DERReader.Tag.octetString).content
        try octets.finish()
        var certificates: [StampCertificate] = []
        if var list = try data.optional(DERReader.Tag.context(0))?.reader {
            while !list.isAtEnd {
                guard certificates.count < Self.mostCertificates else { throw list.fault("too many certificates") }
                certificates.append(try StampCertificate([UInt8](list.element().whole)))
            }
        }
        _ = try data.optional(DERReader.Tag.context(1))
        var signers = try data.element(DERReader.Tag.set).reader
        try data.finish()
        var signer = try signers.sequence()
        // RFC 3161, 2.4.2: one signer only.
        try signers.finish()

        let read = try Self.info(info)
        (time, accuracy, nonce, serial, imprint) = (read.time, read.accuracy, read.nonce, read.serial, read.imprint)

        guard try signer.smallInteger() == 1 else { throw signer.fault("a signer who is not named by issuer and number") }
        var name = try signer.sequence()
        let issuer = [UInt8](try name.element(DERReader.Tag.sequence).whole)
        let number = [UInt8](try name.element(DERReader.Tag.integer).content)
        try name.finish()
        guard let hash = StampHash(try signer.algorithm().identifier) else { throw signer.fault("a digest that is not SHA-2") }
        let attributes = try signer.element(DERReader.Tag.context(0))
        let algorithm = try signer.algorithm().identifier
        let signature = [UInt8](try signer.element(DERReader.Tag.octetString).content)
        _ = try signer.optional(DERReader.Tag.context(1))
        try signer.finish()
        guard let own = certificates.first(where: { $0.issuer == issuer && $0.serial == number }) else {
            throw signer.fault("the signer's certificate is not enclosed")
        }
        try Self.check(attributes, info: info, hash: hash, certificate: own)
        // RFC 5652, 5.4: what is signed is the set itself, not its place in the structure.
        parts = Parts(
            signer: own, others: certificates.filter { $0.whole != own.whole },
            attributes: [DERReader.Tag.set] + attributes.whole.dropFirst(), signature: signature, algorithm: algorithm, hash: hash)
    }

    /// The token in an authority's answer to a request.
    public static func token(in reply: [UInt8]) throws(FormatError) -> [UInt8] {
        guard reply.count <= greatestByteCount else { throw FormatError(.timeStamp, at: 0, "longer than an answer may be") }
        var outer = DERReader(reply[...])
        var answer = try outer.sequence()
        try outer.finish()
        var status = try answer.sequence()
        // 0 granted, 1 granted with changes; 2 and more say why not.
        guard try status.smallInteger() <= 1 else { throw answer.fault("the authority refused the request") }
        let token = [UInt8](try answer.element(DERReader.Tag.sequence).whole)
        try answer.finish()
        return token
    }

    /// Whether it is over these bytes; says nothing of who made it.
    public func isOver(_ message: [UInt8]) -> Bool { imprint.hash.hash(message) == imprint.digest }

    /// Checks the token over bytes, under an authority that is known from elsewhere.
    public func verify(over message: [UInt8], authority: TimeStampAuthority) throws(TimeStampFailure) {
        guard isOver(message) else { throw .otherBytes }
        guard parts.signer.isForTimeStamping, parts.signer.maySign else { throw .notForTimeStamping }
        guard
            parts.signer.key.isValid(
                parts.signature[...], over: parts.attributes[...], algorithm: parts.algorithm, hash: parts.hash)
        else { throw .signatureWrong }
        guard authority.vouches(for: parts.signer, through: parts.others, at: time) else { throw .notVouchedFor }
    }

    private typealias Info = (time: Int64, accuracy: Int64?, nonce: [UInt8]?, serial: [UInt8], imprint: (hash: StampHash, digest: [UInt8]))

    private static func info(_ bytes: ArraySlice<UInt8>) throws(FormatError) -> Info {
        var outer = DERReader(bytes)
        var info = try outer.sequence()
        try outer.finish()
        guard try info.smallInteger() == 1 else { throw info.fault("a time stamp of another version than 1") }
        _ = try info.identifier()
        var imprint = try info.sequence()
        guard let hash = StampHash(try imprint.algorithm().identifier) else { throw info.fault("an imprint that is not SHA-2") }
        let digest = [UInt8](try imprint.element(DERReader.Tag.octetString).content)
        try imprint.finish()
        guard digest.count == hash.hash([]).count else { throw info.fault("an imprint of a wrong length") }
        let serial = try info.integer()
        guard info.next == DERReader.Tag.generalizedTime else { throw info.fault("no time") }
        let time = try info.time(hasFraction: true)
        var accuracy: Int64?
        if var parts = try info.optional(DERReader.Tag.sequence)?.reader {
            let seconds = parts.next == DERReader.Tag.integer ? try parts.smallInteger() : 0
            func small(_ number: UInt8) throws(FormatError) -> Int {
                guard let content = try parts.optional(DERReader.Tag.context(number, isConstructed: false))?.content else { return 0 }
                guard (1...2).contains(content.count) else { throw parts.fault("a part of a second that is none") }
                return content.reduce(0) { $0 << 8 | Int($1) }
            }
            let (milliseconds, microseconds) = (try small(0), try small(1))
            try parts.finish()
            accuracy = Int64(seconds) * 1000 + Int64(milliseconds) + (microseconds > 0 ? 1 : 0)
        }
        if info.next == DERReader.Tag.boolean { _ = try info.boolean() }
        let nonce = info.next == DERReader.Tag.integer ? try info.integer() : nil
        _ = try info.optional(DERReader.Tag.context(0))
        // Extensions, critical ones included, would have to be understood.
        guard try info.optional(DERReader.Tag.context(1)) == nil else { throw info.fault("extensions that nobody asked for") }
        try info.finish()
        return (time, accuracy, nonce, serial, (hash, digest))
    }

    /// RFC 5652, 11 and RFC 5816: the attributes name what is signed, its hash, and the certificate.
    private static func check(
        _ attributes: DERElement, info: ArraySlice<UInt8>, hash: StampHash, certificate: StampCertificate
    ) throws(FormatError) {
        var list = attributes.reader
        var seen: Set<[UInt8]> = []
        while !list.isAtEnd {
            var attribute = try list.sequence()
            let identifier = try attribute.identifier()
            var values = try attribute.element(DERReader.Tag.set).reader
            try attribute.finish()
            guard seen.insert(identifier).inserted else { throw list.fault("the same attribute twice") }
            switch identifier {
            case ObjectIdentifiers.contentType:
                guard try values.identifier() == ObjectIdentifiers.timeStampInfo else { throw list.fault("signed as something else") }
                try values.finish()
            case ObjectIdentifiers.messageDigest:
                guard try values.element(DERReader.Tag.octetString).content.elementsEqual(hash.hash(info)) else {
                    throw list.fault("signed over another time stamp")
                }
                try values.finish()
            case ObjectIdentifiers.signingCertificateV2:
                var signing = try values.sequence()
                var certificates = try signing.sequence()
                var first = try certificates.sequence()
                // SHA-256 where nothing is said.
                let own = first.next == DERReader.Tag.sequence ? StampHash(try first.algorithm().identifier) : .sha256
                guard let own, try first.element(DERReader.Tag.octetString).content.elementsEqual(own.hash(certificate.whole)) else {
                    throw list.fault("signed with another certificate than the one enclosed")
                }
            default: break
            }
        }
        let needed = [ObjectIdentifiers.contentType, ObjectIdentifiers.messageDigest, ObjectIdentifiers.signingCertificateV2]
        guard needed.allSatisfy(seen.contains) else { throw list.fault("an attribute is missing that RFC 3161 asks for") }
    }
}

/// Why a time stamp is not believed.
public enum TimeStampFailure: Error, Sendable, Equatable, CustomStringConvertible {
    case otherBytes
    case notForTimeStamping
    case signatureWrong
    case notVouchedFor

    public var description: String {
        switch self {
        case .otherBytes: "it is for other bytes than these"
        case .notForTimeStamping: "its signer's certificate is not for time stamping alone"
        case .signatureWrong: "its signature does not hold"
        case .notVouchedFor: "no chain of certificates leads to the authority given, or one of them was not valid at its time"
        }
    }
}
