import Glibc

/// Words for people, on standard error.
enum Words {
    static func say(_ words: String) { write(words + "\n") }

    /// Without the end of the line.
    static func write(_ words: String) {
        let bytes = Array(words.utf8)
        var from = 0
        while from < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress! + from, $0.count - from) }
            if count < 0, errno == EINTR { continue }
            // Where standard error is closed there is nobody to tell.
            guard count > 0 else { return }
            from += count
        }
    }
}
