/// One way a call that writes can go wrong.
public enum AnswerFault: String, Sendable, Codable, CaseIterable {
    /// Does it, then closes the connection without a byte: the caller cannot know.
    case loseAnswer = "lose_answer"
    /// Closes the connection without doing it: looks the same to the caller.
    case loseRequest = "lose_request"
    /// Does it, says so in the status line, and closes the connection inside the body.
    case cutAnswer = "cut_answer"
    /// Does it and keeps the caller waiting.
    case hold
    /// 503, nothing done.
    case unavailable
    /// Does it and says 500 all the same.
    case doneButFailed = "done_but_failed"
    /// 429, nothing done.
    case tooMany = "too_many"
}
