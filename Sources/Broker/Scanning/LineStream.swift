import Glibc

/// Passes lines from one open file through a function into another, in order, in memory that does not grow with their number.
public struct LineStream {
    /// A longer line is not scanned; the longest text, all of it escaped, fits.
    public static let longestLine = 100 << 20
    private static let chunk = 1 << 18

    private let input: Int32
    private let output: Int32

    public init(from input: Int32, to output: Int32) {
        self.input = input
        self.output = output
    }

    public struct Broken: Error, CustomStringConvertible {
        let what: String
        let number: Int32
        public var description: String { "\(what): \(String(cString: strerror(number)))" }
    }

    /// Hands every line that is not blank to `answer`. What came in together is written together, so that a tool on the other end of
    /// both pipes always gets its answers.
    /// - Returns: how many lines there were, and how many of them were answered with false.
    public func run(
        _ answer: (UnsafeBufferPointer<UInt8>, inout [UInt8]) -> Bool, tooLong: (inout [UInt8]) -> Void
    ) throws -> (lines: Int, failed: Int) {
        var buffer: [UInt8] = []
        var out: [UInt8] = []
        var lines = 0
        var failed = 0
        var isSkipping = false
        var searched = 0
        var chunk = [UInt8](repeating: 0, count: Self.chunk)
        func one(_ line: UnsafeBufferPointer<UInt8>) {
            guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { return }
            lines += 1
            if !answer(line, &out) { failed += 1 }
        }
        while true {
            let count = Glibc.read(input, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Broken(what: "the input cannot be read", number: errno) }
            if count == 0 { break }
            buffer.append(contentsOf: chunk[..<count])
            var start = 0
            buffer.withUnsafeBufferPointer { bytes in
                var from = searched
                while from < bytes.count, let found = memchr(bytes.baseAddress! + from, 0x0A, bytes.count - from) {
                    let end = UnsafeRawPointer(found) - UnsafeRawPointer(bytes.baseAddress!)
                    if isSkipping {
                        isSkipping = false
                    } else {
                        one(UnsafeBufferPointer(rebasing: bytes[start..<end]))
                    }
                    start = end + 1
                    from = start
                }
            }
            buffer.removeFirst(start)
            searched = buffer.count
            if isSkipping {
                buffer.removeAll()
                searched = 0
            } else if buffer.count > Self.longestLine {
                tooLong(&out)
                lines += 1
                failed += 1
                isSkipping = true
                buffer.removeAll()
                searched = 0
            }
            try write(&out)
        }
        if !isSkipping, !buffer.isEmpty { buffer.withUnsafeBufferPointer { one($0) } }
        try write(&out)
        return (lines, failed)
    }

    private func write(_ bytes: inout [UInt8]) throws {
        var from = 0
        while from < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(output, $0.baseAddress! + from, $0.count - from) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Broken(what: "the output cannot be written", number: errno) }
            from += count
        }
        bytes.removeAll(keepingCapacity: true)
    }
}
