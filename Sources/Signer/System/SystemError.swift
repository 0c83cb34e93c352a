import Glibc

/// A system call that failed.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The call's name.
    public let call: String
    /// The number from errno.
    public let number: Int32

    init(_ call: String, _ number: Int32 = errno) {
        self.call = call
        self.number = number
    }

    public var description: String {
        var text = [CChar](repeating: 0, count: 128)
        let failed = strerror_r(number, &text, text.count) != 0
        return failed ? "\(call): error \(number)" : "\(call): \(String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))"
    }
}
