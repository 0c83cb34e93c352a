import Conversations
import FoundationEssentials
import PolicyFiles
import Verifier

/// The service levels that were in force, by the entry that put them in force, taken from an export alone.
struct ExportedTerms {
    /// What due times are worked out with.
    struct Level {
        var serviceLevel: ServiceLevel
        var staffed: StaffedTime
    }

    private let files: ExportFiles
    private var lines: ExportLines
    private var levels: [UInt64: Level] = [:]

    init(_ files: ExportFiles) {
        self.files = files
        lines = ExportLines(files, "disclosures.jsonl")
    }

    /// The level of an entry that came before; nil if that entry put none in force.
    subscript(index: UInt64) -> Level? { levels[index] }

    // The parts of a line that are needed; the verifier has checked all of it.
    private struct Line: Decodable {
        struct Field: Decodable {
            var id: Int
            var bytes: Data?
        }
        var index: UInt64
        var fields: [Field]
    }

    private struct Facts: Decodable {
        var events: [Event]
    }

    /// Takes in the terms that the entry at an index put in force. Indexes ascend.
    mutating func add(entry index: UInt64) throws {
        let decoder = JSONDecoder()
        while let bytes = try lines.next() {
            let line = try decoder.decode(Line.self, from: Data(bytes))
            guard line.index >= index else { continue }
            guard line.index == index, let facts = line.fields.first(where: { $0.id == 1 })?.bytes else { break }
            for event in try decoder.decode(Facts.self, from: facts).events {
                if case .termsInForce(let terms) = event { levels[index] = try level(terms, index) }
            }
            return
        }
        throw StorageError.damaged("the export does not disclose which terms entry \(index) put in force")
    }

    private func level(_ inForce: TermsInForce, _ index: UInt64) throws -> Level {
        var policies: [TermsFile] = []
        var zones: [String: TermsFile] = [:]
        for named in inForce.files {
            let bytes = try bytes(of: named.sha256)
            let file = TermsFile(name: named.name, bytes: bytes)
            guard file.sha256 == named.sha256 else {
                throw StorageError.damaged("terms/\(named.sha256) has other bytes than its name says")
            }
            if named.name.hasPrefix(PolicyFolder.zonePrefix) {
                zones[String(named.name.dropFirst(PolicyFolder.zonePrefix.count))] = file
            } else {
                policies.append(file)
            }
        }
        let folder = try PolicyFolder(files: policies)
        guard let level = folder.serviceLevels.first, let serviceLevel = level.serviceLevel(), let zoneFile = zones[level.zone],
            let calendar = folder.calendars.first(where: { $0.id == level.calendar })
        else { throw StorageError.damaged("the terms of entry \(index) lack a service level, its calendar or its zone") }
        let working = try WorkingTime(
            calendar: calendar, zone: ZoneRules(name: level.zone, tzif: zoneFile.bytes), hours: level.staffedHours,
            closeOfBusiness: level.closeOfBusiness)
        return Level(serviceLevel: serviceLevel, staffed: working.staffed)
    }

    private func bytes(of hash: String) throws -> [UInt8] {
        let limit = 4 << 20
        let path = "terms/\(hash)"
        guard hash.utf8.count == 64, hash.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x61 && $0 <= 0x66 }) else {
            throw StorageError.damaged("a hash of terms is not 64 hexadecimal digits")
        }
        var buffer = [UInt8](repeating: 0, count: limit + 1)
        let read = files.read
        guard let part = try buffer.withUnsafeMutableBytes({ try read(path, 0, $0) }), part.copied == part.fileSize, part.copied <= limit
        else {
            throw StorageError.damaged("\(path) is missing from the export, or longer than \(limit) bytes")
        }
        return Array(buffer[..<part.copied])
    }
}

extension PolicyFolder {
    /// Before the name of a zone's own file among the terms.
    static let zonePrefix = "zone/"
}
