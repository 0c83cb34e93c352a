/// What we can do on X.
public enum XAct: Sendable, Equatable {
    case post(text: String)
    case reply(to: XPostID, text: String)
    /// Shows somebody's post to everybody, with words of our own above it.
    case quote(XPostID, text: String)
    case message(to: XUserID, text: String)
    /// Hides somebody's reply under a post of ours; it stays reachable behind a click.
    case hide(XPostID)
    case unhide(XPostID)
    /// Both may be done twice and are done once.
    case like(XPostID)
    case repost(XPostID)
    /// Deletes a post of ours.
    case delete(XPostID)
}
