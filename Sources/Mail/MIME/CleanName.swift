/// A file name that cannot deceive: no folder, no control, no character that turns or hides others.
public struct CleanName: Sendable, Hashable, CustomStringConvertible {
    public let description: String
    /// Something had to go, which honest names seldom need.
    public let wasChanged: Bool

    static let limit = 120

    public init(_ name: String) {
        var scalars = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            switch scalar.value {
            case 0x2f, 0x5c: scalars.removeAll()
            case 0x00..<0x20, 0x7f..<0xa0, 0xad, 0x061c, 0x180e, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f, 0xfeff, 0xfff9...0xfffb,
                0xe0000...0xe007f:
                break
            case 0x22, 0x2a, 0x3a, 0x3c, 0x3e, 0x3f, 0x7c: scalars.append("_")
            default: scalars.append(scalar)
            }
        }
        func isFiller(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "." }
        scalars = String.UnicodeScalarView(scalars.drop(while: isFiller).reversed().drop(while: isFiller).reversed())
        if scalars.count > Self.limit {
            // The end of a name tells what it is.
            let ending = Array(scalars.suffix(20))
            scalars = String.UnicodeScalarView(Array(scalars.prefix(Self.limit - 21)) + ["…"] + ending)
        }
        let cleaned = scalars.isEmpty ? "attachment" : String(scalars)
        description = cleaned
        wasChanged = !cleaned.utf8.elementsEqual(name.utf8)
    }
}
