/// What pages for tools say: no word that the fields beside them do not disclose.
extension EvidencePass {
    mutating func checkPages(_ archive: TapeArchive) {
        // A message redacted later is shown as it was left.
        var newer: [RandomID: [UInt64]] = [:]
        for (index, leaf) in entries where leaf.commandType == Self.redactEarlier {
            if let subject = leaf.subject { newer[subject, default: []].append(index) }
        }
        for file in archive.files where file.path.hasSuffix(".jsonl") {
            switch EvidencePath(file.path) {
            case .index, .conversation: break
            default: continue
            }
            let pieces = archive.bytes[file.range].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            for piece in pieces.last?.isEmpty == true ? pieces.dropLast() : pieces[...] {
                do throws(FormatError) {
                    let line = try PageLine(piece)
                    guard let leaf = entries[line.index] else {
                        failures.append("\(file.path) has a line about entry \(line.index), which is not here.")
                        continue
                    }
                    let said = ([line.index] + newer[leaf.event, default: []]).compactMap { self.lines[$0] }.flatMap(\.fields)
                    if !line.words.allSatisfy({ Self.discloses(said, $0.member, $0.bytes) }) {
                        failures.append("\(file.path) shows words of entry \(line.index) that no field here discloses.")
                    }
                } catch { failures.append("\(file.path): \(error).") }
            }
        }
    }

    private static func discloses(_ said: [DisclosureLine.Field], _ member: String, _ words: [UInt8]) -> Bool {
        said.contains { field in
            guard case .disclosed(_, let bytes) = field.content else { return false }
            if member == "text" { return field.id == text && bytes == words }
            return field.id == displayName && bytes == words
                || field.id == handle && bytes.elementsEqual(words.first == UInt8(ascii: "@") ? words.dropFirst() : words[...])
        }
    }

    private static let text: UInt16 = 2
    private static let displayName: UInt16 = 3
    private static let handle: UInt16 = 4
}
