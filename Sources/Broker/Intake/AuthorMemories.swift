import Conversations
import Ledger
import Synchronization

/// The last few messages of each author, for values split over several: bounded, in memory only, forgotten after ten minutes.
///
/// After a restart, and after something went wrong, an author's memory is filled again from what is kept.
final class AuthorMemories: Sendable {
    /// A message as it is remembered.
    struct Line: Sendable {
        /// What knows the message when it is delivered again.
        var key: KeyedHash
        var message: EventID
        var text: String
        var at: Timestamp
    }
    /// An earlier message that a newer one completed a value in.
    struct Part: Sendable {
        var message: EventID
        /// As it came in, or as it was kept where the memory was filled again.
        var text: String
        var findings: [Finding]
        /// Everything found in that message so far.
        var all: [Finding]

        /// The message without what was completed, from what is kept of it now.
        ///
        /// Offsets count in the text as it came in; a text that was redacted since is redacted by the same findings again.
        func redacted(from kept: String) -> String { text == kept ? Redaction.redact(kept, findings) : Redaction.redact(text, all) }
    }
    /// What a message is, seen together with those before it.
    struct Result: Sendable {
        /// Spans in this message: values of its own, and its parts of completed ones.
        var findings: [Finding]
        /// What it completed before; empty if it is remembered already.
        var parts: [Part]
    }
    private struct Remembered {
        var memory = AuthorMemory(scanner: Intake.scanner)
        /// By ordinal.
        var messages: [Int: (line: Line, found: [Finding])] = [:]
        var last: Timestamp
    }
    private struct State {
        var authors: [KeyedHash: Remembered] = [:]
        /// Whose memory was thrown away half way.
        var forgotten: Set<KeyedHash> = []
        /// Before this instant an author without a memory may have written: to the server that ran before, or before all were forgotten.
        var warm: Timestamp
    }
    /// A part of the authors under a lock of its own: reading texts takes long, and others are not to wait for it.
    private final class Share: Sendable {
        let state: Mutex<State>
        init(warm: Timestamp) { state = Mutex(State(warm: warm)) }
    }
    private let shares: [Share]
    /// Authors that each share remembers.
    private let authors: Int
    private let clock: @Sendable () -> Timestamp

    /// - Parameter authors: of how many it remembers the last messages.
    init(authors: Int = 20_000, clock: @escaping @Sendable () -> Timestamp) {
        let count = max(1, min(32, authors / 256))
        let warm = Self.warm(after: clock())
        shares = (0..<count).map { _ in Share(warm: warm) }
        self.authors = authors / count
        self.clock = clock
    }

    private static func warm(after instant: Timestamp) -> Timestamp { Timestamp(milliseconds: instant.milliseconds + AuthorMemory.reach) }

    private func share(of author: KeyedHash) -> Share { shares[Int(author.low % UInt64(shares.count))] }

    /// Whether what an author wrote in the last ten minutes has to be looked up first.
    func isCold(_ author: KeyedHash, at now: Timestamp) -> Bool {
        share(of: author).state.withLock { $0.authors[author] == nil && (now < $0.warm || $0.forgotten.contains(author)) }
    }

    /// Throws an author's memory away, to be filled again before the next message.
    func forget(_ author: KeyedHash) {
        share(of: author).state.withLock { state in
            state.authors[author] = nil
            if state.forgotten.count >= authors {
                // Whoever was among them wrote at most now.
                state.forgotten.removeAll()
                state.warm = Self.warm(after: clock())
            }
            state.forgotten.insert(author)
        }
    }

    /// A message turned out to be in the ledger already, under another id.
    func place(_ key: KeyedHash, as message: EventID, by author: KeyedHash) {
        share(of: author).state.withLock { state in
            for (ordinal, known) in state.authors[author]?.messages ?? [:] where known.line.key == key {
                state.authors[author]?.messages[ordinal]?.line.message = message
            }
        }
    }

    /// Takes in an author's next message. One that is remembered already changes nothing.
    func next(_ line: Line, by author: KeyedHash) -> Result {
        share(of: author).state.withLock { state in
            let at = line.at
            if state.authors.count >= authors {
                state.authors = state.authors.filter { at.milliseconds(since: $0.value.last) < AuthorMemory.reach }
                if state.authors.count >= authors {
                    // Looking the next ones up costs time; a value whose first half was forgotten would cost more.
                    state.authors.removeAll()
                    state.warm = Self.warm(after: clock())
                }
            }
            state.forgotten.remove(author)
            var remembered = state.authors[author] ?? Remembered(last: at)
            if at.milliseconds(since: remembered.last) > AuthorMemory.reach { remembered = Remembered(last: at) }
            if let known = remembered.messages.values.first(where: { $0.line.key == line.key }) {
                return Result(findings: known.found, parts: [])
            }
            let result = remembered.memory.next(line.text, at: at.milliseconds, author: .customer)
            remembered.messages[result.message] = (line, result.findings)
            remembered.last = max(remembered.last, at)
            var parts: [Int: [Finding]] = [:]
            for earlier in result.earlier { parts[earlier.message, default: []].append(earlier.finding) }
            let completed = parts.sorted { $0.key < $1.key }.compactMap { ordinal, findings -> Part? in
                guard var known = remembered.messages[ordinal] else { return nil }
                known.found += findings
                remembered.messages[ordinal] = known
                return Part(message: known.line.message, text: known.line.text, findings: findings, all: known.found)
            }
            let oldest = result.message - AuthorMemory.depth
            remembered.messages = remembered.messages.filter { $0.key > oldest }
            state.authors[author] = remembered
            return Result(findings: result.findings, parts: completed)
        }
    }
}
