/// Checks the notes with which older keys of a log vouched for newer ones: each covers the announcement, both have signed it, and the tree
/// contains it.
struct HandoverCheck {
    let files: ExportFiles
    let history: KeyHistory
    let newest: OpenedCheckpoint

    static func path(of index: UInt64) -> String {
        let digits = String(index)
        return "keys/handover-" + String(repeating: "0", count: max(0, 12 - digits.utf8.count)) + digits
    }

    /// Where the notes stand that an export may have.
    static func paths(_ history: KeyHistory?) -> Set<String> {
        Set((history?.members ?? []).compactMap(\.announced).map { path(of: $0) })
    }

    /// - Parameter needed: places of keys that nothing else proves.
    /// - Returns: the checkpoints, which the tree has to contain.
    func run(needed: Range<Int>, _ log: inout FindingLog) -> [(name: String, checkpoint: OpenedCheckpoint)] {
        var checkpoints: [(name: String, checkpoint: OpenedCheckpoint)] = []
        for (place, member) in history.members.enumerated() {
            guard let announced = member.announced else { continue }
            let path = Self.path(of: announced)
            do {
                guard let bytes = try files.whole(path, limit: OpenedNote.largest) else {
                    if needed.contains(place) {
                        log.fail(
                            .handoverWrong, file: path, index: announced, "nothing shows that the key before vouched for \(member.key)",
                            advice: "Ask for a whole export, or for the key itself by another way.")
                    }
                    continue
                }
                let note = try OpenedNote(bytes)
                let checkpoint = try OpenedCheckpoint(text: note.text)
                let signers = try history.signers(of: note, size: checkpoint.size)
                guard checkpoint.origin.utf8.elementsEqual(member.key.name.utf8), checkpoint.size > announced,
                    checkpoint.size <= newest.size, signers.contains(member.key), signers.contains(history.members[place - 1].key)
                else {
                    log.fail(
                        .handoverWrong, file: path, index: announced, "it is no checkpoint over the announcement that both keys signed",
                        advice: "Ask the firm for the new key by another way than this export.")
                    continue
                }
                checkpoints.append((path, checkpoint))
            } catch let error as FileFault {
                log.fail(.fileUnreadable, file: path, error.reason, advice: "Check the medium and the rights of the file.")
            } catch {
                log.fail(
                    .handoverWrong, file: path, index: announced, "\(error)",
                    advice: "Ask the firm for the new key by another way than this export.")
            }
        }
        return checkpoints
    }
}
