/// What reading one attachment may cost. Beyond any of these there is no answer.
public struct ExtractionLimits: Sendable, Equatable {
    /// Bytes of the file.
    public var input = 25 << 20
    /// Bytes of text that come out.
    public var output = 2 << 20
    /// Bytes that an archive unpacks to.
    public var unpacked = 64 << 20
    /// Entries of an archive.
    public var entries = 2_000
    /// Pages of a document.
    public var pages = 500
    /// Pages and pictures that are read by sight.
    public var pictures = 20
    /// Width times height of a picture.
    public var pixels = 25_000_000
    /// Files within files: a mail that holds a mail that holds a picture.
    public var depth = 3
    /// Address space of a converter, in bytes.
    public var memory = 1 << 30
    /// Processor time of a converter.
    public var processorSeconds = 20
    /// From the first byte to the last, in seconds.
    public var seconds = 30
    /// Processes and threads of the user at once; the system does not hold root to it, the private process table ends them all the same.
    public var processes = 512

    public init() {}
}
