import SQL

/// The error that `body` throws.
func sqlError(_ body: () throws -> Void) -> SQLError? {
    do { try body() } catch { return error as? SQLError }
    return nil
}
