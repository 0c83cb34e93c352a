import Glibc

/// Lines and counted bytes out of a stream, within limits.
final class LineReader {
    /// The longest line a server may send, its end included.
    static let lineLimit = 64 * 1024

    private let stream: CurlStream
    private var buffer: [UInt8]
    /// Bytes `start ..< end` of the buffer were received and not yet taken.
    private var start = 0
    private var end = 0

    init(_ stream: CurlStream) {
        self.stream = stream
        buffer = [UInt8](repeating: 0, count: 2 * Self.lineLimit)
    }

    /// The next line without its CRLF. A bare line feed or a line over `limit` is an error.
    func line(limit: Int = LineReader.lineLimit, by deadline: Deadline) throws(MailFailure) -> [UInt8] {
        var line: [UInt8] = []
        while true {
            if let feed = indexOfLineFeed() {
                line.append(contentsOf: buffer[start..<feed])
                start = feed + 1
                guard line.count + 1 <= limit else { throw MailFailure(.tooLarge, "receive", "line over \(limit) bytes") }
                guard line.popLast() == 0x0d else { throw MailFailure(.malformed, "receive", "line without carriage return") }
                return line
            }
            line.append(contentsOf: buffer[start..<end])
            guard line.count < limit else { throw MailFailure(.tooLarge, "receive", "line over \(limit) bytes") }
            try refill(by: deadline)
        }
    }

    /// The next `count` bytes, whatever they are.
    func bytes(_ count: Int, by deadline: Deadline) throws(MailFailure) -> [UInt8] {
        let ready = min(count, end - start)
        if ready == count {
            defer { start += count }
            return Array(buffer[start..<start + count])
        }
        var failure: MailFailure?
        let result = [UInt8](unsafeUninitializedCapacity: count) { target, filled in
            buffer.withUnsafeBytes { UnsafeMutableRawBufferPointer(target).copyMemory(from: .init(rebasing: $0[start..<start + ready])) }
            filled = ready
            do throws(MailFailure) {
                while filled < count {
                    let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(target)[filled..<count])
                    filled += try stream.read(into: rest, by: deadline)
                }
            } catch { failure = error }
        }
        start = 0
        end = 0
        if let failure { throw failure }
        return result
    }

    private func indexOfLineFeed() -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard start < end, let found = memchr(bytes.baseAddress! + start, 0x0a, end - start) else { return nil }
            return UnsafeRawPointer(found) - bytes.baseAddress!
        }
    }

    private func refill(by deadline: Deadline) throws(MailFailure) {
        start = 0
        end = 0
        var failure: MailFailure?
        buffer.withUnsafeMutableBytes { target in
            do throws(MailFailure) { end = try stream.read(into: target, by: deadline) } catch { failure = error }
        }
        if let failure { throw failure }
    }
}
