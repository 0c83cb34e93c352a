/// What is known of one part of a conversation: a set of facts, from which its turns follow.
///
/// Sets of facts only grow and are joined, so it never matters in which order they were heard of, or how often.
struct PartRecord: Hashable, Sendable {
    /// Published times of customer messages, ascending, each once.
    private(set) var messages: [Timestamp] = []
    /// Instants of the substantive answers given in this part that stand, ascending, each once.
    private(set) var answers: [Timestamp] = []
    /// Every answer that was given, and those of them that came back undelivered; both ascending, each once.
    private var given: [Answer] = []
    private var returned: [Answer] = []
    /// The strictest promise for each start that one was worked out for, ascending by start.
    private(set) var promises: [Start] = []

    /// Two answers may be given at one instant, and one of them come back.
    struct Answer: Hashable, Sendable, Comparable {
        var at: Timestamp
        /// The number of the send, unique in its ledger.
        var send: UInt64

        static func < (one: Answer, other: Answer) -> Bool { (one.at, one.send) < (other.at, other.send) }
    }

    struct Start: Hashable, Sendable {
        var start: Timestamp
        var promise: Promise
    }

    mutating func insert(message published: Timestamp) {
        messages.insertOnce(published)
    }

    mutating func insert(_ answer: Answer) {
        given.insertOnce(answer)
        if !returned.contains(answer) { answers.insertOnce(answer.at) }
    }

    /// The answer reached nobody, whether it was heard of before or not.
    mutating func insert(returned answer: Answer) {
        returned.insertOnce(answer)
        let stands = given.contains { $0.at == answer.at && !returned.contains($0) }
        if !stands { answers.removeAll { $0 == answer.at } }
    }

    /// A promise implies the message with which its turn starts.
    mutating func insert(_ promise: Promise, start: Timestamp) {
        insert(message: start)
        let index = promises.partition { $0.start < start }
        if index < promises.count, promises[index].start == start {
            if promise.isStricter(than: promises[index].promise) { promises[index].promise = promise }
        } else {
            promises.insert(Start(start: start, promise: promise), at: index)
        }
    }

    /// The messages and promises from a start on, without answers; nothing where there is no start.
    func unanswered(from start: Timestamp?) -> PartRecord {
        var record = PartRecord()
        guard let start else { return record }
        record.messages = Array(messages[messages.partition { $0 < start }...])
        record.promises = Array(promises[promises.partition { $0.start < start }...])
        return record
    }

    /// Whether a promise was worked out for that very start. One for a later message of the same turn may be looser.
    func hasPromise(for start: Timestamp) -> Bool {
        let index = promises.partition { $0.start < start }
        return index < promises.count && promises[index].start == start
    }

    /// The turn made of the messages after `previous` and up to `ended`: an answer answers all that was published by then.
    func turn(after previous: Timestamp?, ended: Timestamp?) -> Turn? {
        let first = previous.map { previous in messages.partition { $0 <= previous } } ?? 0
        guard first < messages.count, ended.map({ messages[first] <= $0 }) ?? true else { return nil }
        var promise: Promise?
        for candidate in promises[promises.partition { $0.start < messages[first] }...] {
            if let ended, candidate.start > ended { break }
            promise = Promise.stricter(promise, candidate.promise)
        }
        return Turn(start: messages[first], promise: promise, ended: ended)
    }

    /// All turns, given every answer that counts for this part, ascending.
    func turns(answers: [Timestamp]) -> [Turn] {
        var turns: [Turn] = []
        var previous: Timestamp?
        for answer in answers {
            if let turn = turn(after: previous, ended: answer) { turns.append(turn) }
            previous = answer
        }
        if let turn = turn(after: previous, ended: nil) { turns.append(turn) }
        return turns
    }
}

extension Array where Element: Comparable {
    mutating func insertOnce(_ element: Element) {
        guard let last, last >= element else {
            append(element)
            return
        }
        let index = partition { $0 < element }
        if self[index] != element { insert(element, at: index) }
    }
}
