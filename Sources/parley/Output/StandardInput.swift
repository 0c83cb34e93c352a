import Glibc

enum StandardInput {
    struct TooLong: Error, CustomStringConvertible {
        let limit: Int
        var description: String { "Standard input is longer than \(limit) bytes. Cut it into parts." }
    }

    struct Broken: Error, CustomStringConvertible {
        let number: Int32
        var description: String { "Standard input cannot be read: \(String(cString: strerror(number)))." }
    }

    /// Everything up to the end.
    static func all(limit: Int) throws -> [UInt8] {
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(STDIN_FILENO, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Broken(number: errno) }
            if count == 0 { return all }
            all += chunk[..<count]
            guard all.count <= limit else { throw TooLong(limit: limit) }
        }
    }
}
