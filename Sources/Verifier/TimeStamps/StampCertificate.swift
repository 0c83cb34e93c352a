/// An X.509 certificate, as far as a time stamp's signer is proved by it (RFC 5280).
struct StampCertificate {
    let whole: [UInt8]
    let serial: [UInt8]
    /// Names as they are encoded: compared byte for byte.
    let issuer: [UInt8]
    let subject: [UInt8]
    /// Milliseconds since 1970, UTC.
    let validity: ClosedRange<Int64>
    let key: StampKey
    /// Of an authority; nil of anybody else.
    let authority: (mayCertify: Bool, depth: Int?)?
    /// Whether the one thing it is for, marked as critical, is time stamping (RFC 3161, 2.3).
    let isForTimeStamping: Bool
    let maySign: Bool
    /// Addresses among the other names of the subject.
    let uris: [[UInt8]]
    /// Whether it holds a critical extension that is not understood here: such a certificate proves nothing.
    let isUnderstood: Bool
    private let signed: ArraySlice<UInt8>
    private let algorithm: [UInt8]
    private let signature: ArraySlice<UInt8>

    static let greatestByteCount = 1 << 14

    init(_ bytes: [UInt8]) throws(FormatError) {
        guard bytes.count <= Self.greatestByteCount else { throw FormatError(.timeStamp, at: 0, "a certificate longer than any") }
        var outer = DERReader(bytes[...])
        var certificate = try outer.sequence()
        try outer.finish()
        let body = try certificate.element(DERReader.Tag.sequence)
        algorithm = try certificate.algorithm().identifier
        signature = try certificate.bits()
        try certificate.finish()
        signed = body.whole
        whole = bytes

        var reader = body.reader
        guard var version = try reader.optional(DERReader.Tag.context(0))?.reader, try version.smallInteger() == 2 else {
            throw reader.fault("a certificate that is not of version 3")
        }
        try version.finish()
        serial = [UInt8](try reader.element(DERReader.Tag.integer).content)
        guard try reader.algorithm().identifier == algorithm else { throw reader.fault("two algorithms for one signature") }
        issuer = [UInt8](try reader.element(DERReader.Tag.sequence).whole)
        var times = try reader.sequence()
        let (from, to) = (try times.time(), try times.time())
        try times.finish()
        guard from <= to else { throw reader.fault("a certificate that ends before it begins") }
        validity = from...to
        subject = [UInt8](try reader.element(DERReader.Tag.sequence).whole)
        key = try StampKey(reader.element(DERReader.Tag.sequence))
        _ = try reader.optional(DERReader.Tag.context(1, isConstructed: false))
        _ = try reader.optional(DERReader.Tag.context(2, isConstructed: false))
        var extensions = Extensions()
        if let list = try reader.optional(DERReader.Tag.context(3)) {
            var wrapped = list.reader
            var items = try wrapped.sequence()
            try wrapped.finish()
            while !items.isAtEnd { try extensions.read(items.sequence()) }
        }
        try reader.finish()
        authority = extensions.authority
        isForTimeStamping = extensions.isForTimeStamping
        maySign = extensions.usage?.maySign ?? true
        isUnderstood = extensions.isUnderstood
        uris = extensions.uris
    }

    /// Whether this certificate's holder signed the other one, and may.
    /// - Parameter below: how many authorities stand between it and the signer of the time stamp.
    func certifies(_ other: StampCertificate, at time: Int64, below: Int) -> Bool {
        guard isUnderstood, other.issuer == subject, let authority, authority.mayCertify, validity.contains(time),
            authority.depth.map({ below <= $0 }) ?? true
        else { return false }
        return key.isValid(other.signature, over: other.signed, algorithm: other.algorithm)
    }

    /// What the extensions say.
    private struct Extensions {
        var constraints: (isAuthority: Bool, depth: Int?)?
        var usage: (mayCertify: Bool, maySign: Bool)?
        var isForTimeStamping = false
        var isUnderstood = true
        var uris: [[UInt8]] = []
        private var seen: Set<[UInt8]> = []

        var authority: (mayCertify: Bool, depth: Int?)? {
            guard let constraints, constraints.isAuthority else { return nil }
            return (usage?.mayCertify ?? true, constraints.depth)
        }

        mutating func read(_ item: DERReader) throws(FormatError) {
            var item = item
            let identifier = try item.identifier()
            let isCritical = item.next == DERReader.Tag.boolean ? try item.boolean() : false
            let content = try item.element(DERReader.Tag.octetString).content
            try item.finish()
            guard seen.insert(identifier).inserted else { throw item.fault("the same extension twice") }
            var reader = DERReader(content)
            switch identifier {
            case ObjectIdentifiers.basicConstraints:
                var parts = try reader.sequence()
                let isAuthority = parts.next == DERReader.Tag.boolean ? try parts.boolean() : false
                let depth = parts.isAtEnd ? nil : try parts.smallInteger()
                try parts.finish()
                constraints = (isAuthority, depth)
            case ObjectIdentifiers.keyUsage:
                let bits = try reader.element(DERReader.Tag.bitString).content
                guard bits.count >= 2, let first = bits.dropFirst().first else { throw reader.fault("a key usage without a bit") }
                // Bit 5 is keyCertSign; 0 and 1 are digitalSignature and nonRepudiation.
                usage = (first & 0x04 != 0, first & 0xC0 != 0)
            case ObjectIdentifiers.extendedKeyUsage:
                var purposes = try reader.sequence()
                let first = try purposes.identifier()
                isForTimeStamping = isCritical && first == ObjectIdentifiers.timeStamping && purposes.isAtEnd
                return
            case ObjectIdentifiers.subjectAlternativeName:
                var names = try reader.sequence()
                while !names.isAtEnd {
                    let name = try names.element()
                    // GeneralName: 6 is an address.
                    if name.tag == DERReader.Tag.context(6, isConstructed: false) { uris.append([UInt8](name.content)) }
                }
            default:
                if isCritical { isUnderstood = false }
                return
            }
            try reader.finish()
        }
    }
}
