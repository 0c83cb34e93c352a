/// What one webhook body said.
public struct XDelivery: Sendable, Equatable {
    /// Which of X's two envelopes it came in: both are live, the first is on its way out.
    public enum Shape: Sendable, Equatable { case accountActivity, xActivity }

    public var shape: Shape
    /// The account whose subscription this is; nil where X names none (a finished replay, a revocation without filter).
    public var account: XUserID?
    public var events: [XEvent] = []
    /// Things known and left aside since they belong to no conversation: likes, follows, typing, reposts without words.
    public var leftAside = 0
    /// Kinds this version does not know, as X names them (letters, digits, `_`, `.`; others appear as `?`).
    public var unknownKinds: [String] = []
}
