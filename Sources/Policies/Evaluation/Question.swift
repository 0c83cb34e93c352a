/// Facts with their words replaced by numbers: what the rules of one direction are held against.
struct Question {
    var now: Timestamp
    var act: Int?
    var actor: Int?
    /// One bit a kind; bit 0 stands for no channel.
    var channelBit: UInt32
    var assurance: Assurance
    var found: Found
    var labels: BitSet
    /// By slot.
    var values: [FactValue?]

    /// One bit a data class, for each level those found at that level or above.
    struct Found {
        private var possible: UInt128 = 0
        private var likely: UInt128 = 0
        private var certain: UInt128 = 0

        mutating func note(_ bit: UInt128, at level: Level) {
            possible |= bit
            if level >= .likely { likely |= bit }
            if level >= .certain { certain |= bit }
        }

        func classes(at level: Level) -> UInt128 {
            switch level {
            case .possible: possible
            case .likely: likely
            case .certain: certain
            }
        }
    }
}
