import CPKCS11

/// Attributes of an object in a token, laid out for the length of one call.
struct TokenAttributes {
    struct Attribute {
        let type: CK_ATTRIBUTE_TYPE
        let value: [UInt8]

        static func bytes(_ type: CK_ATTRIBUTE_TYPE, _ value: [UInt8]) -> Attribute { Attribute(type: type, value: value) }
        static func flag(_ type: CK_ATTRIBUTE_TYPE, _ value: Bool) -> Attribute { Attribute(type: type, value: [value ? 1 : 0]) }
        /// A number in the machine's own order, as the interface takes it.
        static func number(_ type: CK_ATTRIBUTE_TYPE, _ value: CK_ULONG) -> Attribute {
            Attribute(type: type, value: withUnsafeBytes(of: value) { Array($0) })
        }
    }
    private let attributes: [Attribute]

    init(_ attributes: [Attribute]) { self.attributes = attributes }

    func use<Answer>(_ body: (UnsafeMutablePointer<CK_ATTRIBUTE>, CK_ULONG) -> Answer) -> Answer {
        // All values in one buffer, which stays where it is for the call.
        var values = attributes.flatMap(\.value)
        return values.withUnsafeMutableBytes { buffer in
            var list: [CK_ATTRIBUTE] = []
            var place = 0
            for attribute in attributes {
                list.append(
                    CK_ATTRIBUTE(
                        type: attribute.type, pValue: buffer.baseAddress.map { $0 + place }, ulValueLen: CK_ULONG(attribute.value.count)))
                place += attribute.value.count
            }
            return list.withUnsafeMutableBufferPointer { list in
                guard let start = list.baseAddress else { preconditionFailure("a template names something") }
                return body(start, CK_ULONG(list.count))
            }
        }
    }
}
