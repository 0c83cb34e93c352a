/// The form of a code, a sign a place: `N` a digit, `A` a letter, `C` either.
struct Shape: Sendable {
    private let signs: StaticString
    let count: Int

    init(_ signs: StaticString) {
        self.signs = signs
        count = signs.utf8CodeUnitCount
    }

    @inline(__always)
    subscript(place: Int) -> UInt8 { signs.utf8Start[place] }

    static let digit = UInt8(ascii: "N")
    static let letter = UInt8(ascii: "A")
}
