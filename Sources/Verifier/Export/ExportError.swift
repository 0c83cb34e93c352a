/// Why something in an export could not be read: in which file, at which byte, of which entry.
public struct ExportError: Error, Sendable, Equatable, CustomStringConvertible {
    public let file: String
    /// Byte offset in the file.
    public let offset: Int?
    /// Index of the entry in the log.
    public let index: UInt64?
    public let reason: String

    init(file: String, offset: Int? = nil, index: UInt64? = nil, reason: String) {
        self.file = file
        self.offset = offset
        self.index = index
        self.reason = reason
    }

    /// A format error in `file`, whose offsets count from `base`.
    init(file: String, base: Int = 0, index: UInt64? = nil, _ error: FormatError) {
        self.init(file: file, offset: base + error.offset, index: index, reason: "\(error.part.rawValue): \(error.reason)")
    }

    init(_ fault: FileFault) {
        self.init(file: fault.path, reason: fault.reason)
    }

    public var description: String {
        file + (offset.map { ", byte \($0)" } ?? "") + (index.map { ", entry \($0)" } ?? "") + ": " + reason
    }
}
