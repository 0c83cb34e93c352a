import Glibc

extension SignedHead {
    /// How many entries a key has signed, read from the signer's own file where no signer runs to be asked: nothing is locked or written.
    /// - Throws: where no slot of the file is whole.
    public static func signedSize(at path: String) throws(SignerError) -> UInt64 {
        let bytes: [UInt8]
        do {
            let file = try Files.openOwnerOnly(path, flags: O_RDONLY)
            bytes = try Files.read(file, atMost: HeadSlot.fileByteCount)
        } catch let problem as FileProblem {
            throw .file(path: path, problem)
        } catch { throw .file(path: path, .system(SystemError("read"))) }
        guard bytes.count == HeadSlot.fileByteCount else { throw .head(path: path, .damaged) }
        let slots = [0, 1].compactMap { HeadSlot(decoding: bytes[($0 * HeadSlot.stride)...]) }
        guard let newest = slots.max(by: { $0.generation < $1.generation }) else { throw .head(path: path, .damaged) }
        return newest.head.tree.size
    }
}
