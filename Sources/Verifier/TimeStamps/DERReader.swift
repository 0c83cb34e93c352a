/// One value of DER: its tag, its content, and both together as they were signed.
struct DERElement {
    let tag: UInt8
    let content: ArraySlice<UInt8>
    let whole: ArraySlice<UInt8>

    /// What stands inside.
    var reader: DERReader { DERReader(content) }
}

/// Reads DER (X.690) strictly: one encoding for a value, definite lengths in their shortest form, no tag above 30.
struct DERReader {
    private(set) var rest: ArraySlice<UInt8>

    /// Tags by their names in X.680; context tags are made by `context`.
    enum Tag {
        static let boolean: UInt8 = 0x01
        static let integer: UInt8 = 0x02
        static let bitString: UInt8 = 0x03
        static let octetString: UInt8 = 0x04
        static let null: UInt8 = 0x05
        static let identifier: UInt8 = 0x06
        static let utcTime: UInt8 = 0x17
        static let generalizedTime: UInt8 = 0x18
        static let sequence: UInt8 = 0x30
        static let set: UInt8 = 0x31

        static func context(_ number: UInt8, isConstructed: Bool = true) -> UInt8 { (isConstructed ? 0xA0 : 0x80) | number }
    }

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var isAtEnd: Bool { rest.isEmpty }
    /// The tag of what comes next.
    var next: UInt8? { rest.first }

    func fault(_ reason: String) -> FormatError { FormatError(.timeStamp, at: rest.startIndex, reason) }

    /// The next value, whatever it is.
    mutating func element() throws(FormatError) -> DERElement {
        let start = rest.startIndex
        guard rest.count >= 2 else { throw fault("cut off") }
        let tag = rest[start]
        guard tag & 0x1F != 0x1F else { throw fault("a tag above 30") }
        var place = start + 1
        var length = Int(rest[place])
        place += 1
        if length >= 0x80 {
            let count = length & 0x7F
            // 16 MB and more occur in nothing that is read here.
            guard (1...3).contains(count), rest.endIndex - place >= count, rest[place] != 0 else {
                throw fault("a length that DER does not have")
            }
            length = rest[place..<(place + count)].reduce(0) { $0 << 8 | Int($1) }
            place += count
            guard length >= 0x80 else { throw fault("a length that is not the shortest") }
        }
        guard rest.endIndex - place >= length else { throw fault("cut off") }
        let end = place + length
        defer { rest = rest[end...] }
        return DERElement(tag: tag, content: rest[place..<end], whole: rest[start..<end])
    }

    /// The next value, which has this tag.
    mutating func element(_ tag: UInt8) throws(FormatError) -> DERElement {
        guard next == tag else { throw fault("not what belongs here") }
        return try element()
    }

    /// The next value if it has this tag.
    mutating func optional(_ tag: UInt8) throws(FormatError) -> DERElement? {
        next == tag ? try element() : nil
    }

    /// Nothing more may follow.
    func finish() throws(FormatError) {
        guard isAtEnd else { throw fault("more than belongs here") }
    }

    mutating func sequence() throws(FormatError) -> DERReader { try element(Tag.sequence).reader }

    /// An object identifier's content, as it is compared with.
    mutating func identifier() throws(FormatError) -> [UInt8] {
        let content = try element(Tag.identifier).content
        guard let last = content.last, last < 0x80 else { throw fault("an object identifier without an end") }
        return [UInt8](content)
    }

    /// An integer's content in its one form; negative ones are refused where they have no meaning, which is everywhere here.
    mutating func integer() throws(FormatError) -> [UInt8] {
        let content = [UInt8](try element(Tag.integer).content)
        guard let first = content.first, first < 0x80, content.count <= 64 else { throw fault("an integer below zero, or of no length") }
        if content.count > 1, first == 0, content[1] < 0x80 { throw fault("an integer that is not the shortest") }
        return content
    }

    mutating func smallInteger() throws(FormatError) -> Int {
        let content = try integer()
        guard content.count <= 4 else { throw fault("a number too large for what it counts") }
        return content.reduce(0) { $0 << 8 | Int($1) }
    }

    mutating func boolean() throws(FormatError) -> Bool {
        let content = try element(Tag.boolean).content
        guard content.count == 1, let byte = content.first, byte == 0 || byte == 0xFF else { throw fault("neither true nor false in DER") }
        return byte == 0xFF
    }

    /// Whole bytes of a bit string.
    mutating func bits() throws(FormatError) -> ArraySlice<UInt8> {
        let content = try element(Tag.bitString).content
        guard content.first == 0 else { throw fault("a bit string that is not of whole bytes") }
        return content.dropFirst()
    }

    /// An algorithm's identifier, and its parameters where there are any but NULL.
    mutating func algorithm() throws(FormatError) -> (identifier: [UInt8], parameters: DERElement?) {
        var reader = try sequence()
        let identifier = try reader.identifier()
        let parameters = reader.isAtEnd ? nil : try reader.element()
        try reader.finish()
        if let parameters, parameters.tag == Tag.null {
            guard parameters.content.isEmpty else { throw fault("a NULL with content") }
            return (identifier, nil)
        }
        return (identifier, parameters)
    }
}
