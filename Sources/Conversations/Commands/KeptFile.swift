/// A clean file that came along with a message, on its way to where it is kept encrypted.
public struct KeptFile: Sendable, Equatable {
    /// Its place among what came along with the message, from 0.
    public var place: Int
    public var bytes: [UInt8]

    public init(place: Int, bytes: [UInt8]) {
        self.place = place
        self.bytes = bytes
    }
}
