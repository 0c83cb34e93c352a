/// Memory that held what people wrote, and is overwritten before it is given back.
///
/// `@unchecked Sendable`: written by whoever holds the only reference (``RememberedMessage`` checks), and read otherwise.
final class ErasedScalars: @unchecked Sendable {
    private let buffer: UnsafeMutableBufferPointer<Unicode.Scalar>

    init(_ scalars: some Collection<Unicode.Scalar>) {
        buffer = .allocate(capacity: scalars.count)
        _ = buffer.initialize(from: scalars)
    }

    var count: Int { buffer.count }

    subscript(place: Int) -> Unicode.Scalar {
        get { buffer[place] }
        set { buffer[place] = newValue }
    }

    var all: [Unicode.Scalar] { Array(buffer) }

    func copy() -> ErasedScalars { ErasedScalars(buffer) }

    deinit {
        overwrite(UnsafeMutableRawBufferPointer(buffer))
        buffer.deallocate()
    }
}

/// Writes zeros. Never inlined, so that the compiler cannot see that nobody reads them.
@inline(never)
func overwrite(_ memory: UnsafeMutableRawBufferPointer) {
    if let start = memory.baseAddress { start.initializeMemory(as: UInt8.self, repeating: 0, count: memory.count) }
}
