/// What looking for a lost send found.
public enum SearchOutcome: Sendable, Equatable {
    case found(id: String, at: Int64)
    /// The whole window was read and it is not there.
    case absent
    /// The window could not be read as a whole: nothing is known yet.
    case cannotTell(ReadingObstacle)
}

/// Why something could not be read from a network as a whole.
public enum ReadingObstacle: Sendable, Equatable {
    case notReached
    case refused(status: Int)
    case retryLater(seconds: Int)
    case unreadableAnswer
    /// There is more than is read at once.
    case tooMuch
    /// The act leaves no trace where we could look (hiding, deleting): it may simply be done again.
    case leavesNoTrace
}
