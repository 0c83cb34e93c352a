import Conversations
import Logging
import ServiceLifecycle
import Storage

/// Destroys what waited in quarantine until its time was over (law 2(b)).
struct QuarantineLimit: Service {
    let store: Store
    let clock: @Sendable () -> Timestamp
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                var pause = Duration.seconds(30)
                do {
                    while try await store.destroyDueQuarantine() > 0 {}
                    if let next = try store.nextQuarantineLimit() {
                        pause = min(pause, .milliseconds(max(50, next.milliseconds - clock().milliseconds)))
                    }
                } catch {
                    logger.error("the quarantine's limit waits", metadata: ["reason": "\(error)"])
                    pause = .seconds(1)
                }
                do { try await Task.sleep(for: pause) } catch { return }
            }
        }
    }
}
