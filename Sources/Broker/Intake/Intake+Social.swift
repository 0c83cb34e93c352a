import Conversations
import Ledger
public import Social
public import Storage

extension Intake {
    /// Everything one webhook said, committed when this returns.
    /// - Returns: how many messages were new.
    public func receive(_ delivery: XDelivery, on account: ChannelAccount) async throws(StorageError) -> Int {
        var fresh = 0
        for event in delivery.events {
            switch event {
            case .posted(let post) where !post.isOwn:
                fresh += try await count(
                    receive(envelope(post, account), text: post.text, attachments: media(post.mediaCount, post.altTexts)))
            case .messaged(let message) where !message.isOwn:
                fresh += try await count(
                    receive(envelope(message, account), text: message.text, attachments: media(message.mediaCount, message.altTexts)))
            case .unreadable(let message) where !message.isOwn:
                fresh += try await count(receive(envelope(message, account), text: "", unreadable: .unreadable))
            case .postDeleted(let deletion):
                try await withdraw(deletion, account)
            case .posted, .messaged, .unreadable:
                // Our own act, echoed: the receipt of the call says so already, and a lost one is looked for.
                break
            case .accountRevoked:
                try await store.count("account_revoked")
            }
        }
        return fresh
    }

    /// Pictures and films stay where they are; what their sender says of them is scanned like text.
    private func media(_ count: Int, _ altTexts: [String]) -> [ReadAttachment] {
        let count = min(max(count, altTexts.count), Self.mostAttachments)
        return (0..<count).map { .elsewhere(saying: $0 < altTexts.count ? altTexts[$0] : "") }
    }

    private func count(_ outcome: Outcome) -> Int {
        outcome.receipt == nil ? 0 : 1
    }

    private func envelope(_ post: XPost, _ account: ChannelAccount) -> Envelope {
        let parents = [post.inReplyTo, post.conversation].compactMap { $0?.description }
        return Envelope(
            account: account.id, channel: account.publicKind, published: Timestamp(milliseconds: post.at), providerID: post.id.description,
            threadID: post.conversation?.description, address: post.author.id.description, handle: post.author.handle ?? "",
            name: post.author.name ?? "", proof: .network,
            trail: Trail(parents: parents.map { store.hashes.thread(account.network, $0) }), automatic: false)
    }

    private func envelope(_ message: XMessage, _ account: ChannelAccount) -> Envelope {
        Envelope(
            account: account.id, channel: account.privateKind, published: Timestamp(milliseconds: message.at),
            providerID: message.id.description, threadID: nil, address: message.sender.id.description,
            handle: message.sender.handle ?? "", name: message.sender.name ?? "", proof: .network, trail: Trail(), automatic: false)
    }

    private func envelope(_ message: XUnreadableMessage, _ account: ChannelAccount) -> Envelope {
        Envelope(
            account: account.id, channel: account.privateKind, published: Timestamp(milliseconds: message.at ?? 0),
            providerID: message.id.description, threadID: nil, address: message.sender?.description ?? "", handle: "", name: "",
            proof: .network, trail: Trail(), automatic: false)
    }

    private func withdraw(_ deletion: XPostDeletion, _ account: ChannelAccount) async throws(StorageError) {
        let key = store.hashes.duplicate(account.id, deletion.id.description)
        let known: (conversation: ConversationID, message: EventID)?
        do { known = try store.message(duplicateKey: key) } catch { throw .notWritable("\(error)") }
        guard let known else { return }
        do throws(StorageError) {
            _ = try await store.submit(
                Command(
                    id: RandomIDs.event(), principal: .network,
                    order: .withdraw(
                        WithdrawOrder(
                            conversation: known.conversation, message: known.message,
                            at: Timestamp(milliseconds: deletion.at ?? Int64.max), platform: account.network.rawValue))))
        } catch .refused(.nothingToDo) {
            // The deletion was delivered twice; what it leaves to do is done by the first, or at the next start.
        }
    }
}
