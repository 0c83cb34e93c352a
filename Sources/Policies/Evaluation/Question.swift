/// Facts with their words replaced by numbers: what the rules of one direction are held against.
struct Question {
    var now: Timestamp
    var act: Int?
    var actor: Int?
    /// One bit a kind; bit 0 stands for no channel.
    var channelBit: UInt32
    var assurance: Assurance
    /// One bit a data class, for each level those found at that level or above.
    var found: [UInt128]
    var labels: BitSet
    /// By slot.
    var values: [FactValue?]
}
