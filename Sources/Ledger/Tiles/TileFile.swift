/// A file of the log's tile folder: written once when full; a partial one is replaced by a wider one of another path.
public struct TileFile: Hashable, Sendable {
    public let path: TilePath
    public let bytes: [UInt8]

    public init(path: TilePath, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}

/// Why tiles do not belong to a tree.
public enum TileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// No such file.
    case missing(TilePath)
    /// The file's bytes do not have the length or form that its path promises.
    case malformed(TilePath)
    /// The tiles lead to another root than the tree's.
    case wrongRoot
    /// An entry of 65,536 bytes or more has no place in a bundle.
    case entryTooLong

    public var description: String {
        switch self {
        case .missing(let path): "\(path) is missing; restore it from a backup or build the tiles anew from the entries"
        case .malformed(let path): "\(path) is not what its name says; restore it from a backup or build the tiles anew"
        case .wrongRoot: "the tiles lead to another root hash than the checkpoint's; do not sign, find out what was changed"
        case .entryTooLong: "an entry is longer than 65,535 bytes, which the bundle format cannot hold"
        }
    }
}
