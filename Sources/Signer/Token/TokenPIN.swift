import Glibc

/// Reads a token's PIN: one line, from a file of the user's own or from a descriptor that whoever starts the process hands over.
enum TokenPIN {
    private static let greatest = 255

    static func read(file: String?, descriptor: Int32?) throws(TokenProblem) -> [UInt8] {
        if let file { return try line(in: fileBytes(file)) }
        guard let descriptor else { throw .pinMissing }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 256)
        while bytes.count <= greatest + 1 {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .pinMissing }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        close(descriptor)
        return try line(in: bytes)
    }

    private static func fileBytes(_ path: String) throws(TokenProblem) -> [UInt8] {
        do throws(FileProblem) {
            let file = try Files.openOwnerOnly(path, flags: O_RDONLY)
            do { return try Files.read(file, atMost: greatest + 1) } catch { throw .system(error) }
        } catch { throw .pinFile(path: path, error) }
    }

    private static func line(in bytes: [UInt8]) throws(TokenProblem) -> [UInt8] {
        let line = bytes.last == 0x0A ? bytes.dropLast() : bytes[...]
        guard (4...greatest).contains(line.count), !line.contains(0x0A) else { throw .pinMalformed }
        return Array(line)
    }
}
