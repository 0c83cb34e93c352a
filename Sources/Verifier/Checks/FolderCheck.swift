import Crypto

/// Goes over everything that is in the folder: terms must bear the name of their bytes, and nothing may be there that nobody verified.
struct FolderCheck {
    private let files: ExportFiles
    /// Nil if the checkpoint could not be read.
    private let size: UInt64?
    /// Notes about keys that were looked at.
    private let handovers: Set<String>

    init(_ files: ExportFiles, size: UInt64?, handovers: Set<String>) {
        self.files = files
        self.size = size
        self.handovers = handovers
    }

    func run(_ log: inout FindingLog, _ counts: inout VerificationReport.Counts) {
        do throws(FileFault) {
            try files.list { found in
                counts.files += 1
                check(found, &log, &counts)
            }
        } catch {
            log.fail(.fileUnreadable, file: error.path, error.reason, advice: "Check the medium and the rights of the folder.")
        }
    }

    private func check(_ found: ExportFiles.Found, _ log: inout FindingLog, _ counts: inout VerificationReport.Counts) {
        guard found.isRegularFile else {
            log.fail(
                .fileUnexpected, file: found.path, "not a regular file; an export has no links, pipes or devices",
                advice: "Remove it, or ask for the export again.")
            return
        }
        switch found.path {
        case ExportVerifier.checkpointPath, ExportVerifier.keyPath, DisclosureCheck.path: return
        default: break
        }
        if TimeStampCheck.isName(found.path) || handovers.contains(found.path) { return }
        if found.path.hasPrefix("terms/") {
            checkTerms(found.path, &log, &counts)
        } else if found.path.hasPrefix("tile/") {
            // Without a size nobody can say which tiles belong here.
            guard let size else { return }
            if let name = try? TileName(path: found.path), name.belongs(toTreeOf: size) { return }
            log.fail(
                .fileUnexpected, file: found.path, "no tile of a tree of \(size) entries",
                advice: "It was not verified and may contradict the log; do not rely on it.")
        } else {
            log.note(
                .fileUnexpected, file: found.path, "not part of an export; it was not verified", advice: "Do not rely on it.")
        }
    }

    private func checkTerms(_ path: String, _ log: inout FindingLog, _ counts: inout VerificationReport.Counts) {
        let name = path.utf8.dropFirst("terms/".utf8.count)
        guard name.count == 64, let expected = HexText.decode(name) else {
            log.fail(
                .termsNameWrong, file: path, "terms are named by the SHA-256 of their bytes in lower-case hexadecimal",
                advice: "Do not rely on this file.")
            return
        }
        do throws(FileFault) {
            var hash = SHA256()
            var chunk = [UInt8](repeating: 0, count: 1 << 16)
            var offset = 0
            while true {
                let part = try files.read(path, at: offset, into: &chunk)
                guard let part, part.copied > 0 else { break }
                chunk.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<part.copied])) }
                offset += part.copied
            }
            guard hash.finalize().elementsEqual(expected) else {
                log.fail(
                    .termsMismatch, file: path, "the bytes do not have the hash that names them",
                    advice: "These are not the terms that were in force.")
                return
            }
            counts.termsFiles += 1
        } catch {
            log.fail(.fileUnreadable, file: path, error.reason, advice: "Check the medium and the rights of the file.")
        }
    }
}
