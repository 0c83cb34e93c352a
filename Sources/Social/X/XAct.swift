/// What we can do on X.
public enum XAct: Sendable, Equatable {
    case post(text: String)
    case reply(to: XPostID, text: String)
    case message(to: XUserID, text: String)
    /// Hides somebody's reply under a post of ours; it stays reachable behind a click.
    case hide(XPostID)
    case unhide(XPostID)
    /// Deletes a post of ours.
    case delete(XPostID)
}
