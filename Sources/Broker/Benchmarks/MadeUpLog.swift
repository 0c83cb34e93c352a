import Crypto
import Ledger
import Storage

/// A log of made-up entries in the form of a real one: conversations of ten entries each, a configuration entry at the front.
struct MadeUpLog {
    let key: SigningKey
    let size: UInt64
    private var random: UInt64
    private var streams: [(id: StreamID, sequence: UInt64, previous: UInt64)] = []
    private var disclosure: [UInt8] = []
    private static let openConversations = 50_000
    private static let entriesEach: UInt64 = 10
    private static let firstTime: Int64 = 1_800_000_000_000

    /// - Parameters:
    ///   - key: the log's; nil makes one.
    ///   - seed: another one is another history; the same one at another size is longer or shorter.
    init(size: UInt64, key: SigningKey? = nil, seed: UInt64 = 0x9E37_79B9_7F4A_7C15) {
        self.size = max(1, size)
        self.key = key ?? Self.freshKey()
        random = seed
    }

    private static func freshKey() -> SigningKey {
        // The system's generator: a key for one run.
        let seed = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        guard let name = KeyName("log.bench.example/made-up"), let key = SigningKey(name: name, seed: seed) else {
            preconditionFailure("the name has no space or plus sign, and a seed has 32 bytes")
        }
        return key
    }

    private mutating func next() -> UInt64 {
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return random ^ (random >> 29)
    }

    private mutating func leaf(_ index: UInt64) throws -> [UInt8] {
        let time = Self.firstTime + Int64(index)
        guard let event = EventID(high: next() | 1, low: next()) else { preconditionFailure("not all zero") }
        if index == 0 {
            let facts = Array(#"{"events":[{"heartbeat":{"_0":{"entries":0}}}],"version":1}"#.utf8)
            guard let nonce = Nonce([UInt8](repeating: 7, count: 32)), let stream = StreamID(high: next() | 1, low: next()),
                let root = CommitmentRoot(of: [Commitment(event: event, field: .facts, nonce: nonce, bytes: facts)])
            else { preconditionFailure("one field, 32 bytes, not all zero") }
            disclosure = DisclosureLine(index: 0, fields: [.disclosed(.facts, nonce, bytes: facts)]).bytes
            return try Leaf(
                commandType: CommandType.heartbeat.rawValue, recordedTime: time, actor: .system(nil), eventID: event, commitments: root,
                streams: [StreamReference(kind: .configuration, id: stream, position: .first)]
            ).encode()
        }
        let place = Int(next() % UInt64(Self.openConversations))
        while streams.count <= place {
            guard let id = StreamID(high: next() | 1, low: next()) else { preconditionFailure("not all zero") }
            streams.append((id, 0, 0))
        }
        if streams[place].sequence == Self.entriesEach {
            guard let id = StreamID(high: next() | 1, low: next()) else { preconditionFailure("not all zero") }
            streams[place] = (id, 0, 0)
        }
        let stream = streams[place]
        let position = stream.sequence == 0 ? .first : Ledger.StreamPosition(sequence: stream.sequence + 1, previous: stream.previous)
        streams[place] = (stream.id, stream.sequence + 1, index)
        var hash: [UInt8] = []
        for _ in 0..<4 { withUnsafeBytes(of: next() | 1) { hash += $0 } }
        guard let position, let digest = Ledger.Hash(hash), let root = CommitmentRoot(fieldCount: 5, hash: digest),
            let party = PartyNumber(1)
        else {
            preconditionFailure("32 bytes, and a sequence that goes on")
        }
        return try Leaf(
            commandType: CommandType.receive.rawValue, recordedTime: time, sourceTime: time - 1_000, actor: .customer(party),
            channelKind: 1,
            clock: ClockStep(.start, ClockReading(basis: .staffedTime, target: 3_600, turnStart: time, resolved: time + 3_600_000)),
            decision: 1, eventID: event, commitments: root,
            streams: [StreamReference(kind: .conversation, id: stream.id, position: position)]
        ).encode()
    }

    /// Writes the export of the whole log. Goes over the entries twice, once for the head that is signed, once for the files.
    func export(to path: String) throws {
        var first = self
        var frontier = Frontier()
        for index in 0..<size { frontier.append(.ofLeaf(try first.leaf(index))) }
        let note = try Checkpoint(origin: key.verifierKey.name, head: frontier.head).signed(by: key)
        let folder = try ExportFolder(path)
        var again = self
        var index: UInt64 = 0
        let size = size
        try folder.write(ExportFile.disclosuresPath, first.disclosure)
        do {
            try LogExport.write(
                next: {
                    guard index < size else { return nil }
                    defer { index += 1 }
                    return try again.leaf(index)
                }, checkpoint: note, log: KeyRing(key.verifierKey), emit: { (file: ExportFile) in try folder.write(file.path, file.bytes) })
        } catch {
            switch error {
            case .source(let failure), .emit(let failure): throw failure
            case .checkpoint(let fault): throw fault
            case .tiles(let fault): throw fault
            }
        }
    }
}
