extension HTML.Interpolation {
    /// A number needs no escaping.
    mutating func appendInterpolation(_ number: some BinaryInteger) { bytes += String(number) }
    /// Nothing, where there is none.
    mutating func appendInterpolation(_ html: HTML?) { if let html { bytes += html.bytes } }
}

extension Sequence {
    /// The pieces one after another.
    func html(_ piece: (Element) -> HTML) -> HTML { HTML.joined(map(piece)) }
}
