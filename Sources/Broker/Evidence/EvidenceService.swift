import FoundationEssentials
public import Conversations
public import Ledger
import Storage

/// Hands a conversation out as an evidence file: an entry first, then the file that this entry and no other describes.
public struct EvidenceService: Sendable {
    let desk: Desk
    let log: VerifierKey

    /// How often somebody's newer message may make it start again.
    private static let attempts = 5

    public init(desk: Desk, log: VerifierKey) {
        self.desk = desk
        self.log = log
    }

    public struct File: Sendable {
        public var name: String
        public var bytes: [UInt8]
        /// The entry that recorded the export.
        public var index: UInt64
    }

    /// - Parameters:
    ///   - purpose: why it leaves, in the words of whoever asked; account data is taken out of them.
    ///   - page: the conversation for people's eyes, as one HTML file without anything outside it.
    public func file(
        of id: ConversationID, by staff: StaffID, purpose: String, page: @Sendable (ConversationView) -> [UInt8]
    ) async throws -> File {
        let purpose = Desk.kept(purpose)
        for _ in 0..<Self.attempts {
            let view = ConversationView(try desk.page(id), sealed: desk.store.status.sealed)
            let draft = try desk.store.evidence(
                of: id, readable: [("conversation.html", page(view)), ("conversation.jsonl", try Self.lines(view))],
                withheld: { $0.contains(where: Self.holdsCode) })
            guard let draft else { throw StorageError.refused(.unknownConversation) }
            let receipt: Receipt
            do {
                receipt = try await desk.order(
                    .export(ExportOrder(conversation: id, purpose: purpose, manifest: draft.digest, last: draft.last)), by: staff)
            } catch StorageError.refused(.wentOn) { continue }
            guard await desk.store.waitUntilSealed(receipt.index) else { throw StorageError.busy }
            return File(
                name: "evidence-\(id)-\(receipt.index).tar", bytes: try desk.store.archive(draft, recordedAt: receipt.index, log: log),
                index: receipt.index)
        }
        throw StorageError.refused(.wentOn)
    }

    /// A code or a link proves who reads a mailbox or a handle; whoever reads the evidence need not know it, sent or still held.
    private static func holdsCode(_ event: Event) -> Bool {
        switch event {
        case .queued(let queued): [ActWords.verification, ActWords.invitation].contains(queued.act)
        case .held(let held): [ActWords.verification, ActWords.invitation].contains(held.queued.act)
        default: false
        }
    }

    private static func lines(_ view: ConversationView) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try view.lines.flatMap { Array(try encoder.encode($0)) + [UInt8(ascii: "\n")] }
    }
}
