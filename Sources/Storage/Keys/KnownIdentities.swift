/// Which identities may have a key in the file. Until they have been read, which takes seconds beside millions and holds up no start, each may.
struct KnownIdentities {
    private var filter: IdentityFilter?
    /// Those that came before the filter was there.
    private var arrived: [KeyIdentity] = []
    private var isBeingRead = false

    func mayContain(_ identity: KeyIdentity) -> Bool { filter?.mayContain(identity) ?? true }

    mutating func insert(_ identity: KeyIdentity) {
        if filter == nil { arrived.append(identity) } else { filter?.insert(identity) }
    }

    /// Whether the caller is to read the file now and then call ``end(_:)``.
    mutating func begin() -> Bool {
        guard filter == nil, !isBeingRead else { return false }
        isBeingRead = true
        return true
    }

    /// - Parameter read: everything that was in the file when reading began; nil if it could not be read, which somebody else may then try.
    mutating func end(_ read: IdentityFilter?) {
        isBeingRead = false
        guard var read else { return }
        for identity in arrived { read.insert(identity) }
        filter = read
        arrived = []
    }
}
