public import Conversations
public import Ledger
public import Storage

extension RecordKeeping {
    /// Stands where words were taken out.
    static let gap = "[taken out]"

    /// Takes words out of one message for good: a newer entry has what stays, the older words are destroyed.
    /// - Parameter span: Unicode scalars of the text as it is shown now; nil takes all of it.
    public func redact(
        _ message: EventID, span: Range<Int>?, reason: String, by staff: StaffID
    ) async throws(StorageError) -> Receipt {
        guard let line = try reading({ try store.entry(message) }),
            let stream = line.leaf.streams.first(where: { $0.kind == .conversation }),
            let keeper = line.leaf.streams.last(where: { $0.kind == .conversation })
        else { throw .refused(.unknownMessage) }
        let page = try intake.page(ConversationID(stream.id))
        guard let newest = page.versions(of: message).last(where: { $0.text != nil }), let text = newest.text else {
            throw .refused(.nothingToDo)
        }
        let scalars = Array(text.unicodeScalars)
        let span = span ?? 0..<scalars.count
        guard !span.isEmpty, span.upperBound <= scalars.count else {
            throw .refused(.notAllowed("The text has \(scalars.count) characters; name some of these."))
        }
        var redacted = String.UnicodeScalarView(scalars[..<span.lowerBound])
        redacted.append(contentsOf: Self.gap.unicodeScalars)
        redacted.append(contentsOf: scalars[span.upperBound...])
        let files = try intake.files(of: page.holders(of: message).map(\.leaf.eventID))
        let part = RedactEarlierOrder.Part(message: message, text: String(redacted), redactions: [], rest: newest.rest(with: files))
        let wish = RedactEarlierOrder.Wish(reason: Desk.kept(reason), characters: span.count)
        let order = Order.redactEarlier(RedactEarlierOrder(conversation: ConversationID(keeper.id), part: part, wish: wish))
        return try await store.submit(
            Command(id: RandomIDs.event(), principal: .staff(staff), order: order, owner: owner(of: line, in: page), files: files))
    }

    /// Whose keys seal the message: its author's, or those of the one it went to.
    private func owner(of line: ConversationPage.Line, in page: ConversationPage) -> KeyedHash? {
        for event in line.events ?? [] {
            switch event {
            case .received(let received):
                return page.states.conversations.values.lazy.compactMap { $0.identities[received.party]?.key }.first
            case .queued(let queued): return queued.recipient
            case .held(let held), .scheduled(let held): return held.queued.recipient
            default: continue
            }
        }
        return page.state.customerKey
    }
}
