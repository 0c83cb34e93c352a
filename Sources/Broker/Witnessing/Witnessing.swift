import Ledger
import Logging
public import ServiceLifecycle
import Social
import Storage

/// Sends what is sealed to the firm's witnesses and keeps the checkpoints that a quorum of them has cosigned.
///
/// In rounds: a quorum counts only on one and the same checkpoint, so all are asked for one, then for the next. A witness that does not answer is
/// left alone for a while, longer each time, and keeps nobody else waiting.
public final class Witnessing: Service {
    private let store: Store
    private let policy: Ledger.WitnessPolicy
    private let log: @Sendable () throws -> KeyRing
    private let connections: Connections
    private let interval: Duration
    private let logger: Logger
    private let table: WitnessTable

    /// How often it is looked whether something new is sealed.
    private static let watch = Duration.milliseconds(50)
    /// How long the others may still answer once there is a quorum.
    private static let grace = Duration.milliseconds(500)

    /// - Parameter interval: the shortest time between two rounds.
    init(
        store: Store, policy: Ledger.WitnessPolicy, log: @escaping @Sendable () throws -> KeyRing, connections: Connections,
        interval: Duration, logger: Logger
    ) {
        self.store = store
        self.policy = policy
        self.log = log
        self.connections = connections
        self.interval = interval
        self.logger = logger
        table = WitnessTable(policy.witnesses)
    }

    public var status: WitnessingStatus { WitnessingStatus(witnessed: store.status.witnessed, witnesses: table.standings) }

    /// One checkpoint and the lines that were collected for it.
    private struct Round {
        let note: SignedNote
        let checkpoint: Checkpoint
        var lines: [Int: NoteSignature] = [:]
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var round: Round?
            var last = ContinuousClock.now - self.interval
            while !Task.isCancelled {
                do { try await Task.sleep(for: Self.watch) } catch { return }
                let status = self.store.status
                guard status.sealed > status.witnessed, ContinuousClock.now - last >= self.interval else { continue }
                do {
                    var next = try self.begin(round, sealed: status.sealed)
                    let due = self.policy.witnesses.indices.filter { next.lines[$0] == nil && self.table.isDue($0) }
                    if !due.isEmpty {
                        last = .now
                        try await self.ask(due, &next)
                    }
                    round = next
                } catch {
                    self.logger.error("witnessing waits", metadata: ["reason": "\(error)"])
                    do { try await Task.sleep(for: .seconds(1)) } catch { return }
                }
            }
        }
    }

    /// The round that goes on, or a new one where more is sealed by now.
    private func begin(_ round: Round?, sealed: UInt64) throws -> Round {
        if let round, round.checkpoint.size >= sealed { return round }
        guard let note = try store.sealedCheckpoint() else { throw StorageError.damaged("the newest checkpoint") }
        do { return Round(note: note, checkpoint: try VerifiedCheckpoint(note, log: log()).checkpoint) } catch {
            throw StorageError.damaged("the newest checkpoint: \(error)")
        }
    }

    private enum Answer: Sendable {
        case line(Int, NoteSignature, UInt64)
        case failure(Int, WitnessRequest.Failure)
        case graceIsOver
    }

    private func ask(_ due: [Int], _ round: inout Round) async throws {
        let request = WitnessRequest(
            store: store, log: try log(), connections: connections, note: round.note, checkpoint: round.checkpoint)
        var answers: [Answer] = []
        var wanted = due.count
        try await withThrowingTaskGroup(of: Answer.self) { group in
            for index in due {
                let (party, size) = (policy.witnesses[index], table.size(index))
                group.addTask {
                    do throws(WitnessRequest.Failure) {
                        let (line, seconds) = try await request.cosignature(of: party, from: size)
                        return .line(index, line, seconds)
                    } catch { return .failure(index, error) }
                }
            }
            var isMet = false
            while wanted > 0, let answer = try await group.next() {
                if case .graceIsOver = answer { break }
                wanted -= 1
                answers.append(answer)
                guard case .line(let index, let line, let seconds) = answer else { continue }
                table.hasCosigned(index, size: round.checkpoint.size, seconds: seconds)
                round.lines[index] = line
                guard policy.isMet(by: round.lines.keys.map { policy.witnesses[$0].key }) else { continue }
                try await keep(round)
                if !isMet {
                    isMet = true
                    group.addTask {
                        // Cut short where all have answered.
                        do { try await Task.sleep(for: Self.grace) } catch { return .graceIsOver }
                        return .graceIsOver
                    }
                }
            }
            group.cancelAll()
        }
        for case .failure(let index, let failure) in answers {
            if let size = failure.stands { table.stands(index, at: min(size, round.checkpoint.size)) }
            if table.failed(index, failure.why) {
                logger.error(
                    "a witness does not cosign", metadata: ["witness": "\(policy.witnesses[index].key.name)", "reason": "\(failure.why)"])
            }
        }
    }

    private func keep(_ round: Round) async throws {
        let lines = round.lines.sorted { $0.key < $1.key }.map(\.value)
        let cosigned: SignedNote
        do { cosigned = try SignedNote(text: round.note.text, signatures: round.note.signatures + lines) } catch {
            throw StorageError.damaged("a cosigned checkpoint: \(error)")
        }
        try await store.keep(cosigned: cosigned, size: round.checkpoint.size)
    }
}
