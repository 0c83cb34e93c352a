public import HTTPTypes

/// A request as it goes out: nothing in it depends on a connection, so that it is tested on its bytes.
public struct XRequest: Sendable, Equatable {
    public var head: HTTPRequest
    /// Empty where the method carries none.
    public var body: [UInt8]
}
