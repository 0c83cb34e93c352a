import Crypto
import Logging
public import ServiceLifecycle
import Social
import Storage
import Synchronization
import Verifier

/// Has a time-stamp authority say, again and again, that the newest checkpoint existed, and writes the hash of its word into the ledger: what
/// stands before it is older than that moment, what stands behind it is younger (RFC 3161).
public final class TimeStamping: Service {
    /// Where and how often.
    struct Settings: Sendable {
        var url: String
        var authority: TimeStampAuthority
        var interval: Duration
    }

    private let store: Store
    private let settings: Settings
    private let connections: Connections
    private let clock: @Sendable () -> Timestamp
    private let logger: Logger
    private let state = Mutex(TimeStampingStatus())

    private static let patience = Duration.seconds(20)
    private static let shortestPause = Duration.seconds(1)

    init(
        store: Store, settings: Settings, connections: Connections, clock: @escaping @Sendable () -> Timestamp, logger: Logger
    ) {
        self.store = store
        self.settings = settings
        self.connections = connections
        self.clock = clock
        self.logger = logger
    }

    public var status: TimeStampingStatus { state.withLock { $0 } }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var pause = Self.shortestPause
            var last: UInt64?
            while !Task.isCancelled {
                do {
                    try await self.store.recordTimeStamps()
                    if last == nil { last = try self.store.newestTimeStamp()?.size ?? 0 }
                    let sealed = self.store.status.sealed
                    if sealed > last ?? 0 {
                        let (size, time) = try await self.stamp()
                        last = max(sealed, size)
                        self.state.withLock { $0 = TimeStampingStatus(size: size, time: time.description) }
                    }
                    pause = min(Self.shortestPause, self.settings.interval)
                    do { try await Task.sleep(for: sealed > 0 ? self.settings.interval : pause) } catch { return }
                } catch {
                    let isNew = self.state.withLock { state in
                        defer { state.failure = "\(error)" }
                        return state.failure != "\(error)"
                    }
                    if isNew { self.logger.error("no time stamp", metadata: ["reason": "\(error)"]) }
                    do { try await Task.sleep(for: pause) } catch { return }
                    pause = min(pause * 2, min(self.settings.interval, .seconds(300)))
                }
            }
        }
    }

    private struct Refused: Error, CustomStringConvertible { let description: String }

    private func stamp() async throws -> (size: UInt64, time: Timestamp) {
        guard let note = try store.publishedCheckpoint() else { throw Refused(description: "nothing is sealed") }
        let bytes = note.encode()
        let size = try Checkpoint(parsing: note.text).size
        let query = TimeStampQuery(over: bytes, random: .random(in: .min ... .max))
        let answer: PostAnswer
        do {
            answer = try await connections.post(
                query.bytes, type: "application/timestamp-query", to: settings.url, accepting: TimeStamp.greatestByteCount,
                within: Self.patience)
        } catch { throw Refused(description: "the time-stamp authority: \(error)") }
        guard answer.status == 200, answer.type == "application/timestamp-reply" else {
            throw Refused(description: "the time-stamp authority answered with status \(answer.status) and no time stamp")
        }
        let token: [UInt8]
        let stamp: TimeStamp
        do {
            token = try TimeStamp.token(in: answer.body)
            stamp = try TimeStamp(token: token)
        } catch { throw Refused(description: "the time-stamp authority's answer: \(error)") }
        // An older answer, played again, would bear another number.
        guard stamp.nonce == query.nonce else { throw Refused(description: "the time stamp is an answer to another request") }
        do { try stamp.verify(over: bytes, authority: settings.authority) } catch {
            throw Refused(description: "the time stamp is not to be believed: \(error)")
        }
        let time = Timestamp(milliseconds: stamp.time)
        let digest = SHA256.hash(data: token).map { String(String(UInt16($0) + 256, radix: 16).suffix(2)) }.joined()
        try await store.record(KeptTimeStamp(sha256: digest, size: size, note: bytes, token: token), at: time)
        return (size, time)
    }
}

/// How the log stands with its time-stamp authority.
public struct TimeStampingStatus: Codable, Sendable, Equatable {
    /// How many entries the newest time stamp since the start covers.
    public var size: UInt64?
    /// When the authority says that it was, in RFC 3339.
    public var time: String?
    /// Why there is none, while that is so.
    public var failure: String?

    init(size: UInt64? = nil, time: String? = nil) {
        self.size = size
        self.time = time
    }
}
