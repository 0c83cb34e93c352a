import Conversations
import Ledger
import Storage

/// What a visitor may see of a conversation: their own messages, and what the firm sent to their chat. Nothing else that stands in it.
struct ChatTimeline: Sendable {
    let visit: ChatVisit
    let hashes: KeyedHashes

    /// A line, and the entry that brought it to its present form.
    struct Item: Sendable {
        /// The entry that brought the message.
        var message: UInt64
        var changed: UInt64
        var line: ChatLine

        /// In the order in which they came or changed, those after a mark; all where the mark is not known, which repeats what may be there.
        static func after(_ mark: String?, in items: [Item]) -> [Item] {
            let items = items.sorted { $0.changed < $1.changed }
            guard let mark, let seen = items.first(where: { $0.line.mark == mark }) else { return items }
            return items.filter { $0.changed > seen.changed }
        }
    }

    /// In the order of their entries.
    func items(of page: ConversationPage) -> [Item] {
        var sends: [EventID: Queued] = [:]
        for line in page.lines {
            for event in line.events ?? [] {
                switch event {
                case .queued(let queued): sends[queued.send] = queued
                case .held(let held), .scheduled(let held): sends[held.send] = held.queued
                default: break
                }
            }
        }
        return page.lines.compactMap { line -> Item? in
            for event in line.events ?? [] {
                switch event {
                case .received(let received): return written(line, received, page)
                case .accepted(let accepted): return sends[accepted.send].flatMap { answered(line, $0, accepted.at, page) }
                case .sendFound(let found): return sends[found.send].flatMap { answered(line, $0, found.at, page) }
                default: break
                }
            }
            return nil
        }
    }

    private func written(_ line: ConversationPage.Line, _ received: Received, _ page: ConversationPage) -> Item? {
        let versions = page.versions(of: line.leaf.eventID)
        // The address is the visit's: another visitor's message never passes, whatever was merged with what.
        guard received.channel.network == .web, let shown = versions.last, shown[.address] == visit.address, let text = shown.text else {
            return nil
        }
        var notes = received.redactions
        for version in versions {
            for case .redactedEarlier(let earlier) in version.events ?? [] { notes += earlier.redactions }
        }
        return Item(
            message: line.index, changed: shown.index,
            line: ChatLine(
                key: mark(line.index), mark: mark(shown.index), author: .visitor, at: received.published.description,
                parts: ChatLine.Part.parts(of: text, linked: false), notice: notes.notice))
    }

    private func answered(_ line: ConversationPage.Line, _ queued: Queued, _ at: Timestamp, _ page: ConversationPage) -> Item? {
        guard queued.channel.network == .web, queued.recipient == visit.key,
            let text = page.lines.first(where: { $0.leaf.eventID == queued.send })?.text, !text.isEmpty
        else { return nil }
        return Item(
            message: line.index, changed: line.index,
            line: ChatLine(
                key: mark(line.index), mark: mark(line.index), author: .firm, at: at.description,
                parts: ChatLine.Part.parts(of: text, linked: true), notice: nil))
    }

    /// An entry's name for this visitor: its place in the ledger would tell strangers how much the firm is written to.
    private func mark(_ index: UInt64) -> String { hashes.secret("chat mark", "\(visit.address) \(index)").description }
}
