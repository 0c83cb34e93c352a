import Conversations
import FoundationEssentials

/// How events stand in facts: JSON, one document an entry, with the version of the form.
struct FactsCoding {
    struct Document: Codable {
        var version: Int
        var events: [Event]
    }
    private let decoder = JSONDecoder()

    static let version = 1

    func encode(_ events: [Event]) throws -> [UInt8] {
        try FrequentFacts.document(events, version: Self.version)
    }

    func decode(_ bytes: [UInt8]) throws -> [Event] {
        try decoder.decode(Document.self, from: Data(bytes)).events
    }
}
