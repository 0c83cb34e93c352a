/// The keys of a log and the sizes at which each may sign, as the log's own entries say.
///
/// The first key signs until an entry retires it. Each other key is announced by an entry and may sign every checkpoint that covers it. At most
/// two sign at once. Forwards, a key is believed because the one before it signed a tree that holds its announcement; backwards, because a tree
/// that a believed key signed says so.
struct KeyHistory {
    struct Member: Equatable {
        let key: VerifyingKey
        /// The entry that announced it; nil for the first.
        let announced: UInt64?
        var retired: UInt64?

        func mayHaveSigned(_ size: UInt64) -> Bool { announced.map { size > $0 } ?? true && retired.map { size <= $0 } ?? true }
    }

    /// Never empty, the oldest first.
    let members: [Member]

    /// Why a note is not the log's, or the entries about its keys make no sense.
    enum Fault: Error, Equatable, CustomStringConvertible {
        case unsigned
        case signatureWrong(VerifyingKey)
        case retired(VerifyingKey, by: UInt64)
        case unannounced(VerifyingKey)
        case senseless(entry: UInt64, String)

        var description: String {
            switch self {
            case .unsigned: "no key of the log has signed it"
            case .signatureWrong(let key): "the signature by \(key) does not fit the text"
            case .retired(let key, let by): "it is signed by \(key) alone, which entry \(by) had retired"
            case .unannounced(let key): "it is signed by \(key) alone, which no entry below had announced"
            case .senseless(let entry, let why): "entry \(entry) \(why)"
            }
        }
    }

    /// A log that never changed its key.
    init(_ key: VerifyingKey) { members = [Member(key: key, announced: nil)] }

    /// - Parameters:
    ///   - statements: ascending by entry. Those about keys of other names are a former log's, which this one goes on from.
    ///   - own: a key of this log; where nothing is said of its keys, the only one.
    init(_ statements: [(index: UInt64, statement: KeyStatement)], of own: VerifyingKey) throws(Fault) {
        var members: [Member] = []
        for (index, statement) in statements where !statement.isAboutOthers(than: own) {
            switch statement {
            case .announced(let key, let before):
                if members.isEmpty { members = [Member(key: before, announced: nil)] }
                guard members.last?.key == before else {
                    throw .senseless(entry: index, "names another key than the newest as the one before")
                }
                guard members.dropLast().allSatisfy({ $0.retired != nil }) else {
                    throw .senseless(entry: index, "announces a third key while two sign")
                }
                guard key.algorithm == .ed25519, key.name.utf8.elementsEqual(before.name.utf8), !members.contains(where: { $0.key == key })
                else { throw .senseless(entry: index, "announces a key that is another log's, or was one of this log's before") }
                members.append(Member(key: key, announced: index))
            case .retired(let key):
                guard members.count >= 2, members[members.count - 2].key == key, members[members.count - 2].retired == nil else {
                    throw .senseless(entry: index, "retires a key that is not the older of two")
                }
                members[members.count - 2].retired = index
            }
        }
        self.members = members.isEmpty ? [Member(key: own, announced: nil)] : members
    }

    /// The keys that signed a checkpoint of this size, and might; the older first. A bad signature of any key refuses it.
    func signers(of note: OpenedNote, size: UInt64) throws(Fault) -> [VerifyingKey] {
        var signers: [VerifyingKey] = []
        var fault = Fault.unsigned
        for member in members {
            switch note.standing(of: member.key) {
            case .absent: continue
            case .wrong: throw .signatureWrong(member.key)
            case .valid:
                if member.mayHaveSigned(size) {
                    signers.append(member.key)
                } else if let by = member.retired, size > by {
                    fault = .retired(member.key, by: by)
                } else {
                    fault = .unannounced(member.key)
                }
            }
        }
        guard !signers.isEmpty else { throw fault }
        return signers
    }

    func position(of key: VerifyingKey) -> Int? { members.firstIndex { $0.key == key } }

    /// The places of the keys that have to be vouched for, each by the one before it, where `known` is believed; none for older ones.
    func unproved(from known: VerifyingKey, to signer: VerifyingKey) -> Range<Int> {
        guard let start = position(of: known), let end = position(of: signer), end > start else { return 0..<0 }
        return start + 1..<end + 1
    }
}

/// A key of a log with what was done with it, for people.
public struct KeyUse: Sendable, Equatable, CustomStringConvertible {
    public let key: VerifyingKey
    /// The entry that announced it; nil for the first.
    public let announced: UInt64?
    /// The entry that retired it; nil while it may sign.
    public let retired: UInt64?
    /// Whether it signed the newest checkpoint.
    public let signed: Bool

    public var description: String {
        let life = [announced.map { "announced by entry \($0)" } ?? "the first", retired.map { "retired by entry \($0)" }].compactMap { $0 }
        return "\(key), \(life.joined(separator: ", "))\(signed ? ", signed the checkpoint" : "")"
    }
}

extension KeyHistory {
    func uses(signers: [VerifyingKey]) -> [KeyUse] {
        members.map { KeyUse(key: $0.key, announced: $0.announced, retired: $0.retired, signed: signers.contains($0.key)) }
    }
}
