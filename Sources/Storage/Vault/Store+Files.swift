public import Conversations
public import Ledger
import SQL

/// Clean files beside the content of entries.
extension Store {
    /// The file at a place beside an entry's content; nil where there is none, or it was erased.
    public func file(of event: EventID, place: Int) throws -> KeptFile? {
        let keys = keys
        return try readers.read { connection in
            let reader = EntryReader(connection: connection, keys: keys)
            guard let object = try reader.contentObject(of: event) else { return nil }
            return try reader.file(of: object, place: place)
        }
    }

    /// All files beside the content of these entries, for the entry that takes their place.
    public func files(of events: [EventID]) throws -> [KeptFile] {
        let keys = keys
        return try readers.read { connection in
            let reader = EntryReader(connection: connection, keys: keys)
            var files: [Int: KeptFile] = [:]
            for event in events {
                guard let object = try reader.contentObject(of: event) else { continue }
                for place in try reader.vault.places(object) { files[place] = try reader.file(of: object, place: place) ?? files[place] }
            }
            return files.sorted { $0.key < $1.key }.map(\.value)
        }
    }
}

extension EntryReader {
    func contentObject(of event: EventID) throws -> ObjectID? {
        guard let index = try index(of: event) else { return nil }
        let bytes = try connection.first("SELECT content_object FROM entry WHERE idx = $1", .integer(Int64(index))) {
            (row) throws(SQLError) in try row.optionalBlob(0)
        }
        return try (bytes ?? nil).map { try object($0) }
    }

    func file(of object: ObjectID, place: Int) throws -> KeptFile? {
        guard let sealed = try vault.file(object, place: place) else { return nil }
        do {
            return KeptFile(
                place: place, bytes: try ObjectCipher.open(file: sealed, place: place, of: object, using: try keys.key(for: object)))
        } catch KeyError.destroyed {
            return nil
        }
    }
}
