import Ledger

extension Decider {
    private func configuration() throws(Refusal) -> StreamKey {
        guard let state = states.configuration else { throw .notAllowed("The ledger has no configuration stream yet.") }
        return state.id.key
    }

    func putTermsInForce(_ terms: TermsInForce, again: Bool, _ command: Command) throws(Refusal) -> Decided {
        let key = try configuration()
        guard again || states.configuration?.terms != terms else { throw .nothingToDo }
        return Decided(.putTermsInForce, streams: [key], events: [.termsInForce(terms)])
    }

    func refuseTerms(_ refused: TermsRefused, _ command: Command) throws(Refusal) -> Decided {
        Decided(.refuseTerms, streams: [try configuration()], events: [.termsRefused(refused)])
    }

    func announceEvidenceKey(_ announced: EvidenceKeyAnnounced, _ command: Command) throws(Refusal) -> Decided {
        let key = try configuration()
        guard states.configuration?.evidenceKey != announced.key else { throw .nothingToDo }
        return Decided(.announceEvidenceKey, streams: [key], events: [.evidenceKey(announced)])
    }

    /// One change of keys at a time: at every size of the log one key signs, or two.
    func announceLogKey(_ announced: LogKeyAnnounced, _ command: Command) throws(Refusal) -> Decided {
        let key = try configuration()
        guard states.configuration?.logKey != announced.key else { throw .nothingToDo }
        guard states.configuration?.logKeyBefore == nil else {
            throw .notAllowed("Two keys sign the log already. Retire the older one first.")
        }
        guard states.configuration?.logKey.map({ $0 == announced.before }) ?? true, announced.key != announced.before else {
            throw .notAllowed("The key named as the one before is not the key that signs now.")
        }
        return Decided(.announceLogKey, streams: [key], events: [.logKey(announced)])
    }

    func retireLogKey(_ retired: LogKeyRetired, _ command: Command) throws(Refusal) -> Decided {
        let key = try configuration()
        guard states.configuration?.logKeyBefore != nil else { throw .nothingToDo }
        guard states.configuration?.logKeyBefore == retired.key else {
            throw .notAllowed("Only the older of two keys that sign can be retired.")
        }
        return Decided(.retireLogKey, streams: [key], events: [.logKeyRetired(retired)])
    }

    /// The hash of an authority's word: what stands behind this entry is younger than that word.
    func recordTimeStamp(_ stamp: TimeStamped, _ command: Command) throws(Refusal) -> Decided {
        Decided(.recordTimeStamp, streams: [try configuration()], events: [.timeStamped(stamp)])
    }

    /// The first entry after an older state was taken up again says what was lost.
    func continueLog(_ continued: LogContinued, _ destroyed: [EntryRange], _ command: Command) throws(Refusal) -> Decided {
        let by = try staff(command)
        guard continued.reason.contains(where: { !$0.isWhitespace }) else {
            throw .notAllowed("Say why the log goes on from an older state.")
        }
        var decided = Decided(.continueLog, streams: [try configuration(), by.key], events: [.logContinued(continued)])
        guard !destroyed.isEmpty else { return decided }
        // What was erased after the older state was written is erased in it as well, and the entries that said why are lost.
        decided.events.append(
            .retired(
                Retired(
                    basis: "erased before the ledger was set back; the entry that recorded it was lost", retention: "", since: now,
                    until: now, by: by)))
        decided.events.append(.reached(Reached(entries: destroyed)))
        decided.verdict = .erase
        return decided
    }

    func heartbeat(_ entries: UInt64, _ command: Command) -> Decided {
        let key = states.configuration?.id.key
        return Decided(.heartbeat, streams: key.map { [$0] } ?? [], events: [.heartbeat(Heartbeat(entries: entries))])
    }

    func addChannelAccount(_ added: ChannelAccountAdded, _ command: Command) throws(Refusal) -> Decided {
        guard states.channelAccounts[added.account]?.network == nil else { throw .nothingToDo }
        return Decided(.addChannelAccount, streams: [added.account.key], events: [.channelAccountAdded(added)])
    }

    /// Rights are facts: the member's stream has them, and the stream of whoever gave them.
    func grant(_ order: GrantOrder, _ command: Command) throws(Refusal) -> Decided {
        let granted = Granted(staff: order.staff, roles: order.roles, isDisabled: order.isDisabled)
        guard states.staff[order.staff]?.granted != granted else { throw .nothingToDo }
        var decided = Decided(.grant, streams: [order.staff.key], events: [.granted(granted)])
        if case .staff(let by) = command.principal, by != order.staff { decided.streams.append(by.key) }
        decided.content = [ContentField(.handle, order.login)]
        return decided
    }
}
