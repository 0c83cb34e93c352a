/// One pass over all bundles and hash tiles of an export, in order, with one bundle in memory.
struct LogPass {
    private(set) var log: FindingLog
    private(set) var counts = VerificationReport.Counts()
    /// Size of the largest retained checkpoint whose root the export's first entries have.
    private(set) var largestRetained: UInt64?
    /// Entries of which only a hash was there.
    private(set) var unseenEntries: UInt64 = 0
    private(set) var configurations = ConfigurationEntries()

    var untrackedReferences: UInt64 { streams.untracked }

    private let files: ExportFiles
    private let checkpoint: OpenedCheckpoint
    private let prunedBelow: UInt64
    /// Checkpoints that the tree has to contain, by size: those that somebody kept, and those that the export's own time stamps are over.
    private var retained: ArraySlice<(name: String, checkpoint: OpenedCheckpoint, reason: Reason)>

    /// Why the tree has to contain a checkpoint.
    private enum Reason { case kept, stamped, handover }
    private let bundle: BundleFile
    private let events: DuplicateFinder
    private var eventsAreUsable = true
    private var streams: StreamTable
    private(set) var recorded: Int64 = 0
    private var watch = SilenceWatch()
    private var tree = TileStack()
    // The tree as the tiles have it, once they differ from the entries: tells which of the two was changed.
    private var tileTree: TileStack?
    private var tileBuffer = [UInt8](repeating: 0, count: TileStack.fullTile + 1)

    init(
        _ files: ExportFiles, checkpoint: OpenedCheckpoint, settings: ExportVerifier,
        retained: [(name: String, checkpoint: OpenedCheckpoint)], stamped: [(name: String, checkpoint: OpenedCheckpoint)] = [],
        handovers: [(name: String, checkpoint: OpenedCheckpoint)] = [],
        log: FindingLog
    ) {
        self.files = files
        self.checkpoint = checkpoint
        let all =
            retained.map { (name: $0.name, checkpoint: $0.checkpoint, reason: Reason.kept) }
            + stamped.map { (name: $0.name, checkpoint: $0.checkpoint, reason: Reason.stamped) }
            + handovers.map { (name: $0.name, checkpoint: $0.checkpoint, reason: Reason.handover) }
        self.retained = all.sorted { $0.checkpoint.size < $1.checkpoint.size }[...]
        self.log = log
        prunedBelow = settings.prunedBelow
        bundle = BundleFile(files)
        // A small log does not need the whole buffer.
        let standard = UInt64(DuplicateFinder.standardCapacity)
        events = DuplicateFinder(folder: settings.temporaryFolder, capacity: Int(min(max(checkpoint.size, 1), standard)))
        let most =
            switch settings.tracking {
            case .bounded(let most): most
            case .complete: Int.max
            }
        streams = StreamTable(most: most, hasGaps: false)
    }

    mutating func run(_ progress: ((UInt64, UInt64) -> Void)?) {
        let size = checkpoint.size
        compareRetained(at: 0, leafHashes: [])
        // Hostile sizes end at the first bundle that is not there, not after 2^55 of them.
        var number: UInt64 = 0
        while number * 256 < size {
            guard let (leafHashes, stored) = nextBundle(number) else { return }
            compareRetained(at: number * 256, leafHashes: leafHashes)
            grow(with: leafHashes, stored: stored)
            number += 1
            if number % 256 == 0 { progress?(number * 256, size) }
        }
        progress?(size, size)
        compareEdge()
        compareRoot()
        finish()
    }

    // MARK: A bundle and its tile

    /// The leaf hashes of the bundle, and those of its tile; nil when the rest of the log cannot be reached.
    private mutating func nextBundle(_ number: UInt64) -> (leafHashes: [UInt8], stored: [UInt8]?)? {
        let name = BundleFile.name(number, size: checkpoint.size)
        let first = number * 256
        var leafHashes: [UInt8]?
        do throws(ExportError) {
            if try bundle.load(number, size: checkpoint.size) {
                leafHashes = readEntries(first, path: name.path)
            } else if first + UInt64(name.width) > prunedBelow {
                log.fail(
                    .bundleMissing, file: name.path, index: first, "the entries from \(first) on are missing",
                    advice: "Ask for a whole export.")
            }
        } catch {
            log.fail(.bundleMalformed, error, advice: "These entries are not as the log wrote them; ask for the export again.")
        }
        let stored = tile(level: 0, number: number, width: name.width)
        if leafHashes == nil {
            unseenEntries += UInt64(name.width)
            streams.hasGaps = true
            configurations.areKnown = false
        }
        if let leafHashes, let stored, leafHashes != stored {
            let position = zip(leafHashes, stored).prefix { $0 == $1 }.count / 32
            log.fail(
                .tileMismatch, file: tilePath(level: 0, number: number, width: name.width), offset: position * 32,
                index: first + UInt64(position), "the entry does not have the hash that the tile holds",
                advice: "Entry or tile was changed; the finding on the root says which.")
        }
        guard let hashes = leafHashes ?? stored else {
            log.fail(
                .rootMismatch, index: first,
                "from entry \(first) on neither entries nor hashes are here, so the signed root cannot be reached",
                advice: "Ask for a whole export.")
            return nil
        }
        return (hashes, stored)
    }

    /// Hashes and checks the entries of the loaded bundle.
    private mutating func readEntries(_ first: UInt64, path: String) -> [UInt8] {
        let ranges = bundle.bundle.ranges
        var hashes = [UInt8](repeating: 0, count: 32 * ranges.count)
        counts.bundles += 1
        counts.entries += UInt64(ranges.count)
        hashes.withUnsafeMutableBytes { hashes in
            for (position, range) in ranges.enumerated() {
                // The byte before an entry is the low half of its length: for a moment it holds the prefix of a leaf's hash.
                let prefix = range.lowerBound - 1
                let length = bundle.bytes[prefix]
                bundle.bytes[prefix] = 0
                let digest = TreeHashing.digest(UnsafeRawBufferPointer(rebasing: bundle.bytes[prefix..<range.upperBound]))
                bundle.bytes[prefix] = length
                digest.store(to: hashes.baseAddress.unsafelyUnwrapped + 32 * position)
                counts.entryBytes += UInt64(range.count)
                let entry = UnsafeRawBufferPointer(rebasing: bundle.bytes[range])
                do throws(FormatError) {
                    check(try LeafHeader(checking: entry), entry, at: first + UInt64(position), path: path, offset: range.lowerBound)
                } catch {
                    log.fail(
                        .leafMalformed, ExportError(file: path, base: range.lowerBound, index: first + UInt64(position), error),
                        advice: "The log holds an entry that no writer of this format makes.")
                    streams.hasGaps = true
                }
            }
        }
        return hashes
    }

    // MARK: One entry

    @inline(__always)
    private mutating func check(_ leaf: LeafHeader, _ bytes: UnsafeRawBufferPointer, at index: UInt64, path: String, offset: Int) {
        if leaf.recorded < recorded {
            log.fail(
                .recordedTimeBack, file: path, offset: offset + 19, index: index,
                "recorded \(recorded - leaf.recorded) ms before the entry ahead of it",
                advice: "The clock of the log was set back, or entries were put in later.")
        } else {
            recorded = leaf.recorded
        }
        watch.add(leaf.recorded, isHeartbeat: bytes.bigEndian(at: 17) == SilenceWatch.heartbeat, at: index)
        if eventsAreUsable {
            do throws(FileFault) {
                try events.add(leaf.event, at: index)
            } catch {
                eventsAreUsable = false
                log.fail(
                    .temporaryStorage, file: error.path, "\(error.reason); repeated events cannot be found",
                    advice: "Name a temporary folder with more room.")
            }
        }
        var isConfiguration = false
        for position in 0..<leaf.streamCount {
            let step = LeafHeader.step(position, in: bytes)
            if step.kind == .configuration {
                isConfiguration = true
                configurations.add(index, hasFacts: position == 0 && leaf.fieldCount > 0)
            }
            let outcome = streams.advance(step, at: index)
            if outcome != .right { report(outcome, step, position, at: index, path: path, offset: offset) }
        }
        if leaf.terms != .max, !(leaf.terms == index && isConfiguration), !configurations.mayHold(leaf.terms, before: index) {
            log.fail(
                .termsIndexWrong, file: path, offset: offset + 91, index: index,
                "names entry \(leaf.terms) for its terms, which puts none in force",
                advice: "What rules applied to this entry is not proved.")
        }
    }

    private mutating func report(
        _ outcome: StreamTable.Outcome, _ step: LeafHeader.Step, _ position: Int, at index: UInt64, path: String, offset: Int
    ) {
        let place = offset + 167 + 33 * position
        let stream = "\(step.kind) \(step.id)"
        switch outcome {
        case .right, .untracked: break
        case .sequenceWrong(let expected):
            // Where entries were not seen, their streams cannot but jump.
            if streams.hasGaps { return }
            log.fail(
                .sequenceWrong, file: path, offset: place + 17, index: index,
                "\(stream) goes on with \(step.sequence) where \(expected) is due",
                advice: step.sequence > expected
                    ? "Entries of this stream were left out before this one."
                    : "An entry of this stream stands twice or in the wrong place.")
        case .previousWrong(let expected):
            if streams.hasGaps { return }
            log.fail(
                .previousWrong, file: path, offset: place + 25, index: index,
                "\(stream) points back to another entry than its last, \(expected.map(String.init) ?? "none")",
                advice: "The chain of this stream is broken.")
        }
    }

    // MARK: The tree

    private mutating func grow(with leafHashes: [UInt8], stored: [UInt8]?) {
        if tileTree == nil, let stored, stored != leafHashes { tileTree = tree }
        var full: [HashTile] = []
        tree.append(leafHashes: leafHashes) { full.append(HashTile(level: $0, number: $1, digests: $2)) }
        var fromTiles: [HashTile] = []
        tileTree?.append(leafHashes: stored ?? leafHashes) { fromTiles.append(HashTile(level: $0, number: $1, digests: $2)) }
        for (position, tile) in full.enumerated() { compare(tile, or: tileTree == nil ? nil : fromTiles[position]) }
    }

    private mutating func compareEdge() {
        var edge: [HashTile] = []
        tree.partialTiles { edge.append(HashTile(level: $0, number: $1, digests: $2)) }
        var fromTiles: [HashTile] = []
        tileTree?.partialTiles { fromTiles.append(HashTile(level: $0, number: $1, digests: $2)) }
        for (position, tile) in edge.enumerated() { compare(tile, or: tileTree == nil ? nil : fromTiles[position]) }
    }

    /// A tile above level 0, as the level below gives it.
    private struct HashTile {
        let level: Int
        let number: UInt64
        let digests: [UInt8]
    }

    /// Compares a tile with what the entries give or, once these differ from the tiles of level 0, with what those give.
    private mutating func compare(_ tile: HashTile, or fromTiles: HashTile?) {
        let width = tile.digests.count / 32
        guard let stored = self.tile(level: tile.level, number: tile.number, width: width), stored != tile.digests,
            stored != fromTiles?.digests
        else { return }
        let position = zip(tile.digests, stored).prefix { $0 == $1 }.count / 32
        // One digest at this level stands for 256^level entries.
        let index = (tile.number * 256 + UInt64(position)) << UInt64(8 * tile.level)
        log.fail(
            .tileMismatch, file: tilePath(level: tile.level, number: tile.number, width: width), offset: position * 32, index: index,
            "the tile does not have the hash that the level below it gives",
            advice: "The tile was changed; the finding on the root says more.")
    }

    /// The digests of a hash tile. Nil, with a finding, if it is missing or has another length.
    private mutating func tile(level: Int, number: UInt64, width: Int) -> [UInt8]? {
        let path = tilePath(level: level, number: number, width: width)
        do throws(FileFault) {
            let part = try files.read(path, at: 0, into: &tileBuffer)
            guard let part else {
                log.fail(
                    .tileMissing, file: path, index: number << UInt64(8 * (level + 1)), "the hash tile is missing",
                    advice: "Ask for a whole export.")
                return nil
            }
            guard part.fileSize == 32 * width, part.copied == part.fileSize else {
                log.fail(
                    .tileLengthWrong, file: path, index: number << UInt64(8 * (level + 1)),
                    "\(part.fileSize) bytes instead of \(32 * width)", advice: "Ask for the export again.")
                return nil
            }
            counts.hashTiles += 1
            return Array(tileBuffer[..<part.fileSize])
        } catch {
            log.fail(
                .fileUnreadable, file: path, index: number << UInt64(8 * (level + 1)), error.reason,
                advice: "Check the medium and the rights of the file.")
            return nil
        }
    }

    private func tilePath(level: Int, number: UInt64, width: Int) -> String {
        guard let name = TileName(.hashes(level: level), number: number, width: width) else {
            preconditionFailure("asked for a tile that no tree has")
        }
        return name.path
    }

    private mutating func compareRoot() {
        let fromEntries = tree.root()
        let fromTiles = tileTree?.root()
        guard fromEntries != checkpoint.root || (fromTiles ?? fromEntries) != checkpoint.root else { return }
        let what: String
        let advice: String
        if fromEntries == checkpoint.root {
            what = "the entries have the signed root, the hash tiles have another"
            advice = "The entries are what was signed; the tiles were changed."
        } else if fromTiles == checkpoint.root {
            what = "the hash tiles have the signed root, the entries have another"
            advice = "The entries named above were changed after signing."
        } else {
            what = "the root over the \(checkpoint.size) entries is not the signed one"
            advice = "Entries were changed, left out, added or reordered. Earlier checkpoints would narrow it down."
        }
        log.fail(.rootMismatch, file: ExportVerifier.checkpointPath, what, advice: advice)
    }

    /// Compares the roots of retained checkpoints whose end lies in the bundle that begins at `first`.
    private mutating func compareRetained(at first: UInt64, leafHashes: [UInt8]) {
        let end = first + UInt64(leafHashes.count / 32)
        while let kept = retained.first, kept.checkpoint.size <= end {
            retained.removeFirst()
            let more = Int(kept.checkpoint.size - first)
            guard tree.root(with: Array(leafHashes[..<(32 * more)])) == kept.checkpoint.root else {
                if kept.reason == .handover {
                    log.fail(
                        .handoverWrong, file: kept.name,
                        "the first \(kept.checkpoint.size) entries are not those under which the new key was vouched for",
                        advice: "The log was rewritten and signed again. Keep the note: it proves it.")
                    continue
                }
                guard kept.reason == .kept else {
                    log.fail(
                        .timeStampWrong, file: kept.name,
                        "the first \(kept.checkpoint.size) entries are not those of the checkpoint that was stamped",
                        advice: "The log was rewritten and signed again. Keep token and note: together they prove it.")
                    continue
                }
                let agreed = largestRetained ?? 0
                log.fail(
                    .retainedDiffers, file: kept.name, index: agreed,
                    "the first \(kept.checkpoint.size) entries are not those of the checkpoint you kept; "
                        + "the difference lies between entries \(agreed) and \(kept.checkpoint.size - min(1, kept.checkpoint.size))",
                    advice: "The log was rewritten or forked and signed again. Keep both: together they prove it.")
                continue
            }
            guard kept.reason == .kept else { continue }
            largestRetained = kept.checkpoint.size
            counts.retainedCheckpoints += 1
        }
    }

    // MARK: After the last entry

    private mutating func finish() {
        counts.streams = UInt64(streams.count)
        if streams.untracked > 0 {
            log.note(
                .streamsUntracked, "\(streams.untracked) stream references could not be checked for gaps",
                advice: "Verify in complete mode, from the first entry on, with about 40 bytes of memory a stream.")
        }
        counts.everyStreamIsWhole = streams.untracked == 0 && !streams.hasGaps && unseenEntries == 0
        reportSilences()
        guard eventsAreUsable else { return }
        do throws(FileFault) {
            for group in try events.finish(most: 1000) { compareEvents(group) }
            counts.sortedBytes = events.spilledBytes
        } catch {
            log.fail(
                .temporaryStorage, file: error.path, "\(error.reason); repeated events cannot be found",
                advice: "Name a temporary folder with more room.")
        }
    }

    /// Nobody forged what is here; whether something was not recorded then, no log can say of itself.
    private mutating func reportSilences() {
        // Where entries were not seen, nobody knows when they were recorded.
        guard let interval = watch.interval, unseenEntries == 0 else { return }
        for silence in watch.silences() {
            log.note(
                .silence, index: silence.index,
                "no entry from \(MomentText.of(silence.from)) to \(MomentText.of(silence.until)), "
                    + "\((silence.until - silence.from) / 1000) seconds, although a heartbeat was due every \(interval)",
                advice: "Ask what happened then: the server stood still, or what it did was not recorded.")
        }
    }

    /// Entries whose event identifiers have one hash: repeated, or a coincidence.
    private mutating func compareEvents(_ indices: [UInt64]) {
        var cursor = ExportReader(files, size: checkpoint.size).leaves()
        var first: [RandomID: UInt64] = [:]
        for index in indices {
            cursor.move(to: index)
            // Whatever cannot be read here has been reported where it was read first.
            guard let event = try? cursor.next()?.leaf.event else { continue }
            if let earlier = first[event] {
                log.fail(
                    .eventRepeated, file: BundleFile.name(index / 256, size: checkpoint.size).path, index: index,
                    "the same event as entry \(earlier)", advice: "One event was recorded twice, which no honest writer does.")
            } else {
                first[event] = index
            }
        }
    }
}
