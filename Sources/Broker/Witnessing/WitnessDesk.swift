import FoundationEssentials
import SQL
@_exported public import enum Signer.WitnessAnswer
public import Signer

/// A witness at work: requests one after the other on a thread of its own, since each waits for the disk.
public actor WitnessDesk {
    private let executor: ThreadExecutor
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let witness: Witness
    /// Longest request in bytes.
    public static let greatestRequest = Witness.greatestRequest

    public init(_ witness: Witness) {
        self.witness = witness
        executor = ThreadExecutor()
    }

    /// Answers an add-checkpoint request; what it cosigned is on the disk by then.
    public func add(_ body: [UInt8]) -> WitnessAnswer {
        witness.add(body, now: UInt64(max(1, Date().timeIntervalSince1970)))
    }

    /// The newest cosigned checkpoint of a log, by the SHA-256 of its origin in hexadecimal.
    public func checkpoint(ofOriginHash hash: String) -> [UInt8]? { witness.checkpoint(ofOriginHash: hash) }
}
