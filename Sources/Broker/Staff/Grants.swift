import Conversations
import Logging
import ServiceLifecycle

/// Takes up what was asked for on the command line: rights become entries, then they hold.
///
/// Another process writes to the register's file, and only looking again finds out.
struct Grants: Service {
    let entrance: Entrance
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do throws(StaffError) { try await entrance.takeUp() } catch {
                    logger.warning("rights that were asked for have no entry yet", metadata: ["reason": "\(error)"])
                }
                // Ended by the shutdown only.
                do { try await Task.sleep(for: .seconds(1)) } catch { return }
            }
        }
    }
}
