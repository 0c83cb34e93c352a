import Logging
import ServiceLifecycle
import Storage

/// Works through the attachments that their letters did not wait for, one after another; what was not done when the server ended is done when
/// it runs again.
struct LateReading: Service {
    let intake: Intake
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    // Few at once: what comes in meanwhile may have an earlier turn.
                    while !Task.isCancelled, try await intake.readWaiting(atMost: 4) > 0 {}
                } catch {
                    logger.error("attachments wait to be read", metadata: ["reason": "\(error)"])
                }
                do { try await Task.sleep(for: .seconds(1)) } catch { return }
            }
        }
    }
}
