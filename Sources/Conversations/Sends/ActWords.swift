/// The acts that the clock's law speaks of, by their words in the vocabulary.
public enum ActWords {
    public static let reply = "reply"
    public static let privateReply = "private_reply"
    /// Does not end a turn.
    public static let acknowledgement = "send_acknowledgement"
    /// The invitation to move; does not end a turn.
    public static let invitation = "channel_move"
    /// Asks how we did; does not end a turn.
    public static let survey = "survey"
    /// Says that we like somebody's post; no words of our own.
    public static let like = "like"
    /// Shows somebody's post to everybody who follows us.
    public static let repost = "repost"
    /// Shows somebody's post to everybody who follows us, with words of our own.
    public static let quote = "quote"
    /// Written now to go out by itself later.
    public static let scheduled = "scheduled_post"
    /// An answer that nobody wrote for this one message.
    public static let automatic = "auto_reply"
    /// Sends files along.
    public static let attaching = "send_attachment"
    /// Keeps a post above all others.
    public static let pin = "pin"
    /// A code for a mailbox; says nothing of the conversation.
    public static let verification = "verify"
    /// Acts that say what somebody else has said.
    public static let repeating: Set<String> = [like, repost, quote, pin]

    /// All of them that Parley itself performs.
    public static let all = [reply, privateReply, acknowledgement, invitation, survey, like, repost, quote, verification]
}
