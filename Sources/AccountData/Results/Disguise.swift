/// A way in which a value was written so that people read it and simple filters do not.
///
/// The order is that of the bits in the generated fold table, so cases are only ever appended.
public enum Disguise: String, Sendable, CaseIterable {
    case zeroWidth = "zero_width"
    case combiningMarks = "combining_marks"
    case fullWidth = "full_width"
    case mathematical
    case otherScript = "digits_of_other_script"
    case circled
    case keycap
    case lookAlike = "look_alike"
    case htmlEntity = "html_entity"
    case leet
    case numberWords = "number_words"
    case filler
    case separators
    case reversed
    case split

    /// Whether nobody writes so by accident: numbers read aloud, cut in groups or sent in pieces are how people write.
    public var isDeliberate: Bool {
        switch self {
        case .numberWords, .separators, .split, .filler, .htmlEntity: false
        default: true
        }
    }
}
