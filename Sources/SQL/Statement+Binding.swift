import CSQLite

extension Statement {
    public func bind(_ number: Int, _ value: Int64) throws(SQLError) {
        try check(sqlite3_bind_int64(pointer, position(number), value))
    }

    public func bind(_ number: Int, _ value: Int) throws(SQLError) { try bind(number, Int64(value)) }

    public func bind(_ number: Int, _ value: Double) throws(SQLError) {
        try check(sqlite3_bind_double(pointer, position(number), value))
    }

    public func bindNull(_ number: Int) throws(SQLError) { try check(sqlite3_bind_null(pointer, position(number))) }

    /// Binds a copy of the text.
    public func bind(_ number: Int, _ value: String) throws(SQLError) {
        let position = try position(number)
        var value = value
        let code = value.withUTF8 { text in
            // A null pointer would bind NULL, not the empty text.
            guard let start = text.baseAddress else { return parley_sqlite_bind_text_copy(pointer, position, [UInt8](), 0) }
            return parley_sqlite_bind_text_copy(pointer, position, start, UInt64(text.count))
        }
        try check(code)
    }

    /// Binds a copy of the bytes.
    public func bind(_ number: Int, _ value: [UInt8]) throws(SQLError) {
        let position = try position(number)
        try check(value.withUnsafeBytes { copy($0, to: position) })
    }

    /// Binds a copy of the bytes.
    public func bind(_ number: Int, copying bytes: borrowing Span<UInt8>) throws(SQLError) {
        let position = try position(number)
        try check(bytes.withUnsafeBytes { copy($0, to: position) })
    }

    /// Binds the bytes where they are, without a copy. They must stay there, unchanged, until ``reset()`` or ``run()`` has returned.
    public func bind(_ number: Int, unsafeBorrowing bytes: UnsafeRawBufferPointer) throws(SQLError) {
        let position = try position(number)
        try check(borrow(bytes, at: position))
    }

    /// Binds the bytes where they are for the time of `body`, which runs the statement; it is reset afterwards.
    public func withBound<R>(_ number: Int, _ bytes: borrowing Span<UInt8>, _ body: () throws(SQLError) -> R) throws(SQLError) -> R {
        let position = try position(number)
        return try bytes.withUnsafeBytes { (buffer) throws(SQLError) -> R in
            defer { reset() }
            try check(borrow(buffer, at: position))
            return try body()
        }
    }

    public func bind(_ number: Int, value: Value) throws(SQLError) {
        switch value {
        case .null: try bindNull(number)
        case .integer(let integer): try bind(number, integer)
        case .real(let real): try bind(number, real)
        case .text(let text): try bind(number, text)
        case .blob(let bytes): try bind(number, bytes)
        }
    }

    /// Binds all placeholders; there must be as many values.
    public func bind(_ values: [Value]) throws(SQLError) {
        guard values.count == placeholderCount else {
            throw SQLError(.misuse, during: .bind, sql: sql, message: "\(placeholderCount) placeholders, \(values.count) values")
        }
        for (index, value) in values.enumerated() { try bind(index + 1, value: value) }
    }

    private func copy(_ bytes: UnsafeRawBufferPointer, to position: Int32) -> Int32 {
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return sqlite3_bind_zeroblob(pointer, position, 0) }
        return parley_sqlite_bind_blob_copy(pointer, position, start, UInt64(bytes.count))
    }

    private func borrow(_ bytes: UnsafeRawBufferPointer, at position: Int32) -> Int32 {
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return sqlite3_bind_zeroblob(pointer, position, 0) }
        return sqlite3_bind_blob64(pointer, position, start, UInt64(bytes.count), nil)  // nil is SQLITE_STATIC
    }

    private func check(_ code: Int32) throws(SQLError) {
        guard code == SQLITE_OK else { throw SQLError(code, handle.pointer, during: .bind, sql: sql) }
    }
}
