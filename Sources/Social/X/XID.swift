/// What an identifier of X names: users, posts and direct messages never stand for one another.
public protocol XIDKind: Sendable {}

/// One of X's identifiers: a decimal number of up to 64 bits that travels as a string, since it exceeds the 2^53 a JSON number keeps.
public struct XID<Kind: XIDKind>: Hashable, Sendable, CustomStringConvertible {
    public let number: UInt64

    public init(_ number: UInt64) { self.number = number }

    /// Nil unless the text is 1 to 20 decimal digits without leading zero that fit 64 bits.
    public init?(_ text: some StringProtocol) { self.init(digits: text.utf8) }

    init?(digits: some Collection<UInt8>) {
        guard (1...20).contains(digits.count), digits.first != UInt8(ascii: "0") else { return nil }
        var number: UInt64 = 0
        for byte in digits {
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            let (shifted, tooBig) = number.multipliedReportingOverflow(by: 10)
            let (sum, overflow) = shifted.addingReportingOverflow(UInt64(digit))
            guard !tooBig, !overflow else { return nil }
            number = sum
        }
        self.number = number
    }

    public var description: String { String(number) }

    /// The instant X made this identifier, milliseconds since 1970; nil for identifiers from before late 2010, which carry none.
    /// The 42 high bits count milliseconds from 1288834974657 on.
    public var mintedAt: Int64? {
        number >= 1 << 36 ? Int64(number >> 22) + 1_288_834_974_657 : nil
    }
}

public enum XUser: XIDKind {}
public enum XStatus: XIDKind {}
public enum XDirectMessage: XIDKind {}

public typealias XUserID = XID<XUser>
public typealias XPostID = XID<XStatus>
public typealias XMessageID = XID<XDirectMessage>
