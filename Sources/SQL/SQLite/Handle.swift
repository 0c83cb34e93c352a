import CSQLite

/// The open database. A connection and its statements share it, so that it closes after the last of them.
final class Handle {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    deinit { sqlite3_close_v2(pointer) }
}
