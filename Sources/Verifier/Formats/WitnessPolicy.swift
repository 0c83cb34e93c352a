/// Which logs and witnesses are trusted, and how many of the witnesses must have cosigned (C2SP tlog-policy).
public struct WitnessPolicy: Sendable {
    /// A witness or a group of them; groups refer to what stands before them.
    private enum Member: Sendable {
        case witness(VerifyingKey)
        case group(needed: Int, of: [Int])
    }

    /// Most lines a policy may have, and most members; C2SP asks for at least 32 each.
    private static let bound = 1024

    public private(set) var logs: [VerifyingKey] = []
    private var members: [Member] = []
    // Nil is `quorum none`.
    private var quorum: Int?

    /// Every witness the policy names.
    public var witnesses: [VerifyingKey] {
        members.compactMap { if case .witness(let key) = $0 { key } else { nil } }
    }

    /// Whether any cosignature is asked for.
    public var asksForWitnesses: Bool { quorum != nil }

    /// A quorum of `needed` out of `witnesses`, without a file. Nil if that many there are not, or a key is named twice.
    public init?(needed: Int, of witnesses: [VerifyingKey]) {
        guard (1...max(1, witnesses.count)).contains(needed), !witnesses.isEmpty, Set(witnesses.map(\.publicKey)).count == witnesses.count,
            witnesses.allSatisfy({ $0.algorithm == .cosignature })
        else { return nil }
        members = witnesses.map(Member.witness) + [.group(needed: needed, of: Array(witnesses.indices))]
        quorum = witnesses.count
    }

    /// Reads a policy file.
    public init(_ text: [UInt8]) throws(FormatError) {
        guard text.count <= 1 << 20 else { throw FormatError(.witnessPolicy, at: 0, "longer than a policy may be") }
        if let bad = text.firstIndex(where: { ($0 < 0x20 && $0 != 0x09 && $0 != 0x0A) || $0 == 0x7F }) {
            throw FormatError(.witnessPolicy, at: bad, "a control character")
        }
        guard text.last == 0x0A else { throw FormatError(.witnessPolicy, at: text.count, "the last line has no end") }
        var names: [[UInt8]: Int] = [:]
        var free: Set<Int> = []
        var quorumSeen = false
        for line in text.split(separator: 0x0A) {
            let words = line.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 })
            guard let first = words.first, first.first != UInt8(ascii: "#") else { continue }
            let fault = { (reason: String) in FormatError(.witnessPolicy, at: line.startIndex, reason) }
            guard members.count < Self.bound, logs.count < Self.bound else { throw fault("too many lines") }
            switch String(decoding: first, as: UTF8.self) {
            case "log":
                guard words.count == 2 || words.count == 3 else { throw fault("not: log <key> [<url>]") }
                let key = try VerifyingKey(bytes: Array(words[1]))
                guard key.algorithm == .ed25519 else { throw fault("a log signs with type 1") }
                guard !logs.contains(where: { $0.publicKey == key.publicKey }) else { throw fault("the same log key twice") }
                logs.append(key)
            case "witness":
                guard words.count == 3 || words.count == 4 else { throw fault("not: witness <name> <key> [<url>]") }
                let key = try VerifyingKey(bytes: Array(words[2]))
                guard key.algorithm == .cosignature else { throw fault("a witness signs with type 4") }
                guard !witnesses.contains(where: { $0.publicKey == key.publicKey }) else { throw fault("the same witness key twice") }
                guard Self.define(words[1], as: members.count, in: &names) else { throw fault("the name is taken") }
                free.insert(members.count)
                members.append(.witness(key))
            case "group":
                guard words.count >= 4 else { throw fault("not: group <name> <number, any or all> <members>") }
                var parts: [Int] = []
                for word in words[3...] {
                    guard let part = names[Array(word)] else { throw fault("a member that no line before defines") }
                    guard free.remove(part) != nil else { throw fault("a member may be in one group only, once") }
                    parts.append(part)
                }
                let needed: UInt64
                switch String(decoding: words[2], as: UTF8.self) {
                case "any": needed = 1
                case "all": needed = UInt64(parts.count)
                default: needed = try DecimalText.decode(words[2])
                }
                guard needed >= 1, needed <= UInt64(parts.count) else { throw fault("the number is not between 1 and the members") }
                guard Self.define(words[1], as: members.count, in: &names) else { throw fault("the name is taken") }
                free.insert(members.count)
                members.append(.group(needed: Int(needed), of: parts))
            case "quorum":
                guard words.count == 2, !quorumSeen else { throw fault("there is exactly one: quorum <name>") }
                quorumSeen = true
                if words[1].elementsEqual("none".utf8) { continue }
                guard let member = names[Array(words[1])] else { throw fault("a name that no line before defines") }
                quorum = member
            default: throw fault("a line is log, witness, group or quorum")
            }
        }
        guard quorumSeen else { throw FormatError(.witnessPolicy, at: text.count, "no quorum line") }
    }

    /// Whether the witnesses for which `hasCosigned` holds are enough.
    public func isMet(by hasCosigned: (VerifyingKey) -> Bool) -> Bool {
        guard let quorum else { return true }
        var standing: [Bool] = []
        for member in members {
            switch member {
            case .witness(let key): standing.append(hasCosigned(key))
            case .group(let needed, let parts): standing.append(parts.count(where: { standing[$0] }) >= needed)
            }
        }
        return standing[quorum]
    }

    private static func define(_ name: ArraySlice<UInt8>, as member: Int, in names: inout [[UInt8]: Int]) -> Bool {
        guard !name.elementsEqual("none".utf8) else { return false }
        return names.updateValue(member, forKey: Array(name)) == nil
    }
}
