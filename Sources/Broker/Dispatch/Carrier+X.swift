public import Conversations
public import Social

extension Carrier {
    /// Carries acts out on X, or on a network that speaks its formats.
    public static func x(_ connector: XConnector, account: ChannelAccountID) -> Carrier {
        Carrier(
            accounts: [account],
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
                switch await connector.find(act, in: since.milliseconds...Int64.max) {
                case .found(let id, _): return .found(id: id)
                case .absent: return .absent
                case .cannotTell: return .cannotTell
                }
            })
    }
}

extension Carrier.Parcel {
    var xAct: XAct? {
        switch channel.channelClass {
        case .publicSocial:
            if let inReplyTo { return XPostID(inReplyTo).map { .reply(to: $0, text: text) } }
            return .post(text: text)
        default:
            return recipient.flatMap { XUserID($0) }.map { .message(to: $0, text: text) }
        }
    }
}
