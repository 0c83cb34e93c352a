/// A phrase of a group found in a text: its first word, and the word after its last.
struct PhraseHit: Hashable {
    var group: Int32
    var first: Int32
    var end: Int32
}
