import PolicyFiles

/// A name that is none of those there are.
struct UnknownName: CustomStringConvertible {
    let description: String
    /// More than these are not read by anybody.
    private static let mostNames = 20

    init(_ what: String, _ word: String, _ known: [String]) {
        let advice: String
        if let nearest = NearestWord.find(word, among: known) {
            advice = "Did you mean '\(nearest)'?"
        } else if known.count <= Self.mostNames {
            advice = "There are: \(known.sorted().joined(separator: ", "))."
        } else {
            advice = "There are \(known.count), such as \(known.sorted().prefix(3).joined(separator: ", "))."
        }
        description = "'\(word)' is no \(what) here. \(advice)"
    }
}
