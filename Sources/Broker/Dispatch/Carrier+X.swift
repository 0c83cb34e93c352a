public import Conversations
public import Social

extension Carrier {
    /// Carries acts out on X, or on a network that speaks its formats.
    /// - Parameter settling: for how long after an attempt what cannot be seen may still appear: X's own reading lags behind its writing.
    public static func x(_ connector: XConnector, account: ChannelAccountID, settling: Duration = .seconds(30)) -> Carrier {
        Carrier(
            accounts: [account], settling: settling,
            send: { parcel in
                guard let act = parcel.xAct else { return .refused(code: "address") }
                switch await connector.send(act) {
                case .accepted(let id, let at): return .accepted(at: Timestamp(milliseconds: at), id: id, thread: nil)
                case .refused(let status, let code): return .refused(code: "\(status) \(code)")
                case .retryLater(let seconds): return .retryLater(seconds: seconds)
                case .unknown(let lost): return .unknown(reason: "\(lost)")
                }
            },
            find: { parcel, since in
                guard let act = parcel.xAct else { return .cannotTell }
                switch await connector.find(act, in: since.milliseconds...Int64.max, excluding: parcel.known) {
                case .found(let id, _): return .found(id: id)
                case .absent: return .absent
                // Hiding or liking twice is doing it once.
                case .cannotTell(.leavesNoTrace): return .absent
                case .cannotTell: return .cannotTell
                }
            })
    }
}

extension Carrier.Parcel {
    var xAct: XAct? {
        if act == ActWords.hiding { return inReplyTo.flatMap { XPostID($0) }.map { .hide($0) } }
        if act == ActWords.like { return inReplyTo.flatMap { XPostID($0) }.map { .like($0) } }
        if act == ActWords.repost { return inReplyTo.flatMap { XPostID($0) }.map { .repost($0) } }
        if act == ActWords.quote { return inReplyTo.flatMap { XPostID($0) }.map { .quote($0, text: text) } }
        switch channel.channelClass {
        case .publicSocial:
            if let inReplyTo { return XPostID(inReplyTo).map { .reply(to: $0, text: text) } }
            return .post(text: text)
        default:
            return recipient.flatMap { XUserID($0) }.map { .message(to: $0, text: text) }
        }
    }
}
