/// What letters in another guise are read as: the scanner's own table, for others who read disguised text.
public enum LetterFold {
    /// The ASCII letter, in lower case, that a scalar is in another form or looks like; nil where it is none.
    public static func letter(_ scalar: UInt32) -> UInt8? {
        guard scalar < 0x110000 else { return nil }
        let byte = FoldTable.shared(scalar).byte
        return byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? byte : nil
    }
}
