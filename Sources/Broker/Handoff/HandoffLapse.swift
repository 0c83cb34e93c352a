import Conversations
import Logging
import ServiceLifecycle
import Storage

/// Ends the handoffs whose time is over, and completes those that a crash interrupted.
///
/// A link that is too old is refused whether or not this has run: it only makes the record say so. Which are open follows from the entries,
/// so that a start goes on where the server before it ended.
struct HandoffLapse: Service {
    let handoffs: HandoffService
    let clock: @Sendable () -> Timestamp
    let logger: Logger

    private var store: Store { handoffs.desk.store }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var isComplete = false
            while !Task.isCancelled {
                var pause = Duration.seconds(5)
                do {
                    if !isComplete {
                        try await complete()
                        isComplete = true
                    }
                    while try await lapse() {}
                    if let next = try store.nextHandoffEnd(), next > clock() {
                        pause = min(pause, .milliseconds(max(50, next.milliseconds - clock().milliseconds)))
                    }
                } catch {
                    logger.error("handoffs wait to lapse", metadata: ["reason": "\(error)"])
                    pause = .seconds(1)
                }
                do { try await Task.sleep(for: pause) } catch { return }
            }
        }
    }

    /// Whether there may be more.
    private func lapse() async throws -> Bool {
        let due = try store.dueHandoffs(at: clock(), limit: 64)
        var lapsed = 0
        for one in due {
            if Task.isCancelled { return false }
            if let refusal = try await lapse(one) {
                // It came to its end another way meanwhile.
                logger.notice("a handoff did not lapse", metadata: ["handoff": "\(one.handoff)", "reason": "\(refusal.message)"])
            } else {
                lapsed += 1
            }
        }
        return lapsed > 0 && due.count == 64
    }

    /// Nil where it has lapsed.
    private func lapse(_ one: Store.OpenHandoff) async throws(StorageError) -> Refusal? {
        let order = Order.lapseHandoff(HandoffOrder(conversation: one.conversation, handoff: one.handoff))
        do throws(StorageError) { _ = try await store.submit(Command(id: RandomIDs.event(), principal: .system, order: order)) } catch {
            guard case .refused(let refusal) = error else { throw error }
            return refusal
        }
        return nil
    }

    /// Offers whose number did not go out before the server ended.
    private func complete() async throws {
        var after: EventID?
        while !Task.isCancelled {
            let page = try store.openHandoffs(after: after, limit: 64)
            for one in page where one.until > clock() { try await handoffs.complete(one.handoff, in: one.conversation) }
            guard let last = page.last else { return }
            after = last.handoff
        }
    }
}
