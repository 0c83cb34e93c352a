import Conversations
import Ledger
import Synchronization

/// The last few messages of each author, for values split over several: bounded, in memory only, forgotten after ten minutes.
final class AuthorMemories: Sendable {
    /// An earlier message that a newer one completed a value in.
    struct Part: Sendable {
        var message: EventID
        /// As it came in.
        var text: String
        var findings: [Finding]
        /// Everything found in that message so far.
        var all: [Finding]
    }
    private struct Remembered {
        var memory = AuthorMemory(scanner: Scanner(classes: Scanner.allClasses))
        /// By ordinal.
        var messages: [Int: (message: EventID, text: String, found: [Finding])] = [:]
        var last: Timestamp
    }
    private let state = Mutex<[KeyedHash: Remembered]>([:])
    private static let authors = 20_000

    /// Takes in an author's next message; what it completes in earlier ones.
    func next(_ text: String, message: EventID, by author: KeyedHash, at: Timestamp) -> [Part] {
        state.withLock { authors in
            if authors.count >= Self.authors {
                authors = authors.filter { at.milliseconds(since: $0.value.last) < AuthorMemory.reach }
                if authors.count >= Self.authors { authors.removeAll() }
            }
            var remembered = authors[author] ?? Remembered(last: at)
            if at.milliseconds(since: remembered.last) > AuthorMemory.reach { remembered = Remembered(last: at) }
            let result = remembered.memory.next(text, at: at.milliseconds, author: .customer)
            remembered.messages[result.message] = (message, text, result.findings)
            remembered.last = max(remembered.last, at)
            var parts: [Int: [Finding]] = [:]
            for earlier in result.earlier { parts[earlier.message, default: []].append(earlier.finding) }
            let completed = parts.sorted { $0.key < $1.key }.compactMap { ordinal, findings -> Part? in
                guard var known = remembered.messages[ordinal] else { return nil }
                known.found += findings
                remembered.messages[ordinal] = known
                return Part(message: known.message, text: known.text, findings: findings, all: known.found)
            }
            let oldest = result.message - AuthorMemory.depth
            remembered.messages = remembered.messages.filter { $0.key > oldest }
            authors[author] = remembered
            return completed
        }
    }
}
