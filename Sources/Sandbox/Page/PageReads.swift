import Synchronization

/// What each customer has looked at; disposable, for the counts on the tabs.
final class PageReads: Sendable {
    private struct State {
        var messages: [UInt64: UInt64] = [:]
        var letters: [UInt64: Set<String>] = [:]
    }
    private let state = Mutex(State())

    func saw(messagesUpTo id: UInt64, _ reader: UInt64) {
        state.withLock { $0.messages[reader] = max($0.messages[reader] ?? 0, id) }
    }

    func saw(letter: String, _ reader: UInt64) {
        state.withLock { state in
            // A mailbox shows a few hundred letters; older ones need no mark.
            if state.letters[reader, default: []].count > 2_000 { state.letters[reader] = [] }
            state.letters[reader, default: []].insert(letter)
        }
    }

    func newMessages(_ messages: [SandboxMessage], _ reader: UInt64) -> Int {
        let seen = state.withLock { $0.messages[reader] ?? 0 }
        return messages.count { $0.recipient == reader && $0.id > seen }
    }

    func seenLetters(_ reader: UInt64) -> Set<String> { state.withLock { $0.letters[reader] ?? [] } }

    func newLetters(_ letters: [SandboxLetter], _ reader: UInt64) -> Int {
        let seen = seenLetters(reader)
        return letters.count { !$0.isSent && !seen.contains($0.id) }
    }
}
