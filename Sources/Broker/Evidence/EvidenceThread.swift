import SQL

/// Puts evidence together on a thread of its own: thousands of entries are read, opened and hashed, and nobody's request waits for that.
actor EvidenceThread {
    private let executor = ThreadExecutor()
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func run<Result: Sendable>(_ work: @Sendable () throws -> Result) throws -> Result { try work() }
}
