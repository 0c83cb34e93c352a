import Conversations
import Logging
import ServiceLifecycle
import Storage

/// Goes through the open turns at the start and whenever other terms have come into force, in the background (law 1).
struct OpenTurns: Service {
    let store: Store
    let terms: TermsInUse
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in terms.changes {
                var isDone = false
                while !isDone, !Task.isCancelled {
                    do {
                        let changed = try await store.tightenOpenTurns(under: terms.now)
                        if changed > 0 {
                            logger.notice("turns were tightened under the new terms", metadata: ["conversations": "\(changed)"])
                        }
                        isDone = true
                    } catch {
                        logger.error("open turns wait to be tightened", metadata: ["reason": "\(error)"])
                        do { try await Task.sleep(for: .seconds(1)) } catch { return }
                    }
                }
            }
        }
    }
}
