import Crypto
import FoundationEssentials
import Glibc

/// Unwrapped keys by name, at most so many, in memory that is kept out of crash dumps and, where the system allows it, out of swap.
///
/// What leaves the cache is overwritten at once. When it is full, the key that has not been used for longest, roughly, makes room (clock).
struct KeyCache<Name: Hashable & Sendable>: ~Copyable, @unchecked Sendable {
    // @unchecked for the memory: the cache is its only owner, and a value that cannot be copied has one owner itself.
    private let memory: UnsafeMutableRawBufferPointer
    private var places: [Name: Int] = [:]
    private var names: [Name?] = []
    private var used: [Bool] = []
    private var unused: [Int] = []
    private var hand = 0
    let capacity: Int
    /// Whether the system keeps the memory out of swap; it does not if the limit on locked memory is too low.
    let isLocked: Bool

    /// - Parameter capacity: how many keys; at least one.
    init(capacity: Int) {
        let capacity = max(capacity, 1)
        self.capacity = capacity
        let size = capacity * KeyWrap.keyByteCount
        // Pages of its own, so that locking and leaving out of dumps concerns nothing else.
        let start = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let start, start != MAP_FAILED, madvise(start, size, Int32(MADV_DONTDUMP)) == 0 else {
            // As with any other allocation that fails, there is no going on.
            fatalError("no memory for \(capacity) keys: \(String(cString: strerror(errno)))")
        }
        isLocked = mlock(start, size) == 0
        memory = UnsafeMutableRawBufferPointer(start: start, count: size)
    }

    deinit {
        explicit_bzero(memory.baseAddress!, memory.count)
        munmap(memory.baseAddress!, memory.count)
    }

    var count: Int { places.count }

    subscript(name: Name) -> SymmetricKey? {
        mutating get {
            guard let place = places[name] else { return nil }
            used[place] = true
            return SymmetricKey(data: UnsafeRawBufferPointer(bytes(at: place)))
        }
    }

    mutating func insert(_ key: SymmetricKey, for name: Name) {
        guard places[name] == nil else { return }
        let place = freePlace()
        places[name] = place
        names[place] = name
        used[place] = false
        key.withUnsafeBytes { bytes(at: place).copyMemory(from: $0) }
    }

    mutating func remove(_ name: Name) {
        guard let place = places.removeValue(forKey: name) else { return }
        names[place] = nil
        overwrite(place)
        unused.append(place)
    }

    mutating func removeAll() {
        explicit_bzero(memory.baseAddress!, memory.count)
        places.removeAll()
        names.removeAll()
        used.removeAll()
        unused.removeAll()
        hand = 0
    }

    private mutating func freePlace() -> Int {
        if let place = unused.popLast() { return place }
        if names.count < capacity {
            names.append(nil)
            used.append(false)
            return names.count - 1
        }
        while used[hand] {
            used[hand] = false
            hand = (hand + 1) % capacity
        }
        let place = hand
        hand = (hand + 1) % capacity
        if let name = names[place] { places[name] = nil }
        overwrite(place)
        return place
    }

    private func overwrite(_ place: Int) {
        let bytes = bytes(at: place)
        explicit_bzero(bytes.baseAddress!, bytes.count)
    }

    private func bytes(at place: Int) -> UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(rebasing: memory[place * KeyWrap.keyByteCount..<(place + 1) * KeyWrap.keyByteCount])
    }

    /// How many places of the memory are not all zero; tests that evicted keys are overwritten.
    var nonZeroPlaces: Int { (0..<capacity).count { place in bytes(at: place).contains { $0 != 0 } } }
}
