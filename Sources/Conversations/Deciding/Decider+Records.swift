import Ledger

extension Decider {
    func view(_ id: ConversationID, _ purpose: String, _ command: Command) throws(Refusal) -> Decided {
        let by = try staff(command)
        guard states.conversations[id] != nil else { throw .unknownConversation }
        return Decided(.view, streams: [id.key, by.key], events: [.viewed(Viewed(by: by, purpose: purpose))])
    }

    /// The entry follows directly on what the file holds of each stream, so that each is whole up to it.
    func export(_ order: ExportOrder, _ command: Command) throws(Refusal) -> Decided {
        let by = try staff(command)
        for covered in order.covered {
            guard let head = states.head(of: covered.stream) else {
                throw covered.stream.kind == .party ? .unknownParty : .unknownConversation
            }
            guard head.sequence == covered.last else { throw .wentOn }
        }
        var decided = Decided(
            .export, streams: order.covered.map(\.stream) + [by.key],
            events: [.exported(Exported(by: by, purpose: order.purpose, manifest: order.manifest))])
        decided.verdict = .export
        return decided
    }
}
