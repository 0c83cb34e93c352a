import Broker
import Foundation
import SQL
import Sandbox
import Storage

extension Stage {
    /// The sealed bytes of everything in quarantine.
    func quarantinedBytes() throws -> [[UInt8]] {
        let connection = try Connection(path: home.path + "/ledger.db", .readOnly)
        return try connection.query("SELECT sealed FROM vault_quarantine") { (row) throws(SQLError) in try row.blob(0) }
    }

    /// Every text that whoever has all files and the key-encryption key can still open.
    func contentThatOpens() throws -> [String] {
        let place = home.store(origin: "log.example.test/ex-uk")
        let keys = try KeyStore(path: place.keys, under: try KeyEncryptionKey.load(from: place.keyEncryptionKey))
        let connection = try Connection(path: place.ledger, .readOnly)
        let rows = try connection.query("SELECT leaf, content_object FROM entry WHERE content_object IS NOT NULL") {
            (row) throws(SQLError) in (try row.blob(0), try row.blob(1))
        }
        var texts: [String] = []
        for (bytes, object) in rows {
            guard let object = ObjectID(object) else { continue }
            let leaf = try Leaf(decoding: bytes)
            guard let sealed = try Vault(connection).get(object),
                let fields = try? ObjectCipher.openContent(sealed, of: object, event: leaf.eventID, using: keys.key(for: object))
            else { continue }
            texts += fields.map { String(decoding: $0.bytes, as: UTF8.self) }
        }
        return texts
    }

    /// A customer who was invited to go on by secure mail, as the direct messages tell it.
    func offer(_ handle: String) async throws -> (conversation: String, link: String, code: String) {
        let customer = try network.createUser(handle: handle, name: "Sam")
        let known = Set(try await ada.inbox().map(\.id))
        try network.post(as: customer.id, "@ExampleBank why was my card refused?")
        let row = try await wait("the conversation") { try await ada.inbox().first { !known.contains($0.id) } }
        let view = try await ada.read(row.id)
        let id = RandomIDs.event().description
        for _ in 0..<2 {
            // The button pressed twice sends one link and one number.
            let answer = try await ada.post(
                "/api/conversations/\(view.id)/handoffs",
                ["destination": "secure_email", "channel": "sandbox_dm", "seen": view.sequence, "id": id])
            guard answer.status == 200 else { throw StageError("the handoff was answered with \(answer.status): \(answer.text)") }
        }
        let (link, code) = try await invitation(to: customer)
        _ = try await wait("the receipts") { try await ada.read(view.id).lines.contains { $0.phase == "queued" } ? nil : true }
        return (view.id, link, code)
    }

    /// The one link and the one number that a customer got by direct message.
    func invitation(to customer: SandboxUser) async throws -> (link: String, code: String) {
        let messages = try await wait("link and number") {
            let messages = network.messages(between: bank.id, and: customer.id)
            return messages.count >= 2 ? messages : nil
        }
        let text = messages.flatMap { $0.links.map(\.expanded) + $0.text.split(separator: " ").map(String.init) }
        guard messages.count == 2, network.messages(between: bank.id, and: customer.id).count == 2,
            let link = text.first(where: { $0.hasPrefix(base + "/pick-up/") }),
            let code = messages.lazy.flatMap({ $0.text.split { !$0.isNumber } }).first(where: { $0.count == 6 })
        else { throw StageError("not one link and one number") }
        return (link, String(code))
    }
}
