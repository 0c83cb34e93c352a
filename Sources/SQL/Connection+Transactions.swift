import CSQLite

extension Connection {
    /// Takes the writer's lock at once, so that a transaction never fails half way for want of it.
    public func begin() throws(SQLError) {
        if let failure { throw failure }
        guard !isInTransaction else { throw SQLError(.misuse, during: .begin, message: "a transaction is already open") }
        if access == .readOnly { try control("BEGIN", .begin) } else { try control("BEGIN IMMEDIATE", .begin) }
    }

    /// Commits. When it returns, the changes are durable.
    ///
    /// If reading, writing or syncing fails here, nobody knows whether they are: the transaction is rolled back as far as that goes, and
    /// the connection begins no other. Open a new one and look.
    public func commit() throws(SQLError) {
        do {
            try control("COMMIT", .commit)
        } catch {
            if error.kind == .inputOutput || error.kind == .corrupt { fail(with: error) }
            throw error
        }
    }

    /// Rolls back; does nothing if no transaction is open, since SQLite ends one itself after some errors.
    public func rollback() throws(SQLError) {
        guard isInTransaction else { return }
        do { try control("ROLLBACK", .rollback) } catch {
            fail(with: error)
            throw error
        }
    }

    public var isInTransaction: Bool { sqlite3_get_autocommit(handle.pointer) == 0 }

    /// Runs `body` in a transaction: all of it or, if it throws, nothing. When it returns, the changes are durable.
    @discardableResult
    public func transaction<R>(_ body: (Connection) throws -> R) throws -> R {
        try begin()
        do {
            let result = try body(self)
            try commit()
            return result
        } catch {
            // If rolling back fails as well, the connection refuses every later transaction with that error.
            _ = try? rollback()
            throw error
        }
    }

    /// Runs `body` within the open transaction so that, if it throws, only what it did is undone.
    @discardableResult
    public func savepoint<R>(_ body: (Connection) throws -> R) throws -> R {
        guard isInTransaction else { throw SQLError(.misuse, during: .begin, message: "a savepoint needs an open transaction") }
        try control("SAVEPOINT inner_part", .begin)
        do {
            let result = try body(self)
            try control("RELEASE inner_part", .commit)
            return result
        } catch {
            // Some errors (disk full, I/O) have ended the whole transaction already; then there is nothing left to undo.
            if isInTransaction {
                try control("ROLLBACK TO inner_part", .rollback)
                try control("RELEASE inner_part", .rollback)
            }
            throw error
        }
    }

    private func control(_ sql: StaticString, _ operation: SQLError.Operation) throws(SQLError) {
        do { try prepare(fixed: sql).run() } catch {
            throw SQLError(error.kind, during: operation, message: error.message, extendedCode: error.extendedCode)
        }
    }
}
