/// The keys of one log, the oldest first: one for most of its life, two while the newer takes over, and those that went before.
public struct KeyRing: Hashable, Sendable {
    /// Never empty; all bear the log's name.
    public let keys: [VerifierKey]

    public init(_ key: VerifierKey) { keys = [key] }

    /// Nil for no keys, for keys of several names, and for one that stands twice.
    public init?(_ keys: [VerifierKey]) {
        guard let first = keys.first, keys.allSatisfy({ $0.name == first.name }), Set(keys).count == keys.count else { return nil }
        self.keys = keys
    }

    /// The log's name.
    public var name: KeyName { keys[0].name }
    /// How people name the newest key: the eight digits that stand in its lines.
    public var shortName: String {
        let line = newest.line
        return String(line.dropFirst(name.description.count + 1).prefix(8))
    }
    /// The key that was added last.
    public var newest: VerifierKey { keys[keys.count - 1] }
}
