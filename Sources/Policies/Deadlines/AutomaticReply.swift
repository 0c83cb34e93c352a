/// An answer that goes out by itself, as a service level names it.
public struct AutomaticReply: Hashable, Sendable {
    public enum Occasion: String, CaseIterable, Hashable, Sendable {
        case always
        /// While nobody of the team is there.
        case outsideStaffedHours = "outside_staffed_hours"
    }

    /// By this name it acts, and by this name a service level may let it end turns.
    public var name: String
    /// The prepared reply whose words it says.
    public var reply: String
    public var when: Occasion
    public var channels: Set<ChannelKind>
    /// The same person gets it once in so many hours, wherever they write.
    public var hours: Int

    public init(name: String, reply: String, when: Occasion, channels: Set<ChannelKind>, hours: Int) {
        self.name = name
        self.reply = reply
        self.when = when
        self.channels = channels
        self.hours = hours
    }
}
