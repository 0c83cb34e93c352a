public import Conversations

extension Carrier {
    /// Carries acts out to the firm's own chat page.
    ///
    /// There is no network to call: a visitor sees a message as soon as, and only if, its receipt is in the ledger, and reads it from the
    /// vault whenever they come back. So an attempt without a receipt was seen by nobody and simply goes again.
    public static func chat(account: ChannelAccountID, clock: @escaping @Sendable () -> Timestamp) -> Carrier {
        Carrier(
            accounts: [account], settling: .zero,
            send: { parcel in
                guard parcel.recipient != nil, !parcel.text.isEmpty else { return .refused(code: "address") }
                return .accepted(at: clock(), id: nil, thread: nil)
            }, find: { _, _ in .absent })
    }
}
