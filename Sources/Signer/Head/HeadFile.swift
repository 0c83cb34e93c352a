import Glibc
import Ledger

/// The signer's own durable memory of the newest head: two slots written in turn, each write one page and one `fdatasync`.
///
/// The file has its full length from the start, so that a write changes no metadata and costs one flush. A write that a power cut
/// tears leaves the other slot, the head before, whole; the torn head was never signed, since signing waits for the flush.
struct HeadFile {
    private(set) var head: SignedHead
    /// Whether one slot could not be read when the file was opened.
    let wasTorn: Bool
    let file: Descriptor
    private var generation: UInt64
    private let log: Hash

    /// Creates the file of a new log; refuses one that exists.
    static func create(_ path: String, log: VerifierKey) throws(SystemError) {
        let identity = HeadFile.identity(of: log)
        var bytes: [UInt8] = []
        for generation in [0, 1] as [UInt64] {
            bytes += HeadSlot(generation: generation, head: .none, log: identity).encode()
            bytes += [UInt8](repeating: 0, count: HeadSlot.stride - HeadSlot.byteCount)
        }
        try Files.create(path, bytes: bytes)
    }

    /// Opens the file, takes its lock for the life of the process and reads the newest whole slot.
    init(opening path: String, log: VerifierKey) throws(SignerError) {
        let file: Descriptor
        do { file = try Files.openOwnerOnly(path, flags: O_RDWR) } catch { throw .file(path: path, error) }
        // Two signers with one head file could each believe to be the only one.
        guard flock(file.number, LOCK_EX | LOCK_NB) == 0 else {
            throw errno == EWOULDBLOCK ? .head(path: path, .locked) : .file(path: path, .system(SystemError("flock")))
        }
        let bytes: [UInt8]
        do throws(SystemError) {
            // What a killed process wrote may stand in the page cache only. It must be on the disk before it counts as the head.
            guard fdatasync(file.number) == 0 else { throw SystemError("fdatasync") }
            bytes = try Files.read(file, atMost: HeadSlot.fileByteCount)
        } catch { throw .file(path: path, .system(error)) }
        guard bytes.count == HeadSlot.fileByteCount else { throw .head(path: path, .damaged) }
        let identity = HeadFile.identity(of: log)
        let slots = [0, 1].compactMap { place in
            HeadSlot(decoding: bytes[(place * HeadSlot.stride)...]).flatMap { Int($0.generation & 1) == place ? $0 : nil }
        }
        .sorted { $0.generation < $1.generation }
        guard let newest = slots.last, let oldest = slots.first else { throw .head(path: path, .damaged) }
        guard slots.allSatisfy({ $0.log == identity }) else { throw .head(path: path, .otherLog) }
        if slots.count == 2 {
            // Slots are written in turn. Anything else was put together from two copies.
            guard oldest.generation + 1 == newest.generation, oldest.head.tree.size <= newest.head.tree.size,
                oldest.head.time <= newest.head.time
            else { throw .head(path: path, .damaged) }
        }
        self.file = file
        self.log = identity
        head = newest.head
        generation = newest.generation
        wasTorn = slots.count < 2
    }

    /// Makes a new head durable. After an error the file's state is unknown, and nothing may be signed any more.
    mutating func store(_ new: SignedHead) throws(SystemError) {
        let slot = HeadSlot(generation: generation + 1, head: new, log: log)
        let bytes = slot.encode()
        guard pwrite(file.number, bytes, bytes.count, off_t(slot.offset)) == bytes.count else { throw SystemError("pwrite") }
        guard fdatasync(file.number) == 0 else { throw SystemError("fdatasync") }
        generation = slot.generation
        head = new
    }

    private static func identity(of log: VerifierKey) -> Hash {
        Hash.sha256(of: [UInt8](log.line.utf8))
    }
}

/// Why a head file is not used.
public enum HeadProblem: Hashable, Sendable, CustomStringConvertible {
    case locked
    case damaged
    case otherLog

    public var description: String {
        switch self {
        case .locked: "another signer process holds the head file; stop it first, two may never run"
        case .damaged:
            "no trustworthy head in the file. Do not create a new one: restore the file, or retire this key and start a new log"
        case .otherLog: "the head file belongs to another log key; give the file that was created with this key"
        }
    }
}
