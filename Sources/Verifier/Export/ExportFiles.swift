/// The files of one export, wherever they are. Paths are relative, with `/` between the parts.
public struct ExportFiles: Sendable {
    /// What a read gave: how many bytes were copied, and how long the file is.
    public struct Part: Sendable {
        public let copied: Int
        public let fileSize: Int

        public init(copied: Int, fileSize: Int) {
            self.copied = copied
            self.fileSize = fileSize
        }
    }

    /// One thing found while listing.
    public struct Found: Sendable {
        public let path: String
        /// False for links, pipes and devices, which no export has.
        public let isRegularFile: Bool

        public init(path: String, isRegularFile: Bool) {
            self.path = path
            self.isRegularFile = isRegularFile
        }
    }

    /// Copies bytes of the file at `path`, from `offset` on, as many as fit. Nil if there is no such file.
    public let read: @Sendable (_ path: String, _ offset: Int, _ into: UnsafeMutableRawBufferPointer) throws(FileFault) -> Part?
    /// Names everything that is there but folders, in any order.
    public let list: @Sendable (_ each: (Found) -> Void) throws(FileFault) -> Void

    public init(
        read: @escaping @Sendable (_ path: String, _ offset: Int, _ into: UnsafeMutableRawBufferPointer) throws(FileFault) -> Part?,
        list: @escaping @Sendable (_ each: (Found) -> Void) throws(FileFault) -> Void
    ) {
        self.read = read
        self.list = list
    }

    /// Like `read`, into an array whose count stays as it is.
    func read(_ path: String, at offset: Int, into buffer: inout [UInt8]) throws(FileFault) -> Part? {
        // Array's own closure cannot carry a typed error out, so the outcome travels as a value.
        let outcome = buffer.withUnsafeMutableBytes { bytes -> Result<Part?, FileFault> in
            do throws(FileFault) {
                return .success(try read(path, offset, bytes))
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    /// The whole file in memory. Nil if there is none; refuses more than `limit` bytes.
    func whole(_ path: String, limit: Int) throws(FileFault) -> [UInt8]? {
        var part: Part?
        var fault: FileFault?
        let bytes = [UInt8](unsafeUninitializedCapacity: limit + 1) { buffer, count in
            do throws(FileFault) {
                part = try read(path, 0, UnsafeMutableRawBufferPointer(buffer))
                count = part?.copied ?? 0
            } catch { fault = error }
        }
        if let fault { throw fault }
        guard let part else { return nil }
        guard part.fileSize <= limit, part.copied == part.fileSize else {
            throw FileFault(path: path, reason: "\(part.fileSize) bytes, more than the \(limit) that it may have")
        }
        return bytes
    }
}

/// A file that could not be read.
public struct FileFault: Error, Sendable, Equatable, CustomStringConvertible {
    public let path: String
    public let reason: String

    public init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    public var description: String { "\(path): \(reason)" }
}
