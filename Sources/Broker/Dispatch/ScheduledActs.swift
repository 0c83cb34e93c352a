import Conversations
import Ledger
import Logging
import ServiceLifecycle
import Storage

/// Has acts decided again when their time comes.
///
/// What waits follows from the entries, so that a start goes on where the server before it ended: what came due while nobody ran is decided
/// at once, with what is so then.
struct ScheduledActs: Service {
    let desk: Desk
    let clock: @Sendable () -> Timestamp
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                var pause = Duration.milliseconds(500)
                do {
                    let due = try desk.store.dueSends(at: clock())
                    for one in due where !Task.isCancelled { try await decide(one) }
                    if due.isEmpty, let next = try desk.store.nextDueSend() {
                        pause = min(pause, .milliseconds(max(20, next.milliseconds - clock().milliseconds)))
                    }
                } catch {
                    logger.error("planned messages wait", metadata: ["reason": "\(error)"])
                    pause = .seconds(1)
                }
                do { try await Task.sleep(for: pause) } catch { return }
            }
        }
    }

    private func decide(_ one: ScheduledSend) async throws {
        for _ in 0..<Intake.readings {
            var reading: Reading?
            // Words that are gone go nowhere; the decision says so and tells somebody.
            do throws(StorageError) { reading = try await desk.reading(of: one.send, in: one.conversation) } catch {
                guard case .refused = error else { throw error }
            }
            let order = Order.comeDue(DueOrder(conversation: one.conversation, send: one.send, reading: reading))
            let command = Command(id: RandomIDs.event(), principal: .system, order: order, owner: try desk.store.owner(of: one.send))
            do throws(StorageError) {
                _ = try await desk.store.submit(command)
                return
            } catch {
                guard case .refused(let refusal) = error else { throw error }
                if refusal == .termsChanged { continue }
                // It came to its end another way meanwhile.
                logger.notice("a planned message was settled meanwhile", metadata: ["send": "\(one.send)", "reason": "\(refusal.message)"])
                return
            }
        }
        throw StorageError.busy
    }
}
