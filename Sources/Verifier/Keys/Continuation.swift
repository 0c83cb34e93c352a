/// What an entry says of a former log: this one goes on from an older state of it, under another name and key.
public struct Continuation: Sendable, Equatable, CustomStringConvertible {
    /// The entry that says so.
    public let index: UInt64
    /// The former log's key, whose name is that log's.
    public let former: VerifyingKey
    /// How many entries that key had signed, and their root.
    public let signed: UInt64
    public let root: TreeDigest
    /// How many of them are here, under their own indexes.
    public let kept: UInt64

    /// How many entries of the former log are nowhere any more.
    public var lost: UInt64 { signed > kept ? signed - kept : 0 }

    public var description: String {
        let front =
            "entry \(index) says that the log goes on from \(former), whose key had signed \(signed) entries: \(min(kept, signed)) are here"
        return lost == 0 ? front : "\(front), \(lost) are lost (entries \(kept) to \(signed - 1))"
    }

    /// What it leaves open, in one sentence; nil where nothing is known to be lost.
    var undetected: String? {
        lost == 0
            ? nil
            : "What entries \(kept) to \(signed - 1) of \(former.name) said: they are lost, by the firm's own word in entry \(index)."
    }
}

extension FactsText {
    /// Whether the log goes on from an older state of another one.
    var continuesLog: Bool { end(of: #""logContinued":{"_0":{"#) != nil }

    /// What the entry at an index says of a former log; nil where it says nothing of one, or nothing that makes sense.
    func continuation(at index: UInt64) -> Continuation? {
        guard let start = end(of: #""logContinued":{"_0":{"former":""#) else { return nil }
        let line = bytes[start...].prefix { $0 != UInt8(ascii: "\"") }
        var place = line.endIndex
        guard let former = try? VerifyingKey(bytes: Array(line)), former.algorithm == .ed25519,
            let signed = number(after: #"","signed":"#, at: &place), skip(#","root":""#, at: &place), bytes.count > place + 64,
            let root = HexText.decode(bytes[place..<place + 64]).flatMap({ TreeDigest($0) })
        else { return nil }
        place += 64
        guard let kept = number(after: #"","kept":"#, at: &place), kept <= index else { return nil }
        return Continuation(index: index, former: former, signed: signed, root: root, kept: kept)
    }

    private func skip(_ text: String, at place: inout Int) -> Bool {
        guard bytes[place...].starts(with: text.utf8) else { return false }
        place += text.utf8.count
        return true
    }
}
