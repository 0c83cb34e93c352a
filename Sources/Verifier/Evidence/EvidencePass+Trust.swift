import Crypto

/// What others say for the log: the firm's authority for its keys, a time-stamp authority for its age.
extension EvidencePass {
    mutating func checkTrust(_ archive: TapeArchive) {
        checkRetained(archive)
        checkCertificates(archive)
        checkStamps(archive)
    }

    /// What somebody kept is what this log was, wherever the file shows it: at the same size, or where it has a proof.
    private mutating func checkRetained(_ archive: TapeArchive) {
        guard let checkpoint, let history else { return }
        kept.compare(
            retained, with: checkpoint, keys: history, former: FormerLogs(continuations: continuations, statements: statements),
            proof: { archive[EvidencePath.consistency(from: $0)].flatMap(Self.digests) })
        failures += kept.failures
    }

    /// Every certificate binds a key of this log, and the key that signed has one wherever any is there.
    private mutating func checkCertificates(_ archive: TapeArchive) {
        let names = archive.files.compactMap { file -> String? in
            guard case .certificate(let name)? = EvidencePath(file.path) else { return nil }
            return name
        }
        guard !names.isEmpty else {
            if anchors != nil { failures.append("There is no certificate of the log's key here, and you asked for one.") }
            return
        }
        // Judged at the time of the export: a certificate may have run out since.
        guard let time = exports.values.map(\.recorded).max(),
            let der = archive[EvidencePath.certificate(EvidencePath.authority)].map({ Array($0) }),
            let chain = try? LogCertificates(authority: der), chain.isAnchored(in: anchors, at: time)
        else {
            return failures.append(
                anchors == nil
                    ? "The certificates have no authority that stands for itself."
                    : "The authority of the certificates is not the one you gave, and not certified by it.")
        }
        for name in names where name != EvidencePath.authority {
            guard let use = keys.first(where: { HexText.encode(Self.bytes($0.key.id)) == name }) else {
                failures.append("The certificate \(name) is for no key of this log.")
                continue
            }
            let own = archive[EvidencePath.certificate(name)].map { Array($0) } ?? []
            // One of a key that signs no more may have run out.
            if let problem = chain.outcome(of: own, for: use.key, at: use.signed ? time : nil) {
                failures.append("The certificate of \(use.key): \(problem).")
            }
        }
        for use in keys where use.signed && !names.contains(HexText.encode(Self.bytes(use.key.id))) {
            failures.append("The key \(use.key) signed the checkpoint and has no certificate.")
        }
        certified = (chain.fingerprint, anchors != nil)
    }

    private static func bytes(_ id: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: id >> UInt32($0)) } }

    /// Every token is over a checkpoint of this log, and the log has only grown since.
    private mutating func checkStamps(_ archive: TapeArchive) {
        guard let checkpoint, let history else { return }
        var sizes: Set<UInt64> = []
        for file in archive.files {
            guard case .token(let name)? = EvidencePath(file.path) else { continue }
            let token = Array(archive.bytes[file.range])
            guard HexText.encode(Array(SHA256.hash(data: token))) == name, let stamp = try? TimeStamp(token: token),
                let bytes = archive[EvidencePath.stamped(name)].map({ Array($0) }), let note = try? OpenedNote(bytes),
                let stamped = try? OpenedCheckpoint(text: note.text), stamp.isOver(bytes),
                stamped.origin.utf8.elementsEqual(checkpoint.origin.utf8), (try? history.signers(of: note, size: stamped.size)) != nil
            else {
                failures.append("\(file.path) is no time stamp over a checkpoint of this log.")
                continue
            }
            sizes.insert(stamped.size)
            guard let proof = archive[EvidencePath.consistency(from: stamped.size)], let path = Self.digests(proof),
                ProofChecks.isConsistent(
                    oldSize: stamped.size, oldRoot: stamped.root, newSize: checkpoint.size, newRoot: checkpoint.root, path: path)
            else {
                failures.append("Nothing shows that the log of this file continues the one that \(file.path) is about.")
                continue
            }
            if let authority {
                do throws(TimeStampFailure) { try stamp.verify(over: bytes, authority: authority) } catch {
                    failures.append("\(file.path): \(error).")
                    continue
                }
            }
            stamps.append(.init(size: stamped.size, time: stamp.time, isBelieved: authority != nil))
        }
        stamps.sort { $0.size < $1.size }
        for file in archive.files {
            switch EvidencePath(file.path) {
            case .stamped(let name):
                if archive[EvidencePath.token(name)] == nil { failures.append("\(file.path) has no time stamp.") }
            case .consistency(let size):
                if !sizes.contains(size) { failures.append("\(file.path) is about no time stamp.") }
            default: continue
            }
        }
    }

    /// Lines of base 64, each a hash.
    private static func digests(_ bytes: ArraySlice<UInt8>) -> [TreeDigest]? {
        guard bytes.isEmpty || bytes.last == UInt8(ascii: "\n") else { return nil }
        var digests: [TreeDigest] = []
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
            guard digests.count < 64, let digest = try? Base64Text.digest(line) else { return nil }
            digests.append(digest)
        }
        return digests
    }
}
