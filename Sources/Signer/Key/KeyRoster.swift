import FoundationEssentials
import Glibc
public import Ledger

/// Which keys sign a log, the oldest first, and where each is kept: `keys.json` beside the head file, without any secret.
///
/// One key signs for most of a log's life. While a newer one takes over, both sign; the older one is then retired and never opened again.
/// Every change replaces the file as a whole, so that a process that is killed leaves the roster before or the one after.
public struct KeyRoster: Hashable, Sendable {
    public enum Place: Hashable, Sendable {
        /// Relative to the roster's folder, or from the root.
        case file(String)
        case token(TokenPlace)
    }
    public enum Standing: String, Hashable, Sendable, Codable {
        case signing
        /// It signs until an entry of the log has retired it.
        case retiring
        case retired
    }
    public struct Member: Hashable, Sendable {
        public var key: VerifierKey
        public var place: Place
        public var standing: Standing

        public init(key: VerifierKey, place: Place, standing: Standing = .signing) {
            self.key = key
            self.place = place
            self.standing = standing
        }
    }

    public private(set) var members: [Member]

    private static let greatestByteCount = 1 << 16

    /// The roster of a new log.
    public init(_ first: Member) { members = [first] }

    public var ring: KeyRing {
        guard let ring = KeyRing(members.map(\.key)) else { preconditionFailure("a roster's keys bear one name, each once") }
        return ring
    }

    /// Those that sign, the older first; never empty, two at most.
    public var signing: [Member] { members.filter { $0.standing != .retired } }

    // MARK: Changes

    /// Why a key cannot be changed now.
    public enum Refused: Error, Hashable, Sendable, CustomStringConvertible {
        case alreadyTwo
        case onlyOne
        case sameKey
        case otherLog

        public var description: String {
            switch self {
            case .alreadyTwo: "two keys sign already; retire the older one first"
            case .onlyOne: "only one key signs; add its successor first, and let both sign for a while"
            case .sameKey: "this key is or was one of the log's already; make a new one"
            case .otherLog: "the key is named after another log"
            }
        }
    }

    /// Adds the successor of the one key that signs.
    public mutating func add(_ member: Member) throws(Refused) {
        guard signing.count == 1 else { throw .alreadyTwo }
        guard member.key.name == ring.name else { throw .otherLog }
        guard !ring.keys.contains(member.key) else { throw .sameKey }
        members.append(member)
    }

    /// Marks the older of two keys as one that is to go.
    public mutating func beginRetiring() throws(Refused) { try mark(.retiring) }

    /// The older key signs no more; an entry of the log says so.
    public mutating func retire() throws(Refused) { try mark(.retired) }

    private mutating func mark(_ standing: Standing) throws(Refused) {
        guard signing.count == 2, let older = members.firstIndex(where: { $0.standing != .retired }) else { throw .onlyOne }
        members[older].standing = standing
    }

    // MARK: The file

    /// Reads a roster; refuses one that no change could have led to.
    public init(reading path: String) throws(SignerError) {
        let bytes: [UInt8]
        do throws(FileProblem) {
            let file = try Files.openOwnerOnly(path, flags: O_RDONLY)
            do { bytes = try Files.read(file, atMost: Self.greatestByteCount) } catch { throw .system(error) }
        } catch { throw .file(path: path, error) }
        guard bytes.count <= Self.greatestByteCount, let written = try? JSONDecoder().decode(Written.self, from: Data(bytes)),
            let members = written.members, KeyRing(members.map(\.key)) != nil
        else { throw .malformedRoster(path: path) }
        self.members = members
        let retired = members.prefix { $0.standing == .retired }.count
        guard members.count(where: { $0.standing == .retired }) == retired, (1...2).contains(members.count - retired),
            members.last?.standing == .signing
        else { throw .malformedRoster(path: path) }
    }

    /// Writes the roster of a new log; refuses a file that exists.
    public func create(_ path: String) throws(SignerError) {
        do { try Files.create(path, bytes: encoded()) } catch {
            throw error.number == EEXIST ? .alreadyIncepted(path: path) : .file(path: path, .system(error))
        }
    }

    /// Reads, changes and replaces a roster while nobody else does.
    public static func change(_ path: String, _ body: (inout KeyRoster) throws(Refused) -> Void) throws -> KeyRoster {
        let lock = try Files.lockFolder(of: path)
        defer { withExtendedLifetime(lock) {} }
        var roster = try KeyRoster(reading: path)
        let before = roster
        try body(&roster)
        if roster != before { try Files.replace(path, bytes: roster.encoded()) }
        return roster
    }

    private func encoded() -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(Written(members)) else { preconditionFailure("texts can be written as JSON") }
        return [UInt8](data) + [0x0A]
    }

    /// As it stands in the file.
    private struct Written: Codable {
        struct Line: Codable {
            var key: String
            var file: String?
            var token: TokenPlace?
            var standing: Standing
        }
        var keys: [Line]

        init(_ members: [Member]) {
            keys = members.map { member in
                switch member.place {
                case .file(let path): Line(key: member.key.line, file: path, token: nil, standing: member.standing)
                case .token(let place): Line(key: member.key.line, file: nil, token: place, standing: member.standing)
                }
            }
        }

        /// Nil for a line with a key that is none, or with two places or no place.
        var members: [Member]? {
            var members: [Member] = []
            for line in keys {
                guard let key = try? VerifierKey(parsing: line.key), key.algorithm == .ed25519 else { return nil }
                switch (line.file, line.token) {
                case (let file?, nil): members.append(Member(key: key, place: .file(file), standing: line.standing))
                case (nil, let token?): members.append(Member(key: key, place: .token(token), standing: line.standing))
                default: return nil
                }
            }
            return members
        }
    }
}
